"""Connections are lent in turn; a round trip brings back what was asked, or the connection is not used again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
import structlog
from sqlalchemy import literal
from sqlmodel import select

from sosafe_api.core.db.session import Database
from sosafe_api.core.db.wire import MOST_PREPARED
from sosafe_api.core.errors import InternalError, ServiceUnavailable, TransientFault, ValidationFailed
from tests.fixtures.database import TestDatabase

pytestmark = pytest.mark.database
ADD = b"SELECT %(a)s::int + %(b)s::int, %(a)s::int"


@pytest.fixture
def run(database: TestDatabase) -> Callable[[Callable[[Database], Awaitable[None]]], None]:
    """Runs a scenario with two connections."""

    def start(scenario: Callable[[Database], Awaitable[None]]) -> None:
        async def inside() -> None:
            async with Database(database.urls.app, pool_size=2, pool_wait_seconds=5) as found:
                await scenario(found)

        asyncio.run(inside())

    return start


async def pid(database: Database) -> int:
    async with database.transaction() as transaction:
        ((found,),) = await transaction.execute(b"SELECT pg_backend_pid()")
    return int(found)


def test_values_go_by_name_and_come_back_typed(run):
    async def scenario(database: Database) -> None:
        async with database.transaction() as transaction:
            assert await transaction.execute(ADD, {"a": 2, "b": 3, "unused": "x"}) == [(5, 2)]
            assert await transaction.execute(b"SELECT '%%'") == [("%",)]
            assert await transaction.execute(b"SELECT 1 WHERE false") == []

    run(scenario)


def test_many_waiters_are_served_in_the_order_they_came(database):
    async def scenario() -> None:
        served: list[int] = []

        async def ask(number: int) -> None:
            async with pool.transaction() as transaction:
                await transaction.execute(b"SELECT 1")
                served.append(number)

        async with Database(database.urls.app, pool_size=1, pool_wait_seconds=20) as pool:
            await asyncio.gather(*(ask(number) for number in range(200)))
        assert served == list(range(200))

    asyncio.run(scenario())


def test_a_message_larger_than_the_sockets_buffer_is_sent_whole(run):
    async def scenario(database: Database) -> None:
        text = "x" * 20_000_000
        async with database.transaction() as transaction:
            rows = await transaction.execute(b"SELECT length(%(text)s), %(text)s::text", {"text": text})
        assert rows == [(len(text), text)]

    run(scenario)


def test_more_statements_than_are_kept_prepared_still_run(run):
    async def scenario(database: Database) -> None:
        async with database.transaction() as transaction:
            for number in range(MOST_PREPARED + 20):
                statement = b"SELECT %d + %%(a)s::int" % number
                assert await transaction.execute(statement, {"a": 1}) == [(number + 1,)]

    run(scenario)


def test_a_wait_that_is_given_up_costs_its_connection_and_no_other(run, database):
    async def scenario(pool: Database) -> None:
        before = {await pid(pool)}
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), pool.transaction() as transaction:
                await transaction.execute(b"SELECT pg_sleep(30)")
        after = await pid(pool)
        assert after not in before
        with database.connect() as look:
            sleeping = (
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()"
            )
            for _ in range(100):
                (still,) = look.execute(sleeping).fetchone() or (0,)
                if not still:
                    break
                await asyncio.sleep(0.02)
            assert still == 0, "PostgreSQL went on working for nobody"

    run(scenario)


def test_an_error_leaves_the_connection_fit_for_use(run):
    async def scenario(database: Database) -> None:
        before = await pid(database)
        with pytest.raises(ValidationFailed):
            async with database.transaction() as transaction:
                await transaction.execute(b"SELECT 1 / %(a)s::int", {"a": 0})
        assert await pid(database) == before

    run(scenario)


@pytest.mark.parametrize(
    ("statement", "state", "error"),
    [
        (b"SELECT 1 FROM nowhere WHERE note = 'a canary'", "42P01", InternalError),
        (b"SELEKT 'a canary'", "42601", InternalError),
        (b"SELECT rolpassword, 'a canary' FROM pg_authid", "42501", ServiceUnavailable),
    ],
)
def test_a_mistake_is_logged_without_its_values_and_only_one_that_time_mends_asks_to_come_again(
    run, statement, state, error
):
    async def scenario(database: Database) -> None:
        with pytest.raises(error):
            async with database.transaction() as transaction:
                await transaction.execute(statement)

    with structlog.testing.capture_logs() as logged:
        run(scenario)
    (line,) = [line for line in logged if line["event"] == "statement_refused"]
    assert (line["sqlstate"], line["log_level"], line["exc_info"]) == (state, "error", True)
    assert "canary" not in str(line)


def test_a_connection_that_died_while_idle_is_replaced_unseen(run, superuser):
    async def scenario(database: Database) -> None:
        dead = await pid(database)
        superuser.execute("SELECT pg_terminate_backend(%s)", (dead,))
        await asyncio.sleep(0.1)
        assert await pid(database) != dead

    run(scenario)


def test_a_statement_prepared_before_its_table_changed_may_be_tried_again(run, database):
    async def scenario(pool: Database) -> None:
        async def ask() -> list[tuple[object, ...]]:
            async with pool.transaction() as transaction:
                return await transaction.execute(b"SELECT * FROM prepared_before")

        with database.connect() as owner:
            owner.execute("CREATE TABLE prepared_before (a int)")
            owner.execute("GRANT SELECT ON prepared_before TO sosafe_app")
            try:
                await ask()
                owner.execute("ALTER TABLE prepared_before ADD COLUMN b int")
                with pytest.raises(TransientFault):
                    await ask()
                assert await ask() == []
            finally:
                owner.execute("DROP TABLE prepared_before")

    run(scenario)


def test_connections_are_opened_ahead_as_many_as_the_database_grants(database, superuser):
    opened = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'sosafe_app' AND backend_start >= %s"

    async def scenario() -> None:
        now = superuser.execute("SELECT clock_timestamp()").fetchone()
        async with Database(database.urls.app, pool_size=3) as pool:
            await pool.open_all()
            assert superuser.execute(opened, now).fetchone() == (3,)
        async with Database(
            database.urls.app.replace("sosafe_app:", "sosafe_app:wrong"), pool_size=3
        ) as pool:
            await pool.open_all()
            with pytest.raises(ServiceUnavailable):
                async with pool.transaction():
                    pass

    asyncio.run(scenario())


def test_who_waits_too_long_for_a_connection_is_told(database):
    async def scenario() -> None:
        async with Database(database.urls.app, pool_size=1, pool_wait_seconds=0.05) as pool:
            async with pool.transaction():
                with pytest.raises(ServiceUnavailable):
                    async with pool.transaction():
                        pass
            async with pool.transaction() as transaction:
                assert await transaction.execute(b"SELECT 1") == [(1,)]

    asyncio.run(scenario())


def test_a_rollback_keeps_what_the_connection_has_prepared(run):
    """A driver that prepares statements of its own drops all of them when it rolls back, ours as well."""

    async def scenario(database: Database) -> None:
        async def ask(number: int) -> list[tuple[object, ...]]:
            async with database.transaction() as transaction:
                await transaction.session.exec(select(literal(1)))
                rows = await transaction.execute(ADD, {"a": number, "b": 1})
                if number == 10:
                    raise ValidationFailed()
            return rows

        for number in range(10):
            assert await ask(number) == [(number + 1, number)]
        with pytest.raises(ValidationFailed):
            await ask(10)
        assert await ask(11) == [(12, 11)]

    run(scenario)
