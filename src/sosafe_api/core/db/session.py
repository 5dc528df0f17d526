"""Transactions: the one place that begins, commits and rolls back, and that says whose rows may be seen.

Connections are in autocommit mode at the driver, so a transaction is begun by one message that also
sets the row security context and may carry the request's first query: one round trip instead of four.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, Self
from uuid import UUID

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from sosafe_api.core.db.faults import translate
from sosafe_api.core.db.pool import Lent, Pool
from sosafe_api.core.db.wire import Parameters, Row
from sosafe_api.core.errors import OutcomeUnknown, ServiceUnavailable
from sosafe_api.core.observability.tracing import timed

BlockingConnection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class RowScope:
    """Whose rows a transaction may see; PostgreSQL's row security enforces it below every query.

    `reach` is "own" for a request, "partnership" for work that no request asked for by id: aggregates, and the
    search for a person who may be known already. `excluded_ids` are records that the principal must not see
    whatever else it may: people, cases and referrals, since identifiers are unique among them.
    `agency_id` is the agency of a sender, whose referrals it sees; `acting_agency_id` that of somebody who sits in
    panels or acts on what they decide.
    """

    partnership_id: UUID
    agency_id: UUID | None = None
    service_ids: tuple[UUID, ...] = ()
    reach: Literal["own", "partnership"] = "own"
    principal_id: UUID | None = None
    group_ids: tuple[UUID, ...] = ()
    excluded_ids: tuple[UUID, ...] = ()
    acting_agency_id: UUID | None = None

    @cached_property
    def statements(self) -> str:
        """`SET LOCAL`, not `set_config`: a distributed PostgreSQL hands only the former to its workers.

        Every value is a UUID or a literal of ours, so quoting is safe.
        """
        return (
            f"SET LOCAL app.partnership_id = '{_one(self.partnership_id)}';"
            f"SET LOCAL app.agency_id = '{_one(self.agency_id)}';"
            f"SET LOCAL app.service_ids = '{_many(self.service_ids)}';"
            f"SET LOCAL app.reach = '{'partnership' if self.reach == 'partnership' else 'own'}';"
            f"SET LOCAL app.principal_id = '{_one(self.principal_id)}';"
            f"SET LOCAL app.group_ids = '{_many(self.group_ids)}';"
            f"SET LOCAL app.acting_agency_id = '{_one(self.acting_agency_id)}';"
            f"SET LOCAL app.excluded_ids = '{_many(self.excluded_ids)}';"
        )


def _one(identifier: UUID | None) -> str:
    return str(UUID(int=identifier.int)) if identifier else ""


def _many(identifiers: Iterable[UUID]) -> str:
    return "{" + ",".join(map(_one, identifiers)) + "}"


class Transaction:
    """One open transaction. Hot paths use `execute`, everything else the SQLModel `session` over it."""

    def __init__(
        self, engine: AsyncEngine, lent: Lent, opening_rows: list[Row], scope: RowScope | None
    ) -> None:
        self._engine = engine
        self._session: AsyncSession | None = None
        self.lent = lent
        self.opening_rows = opening_rows
        self.scope = scope

    async def execute(self, statement: bytes, parameters: Parameters = None) -> list[Row]:
        """Runs one prepared statement and returns its rows; an empty list when it has none."""
        return await self.lent.wire.prepared(statement, parameters)

    async def set_scope(self, scope: RowScope) -> None:
        """Replaces the row security context for the rest of the transaction."""
        await self.lent.wire.simple(scope.statements.encode())
        self.scope = scope

    @asynccontextmanager
    async def widened(self, **changes: Any) -> AsyncIterator[None]:
        """Runs a block under a wider row security context; an error within undoes the transaction anyway."""
        own = self.scope
        if own is None:
            raise ServiceUnavailable()
        await self.flush()
        await self.set_scope(replace(own, **changes))
        yield
        await self.flush()
        await self.set_scope(own)

    async def savepoint(self, name: str) -> None:
        await self.lent.wire.simple(f"SAVEPOINT {name}".encode())

    async def rollback_to(self, name: str) -> None:
        await self.lent.wire.simple(f"ROLLBACK TO SAVEPOINT {name}".encode())

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Runs a block whose failure undoes the block alone; database errors leave as ours."""
        own = self.scope
        try:
            async with self.session.begin_nested():
                yield
                await self.flush()
        except (psycopg.Error, SQLAlchemyError) as error:
            raise translate(error) from error
        finally:
            self.scope = own  # as the savepoint has it again, whatever a block that failed had widened

    @property
    def session(self) -> AsyncSession:
        if self._session is None:
            connection = Connection(self._engine.sync_engine, connection=self.lent.pooled)
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


