"""Transactions: the one place that begins, commits and rolls back, and that says whose rows may be seen.

Connections are in autocommit mode at the driver, so a transaction is begun by one message that also
sets the row security context and may carry the request's first query: one round trip instead of four.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal, Self
from uuid import UUID

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import greenlet_spawn
from sqlmodel.ext.asyncio.session import AsyncSession

from sosafe_api.core.db.faults import translate
from sosafe_api.core.errors import OutcomeUnknown, ServiceUnavailable

Parameters = Mapping[str, Any] | Sequence[Any] | None


@dataclass(frozen=True, slots=True)
class RowScope:
    """Whose rows a transaction may see; PostgreSQL's row security enforces it below every query.

    `reach` is "own" for a request, "partnership" for work on aggregates that no request asked for by id.
    """

    partnership_id: UUID
    agency_id: UUID | None = None
    service_ids: tuple[UUID, ...] = ()
    reach: Literal["own", "partnership"] = "own"

    def statements(self) -> str:
        """`SET LOCAL`, not `set_config`: a distributed PostgreSQL hands only the former to its workers.

        Every value is a UUID or a literal of ours, so quoting is safe.
        """
        services = ",".join(str(UUID(int=service.int)) for service in self.service_ids)
        return (
            f"SET LOCAL app.partnership_id = '{UUID(int=self.partnership_id.int)}';"
            f"SET LOCAL app.agency_id = '{UUID(int=self.agency_id.int) if self.agency_id else ''}';"
            f"SET LOCAL app.service_ids = '{{{services}}}';"
            f"SET LOCAL app.reach = '{'partnership' if self.reach == 'partnership' else 'own'}';"
        )


class Transaction:
    """One open transaction. Hot paths use `execute`, everything else the SQLModel `session` over it."""

    def __init__(self, engine: AsyncEngine, pooled: Any, opening_rows: list[tuple[Any, ...]]) -> None:
        self._engine = engine
        self.pooled = pooled
        self._session: AsyncSession | None = None
        self.driver: psycopg.AsyncConnection[tuple[Any, ...]] = pooled.driver_connection
        self.opening_rows = opening_rows

    async def execute(
        self, statement: bytes, parameters: Parameters = None, *, binary: bool = False
    ) -> list[tuple[Any, ...]]:
        """Runs one prepared statement and returns its rows; an empty list when it has none.

        `binary` reads many rows of dates and identifiers faster.
        """
        cursor = await self.driver.execute(statement, parameters, prepare=True, binary=binary)
        return await cursor.fetchall() if _has_rows(cursor) else []

    async def set_scope(self, scope: RowScope) -> None:
        """Replaces the row security context for the rest of the transaction."""
        await self.driver.execute(scope.statements().encode())

    async def savepoint(self, name: str) -> None:
        await self.driver.execute(f"SAVEPOINT {name}".encode())

    async def rollback_to(self, name: str) -> None:
        await self.driver.execute(f"ROLLBACK TO SAVEPOINT {name}".encode())

    @property
    def session(self) -> AsyncSession:
        if self._session is None:
            connection = Connection(self._engine.sync_engine, connection=self.pooled)
            self._session = AsyncSession(
                bind=AsyncConnection(self._engine, connection), expire_on_commit=False
            )
        return self._session

    async def flush(self) -> None:
        if self._session is not None:
            await self._session.flush()

    async def close_session(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _has_rows(cursor: psycopg.AsyncCursor[Any]) -> bool:
    """Asked of the result itself: `cursor.description` would build an object for every column."""
    return cursor.pgresult is not None and cursor.pgresult.status == ExecStatus.TUPLES_OK


class Database:
    """A pool of connections of one role, and the transactions on it."""

    def __init__(self, url: str, *, pool_size: int, pool_wait_seconds: float = 1.0) -> None:
        self._pool_size = pool_size
        self._engine = create_async_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=pool_wait_seconds,
            pool_reset_on_return=None,
            hide_parameters=True,
            use_native_hstore=False,
            connect_args={"connect_timeout": 2, "application_name": "sosafe"},
        )

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(
        self, scope: RowScope | None = None, *, first_query: str = "", read_only: bool = False
    ) -> AsyncIterator[Transaction]:
        """Commits when the block ends, rolls back when it raises; database errors leave as ours."""
        opening = "BEGIN READ ONLY;" if read_only else "BEGIN;"
        transaction = await self._open(opening + (scope.statements() if scope else "") + first_query)
        try:
            yield transaction
            await transaction.flush()
            await self._commit(transaction)
        except (psycopg.Error, SQLAlchemyError) as error:
            raise translate(error) from error
        finally:
            await self._release(transaction)

    async def _open(self, opening: str) -> Transaction:
        fault: psycopg.Error | None = None
        for _ in range(self._pool_size + 1):
            try:
                pooled: Any = await self._engine.raw_connection()
            except (psycopg.Error, SQLAlchemyError) as error:
                raise translate(error) from error
            try:
                rows = await self._begin(pooled.driver_connection, opening.encode())
                return Transaction(self._engine, pooled, rows)
            except psycopg.OperationalError as error:
                died = pooled.driver_connection.broken
                await self._discard(pooled)
                if not died:
                    raise translate(error) from error
                # Every pooled connection may have died while idle; nothing was asked yet, so try another.
                fault = error
            except BaseException:
                await self._discard(pooled)
                raise
        raise ServiceUnavailable() from fault

    @staticmethod
    async def _begin(driver: psycopg.AsyncConnection[Any], opening: bytes) -> list[tuple[Any, ...]]:
        cursor = await driver.execute(opening)
        rows: list[tuple[Any, ...]] = []
        while True:
            if _has_rows(cursor):
                rows = await cursor.fetchall()
            if not cursor.nextset():
                return rows

    @staticmethod
    async def _commit(transaction: Transaction) -> None:
        if transaction.driver.info.transaction_status is not TransactionStatus.INTRANS:
            # PostgreSQL would answer COMMIT with ROLLBACK, and the caller with success.
            raise ServiceUnavailable()
        try:
            await transaction.driver.commit()
        except psycopg.OperationalError as error:
            if transaction.driver.broken or error.sqlstate is None:
                raise OutcomeUnknown() from error
            raise
        except asyncio.CancelledError as error:
            # The request's time is up while PostgreSQL commits: it may have done so already.
            raise OutcomeUnknown() from error

    async def _release(self, transaction: Transaction) -> None:
        driver, pooled = transaction.driver, transaction.pooled
        try:
            status = driver.info.transaction_status
            if status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                await driver.rollback()
            await transaction.close_session()
        except (psycopg.Error, SQLAlchemyError):
            await self._discard(pooled)
            return
        if driver.info.transaction_status is TransactionStatus.IDLE:
            await greenlet_spawn(pooled.close)
        else:
            await self._discard(pooled)

    @staticmethod
    async def _discard(pooled: Any) -> None:
        await greenlet_spawn(pooled.invalidate)
        await greenlet_spawn(pooled.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
