"""A second installation whose database can fail: tables of its own, behind a wire that can be cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from sosafe_api.core.db import migrations
from sosafe_api.core.db.roles import prepare_embedded
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens
from sosafe_api.main import create_app
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread, settings_for
from tests.safety.lossy_proxy import LossyProxy

DATABASE = "sosafe_faulty"
POOL_SIZE = 3


class FaultyInstallation:
    """The service, its wire to the database, and a superuser who makes commits fail, wait or conflict."""

    def __init__(self, service: RunningService, proxy: LossyProxy, superuser: psycopg.Connection) -> None:
        self.service, self.proxy, self.superuser = service, proxy, superuser

    @contextmanager
    def when_committing(self, statements: str) -> Iterator[None]:
        """Runs the statements inside each COMMIT that keeps a referral."""
        self.superuser.execute(
            f"CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
            f" $$ BEGIN {statements} RETURN NULL; END $$;"
            " CREATE CONSTRAINT TRIGGER fault AFTER INSERT ON referrals DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION fault()"
        )
        try:
            yield
        finally:
            self.superuser.execute("DROP FUNCTION fault() CASCADE")

    @contextmanager
    def without_audit(self) -> Iterator[None]:
        """The audit trail takes no line."""
        self.superuser.execute("REVOKE INSERT ON audit_entries FROM sosafe_app")
        try:
            yield
        finally:
            self.superuser.execute("GRANT INSERT ON audit_entries TO sosafe_app")

    def end_backends(self, state: str) -> int:
        """Ends the application's backends that are in the state; answers how many there were."""
        ended = self.superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename = 'sosafe_app' AND " + state
        ).fetchall()
        return len(ended)


@contextmanager
def faulty_installation(database: TestDatabase, home: Path) -> Iterator[FaultyInstallation]:
    urls = prepare_embedded(database.server, DATABASE)
    migrations.upgrade(urls.migrator)
    superuser = database.server.superuser_dsn.replace("/postgres?", f"/{DATABASE}?")
    sockets = database.server.socket_directory
    with LossyProxy(sockets) as proxy, psycopg.connect(superuser, autocommit=True) as connection:
        through = replace(
            urls,
            app=urls.app.replace(str(sockets), str(proxy.directory)),
            reader=urls.reader.replace(str(sockets), str(proxy.directory)),
        )
        assert through.app != urls.app
        settings = settings_for(home, pool_size=POOL_SIZE, body_seconds=2.0, handler_seconds=6.0)
        thread = ServerThread(create_app(settings, through))
        url = thread.start()
        tokens = AccessTokens(
            KeyRing.load(settings.keys_directory), issuer=settings.issuer, audience=settings.audience
        )
        yield FaultyInstallation(RunningService(url, settings, tokens), proxy, connection)
        proxy.restore()
        thread.stop()