class Database:
    """The connections of one role, and the transactions on them."""

    def __init__(self, url: str, *, pool_size: int, pool_wait_seconds: float = 1.0) -> None:
        self._pool_size = pool_size
        self._engine = create_async_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=0,
            pool_reset_on_return=None,
            hide_parameters=True,
            use_native_hstore=False,
            connect_args={
                "connect_timeout": 2,
                "application_name": "sosafe",
                # With statements of its own prepared, the driver would drop ours as well at each rollback.
                "prepare_threshold": None,
            },
        )
        self.pool = Pool(self._engine, size=pool_size, wait_seconds=pool_wait_seconds)

    async def open_all(self) -> None:
        """Opens the pool's connections ahead of the first request."""
        await self.pool.open_all()

    async def close(self) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def transaction(
        self,
        scope: RowScope | None = None,
        *,
        first_query: str = "",
        read_only: bool = False,
        snapshot: bool = False,
    ) -> AsyncIterator[Transaction]:
        """Commits when the block ends, rolls back when it raises; database errors leave as ours.

        With `snapshot` every statement sees what the first one saw, whatever is committed meanwhile.
        """
        opening = "BEGIN" + " ISOLATION LEVEL REPEATABLE READ" * snapshot + " READ ONLY" * read_only + ";"
        with timed("database begin"):
            transaction = await self._open(opening + (scope.statements if scope else "") + first_query, scope)
        try:
            yield transaction
            await transaction.flush()
            with timed("database commit"):
                await self._commit(transaction.lent)
        except (psycopg.Error, SQLAlchemyError) as error:
            raise translate(error) from error
        finally:
            await self._release(transaction)

    async def _open(self, opening: str, scope: RowScope | None) -> Transaction:
        fault: psycopg.Error | None = None
        for _ in range(self._pool_size + 1):
            lent = await self.pool.take()
            try:
                _, rows = await lent.wire.simple(opening.encode())
                return Transaction(self._engine, lent, rows, scope)
            except psycopg.OperationalError as error:
                died = lent.driver.broken
                await self._give_up(lent)
                if not died:
                    raise translate(error) from error
                # Every pooled connection may have died while idle; nothing was asked yet, so try another.
                fault = error
            except BaseException:
                await self._give_up(lent)
                raise
        raise ServiceUnavailable() from fault

    @staticmethod
    async def _commit(lent: Lent) -> None:
        if lent.driver.info.transaction_status is not TransactionStatus.INTRANS:
            # PostgreSQL would answer COMMIT with ROLLBACK, and the caller with success.
            raise ServiceUnavailable()
        try:
            await lent.wire.simple(b"COMMIT")
        except psycopg.OperationalError as error:
            if lent.driver.broken or error.sqlstate is None:
                raise OutcomeUnknown() from error
            raise
        except asyncio.CancelledError as error:
            # The request's time is up while PostgreSQL commits: it may have done so already.
            raise OutcomeUnknown() from error

    async def _release(self, transaction: Transaction) -> None:
        with suppress(psycopg.Error, SQLAlchemyError):
            await transaction.close_session()
        await self._give_up(transaction.lent)

    async def _give_up(self, lent: Lent) -> None:
        """Gives the connection back; a transaction that is still open is rolled back first."""
        try:
            if lent.driver.info.transaction_status in _OPEN:
                # What cannot be rolled back is closed by the pool, which undoes it as well.
                with suppress(psycopg.Error):
                    await lent.wire.simple(b"ROLLBACK")
        finally:
            await self.pool.give_back(lent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


@contextmanager
def blocking_transaction(url: str) -> Iterator[BlockingConnection]:
    """One transaction of a command or of the worker, which run no event loop: commits when the block ends."""
    with psycopg.connect(url) as connection:
        yield connection


@contextmanager
def listening(url: str, channel: str) -> Iterator[BlockingConnection]:
    """A connection that hears what is notified on the channel, and is in no transaction meanwhile."""
    with psycopg.connect(url, autocommit=True) as listener:
        listener.execute(f"LISTEN {channel}".encode())
        yield listener


@contextmanager
def scoped(connection: BlockingConnection, scope: RowScope) -> Iterator[None]:
    """A short transaction of a connection that is in none, under a row security context."""
    with connection.transaction():
        set_scope(connection, scope)
        yield


def set_scope(connection: BlockingConnection, scope: RowScope) -> None:
    """Replaces the row security context for the rest of the connection's transaction."""
    connection.execute(scope.statements.encode())


_OPEN = (TransactionStatus.INTRANS, TransactionStatus.INERROR)
