"""Connections of one role, lent to one transaction at a time and in turn."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util.concurrency import greenlet_spawn

from sosafe_api.core.db.faults import translate
from sosafe_api.core.db.wire import Row, Wire
from sosafe_api.core.errors import ServiceUnavailable

CANCEL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Lent:
    """A connection in its three forms: SQLAlchemy's, the driver's, and the lean one of this package."""

    pooled: Any
    driver: psycopg.AsyncConnection[Row]
    wire: Wire


class Pool:
    """SQLAlchemy opens the connections; once open they stay here. Of `size`, `lent` are; `waiting` callers want one.

    Its own pool hands a connection that is given back to whoever comes first, so that a waiter may starve, and
    costs as much processor time as a statement.
    """

    def __init__(self, engine: AsyncEngine, *, size: int, wait_seconds: float) -> None:
        self._engine = engine
        self.size = size
        self.lent = 0
        self.waiting = 0
        self._wait_seconds = wait_seconds
        self._places = asyncio.Semaphore(size)
        self._idle: list[Lent] = []

    async def take(self) -> Lent:
        """Raises `ServiceUnavailable` when none is given back in time, or when none can be opened."""
        if self._places.locked():
            self.waiting += 1
            try:
                async with asyncio.timeout(self._wait_seconds):
                    await self._places.acquire()
            except TimeoutError as error:
                raise ServiceUnavailable() from error
            finally:
                self.waiting -= 1
        else:
            await self._places.acquire()
        self.lent += 1
        if self._idle:
            return self._idle.pop()
        try:
            return await self._connect()
        except BaseException as error:
            self._free()
            if isinstance(error, psycopg.Error | SQLAlchemyError):
                raise translate(error) from error
            raise

    async def open_all(self) -> None:
        """Opens connections ahead, so that the first callers need not wait while theirs is opened.

        A database that grants fewer at the moment is no reason not to start.
        """
        opened: list[Lent] = []
        with suppress(ServiceUnavailable):
            while len(opened) < self.size:
                opened.append(await self.take())
        for lent in opened:
            await self.give_back(lent)

    async def _connect(self) -> Lent:
        pooled: Any = await self._engine.raw_connection()
        return Lent(pooled, pooled.driver_connection, Wire(pooled.driver_connection))

    async def give_back(self, lent: Lent) -> None:
        """Keeps the connection when it stands between two transactions, and else closes it."""
        try:
            if lent.driver.info.transaction_status is TransactionStatus.IDLE:
                self._idle.append(lent)
            else:
                await self._close(lent)
        finally:
            self._free()

    def _free(self) -> None:
        self.lent -= 1
        self._places.release()

    async def close(self) -> None:
        while self._idle:
            await self._close(self._idle.pop())
        await self._engine.dispose()

    @staticmethod
    async def _close(lent: Lent) -> None:
        lent.wire.close()
        if lent.driver.info.transaction_status is TransactionStatus.ACTIVE:
            # Nobody waits for the answer any more, so PostgreSQL need not go on.
            with suppress(psycopg.Error):
                await lent.driver.cancel_safe(timeout=CANCEL_SECONDS)
        await greenlet_spawn(lent.pooled.invalidate)
        await greenlet_spawn(lent.pooled.close)
