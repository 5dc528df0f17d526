"""The demonstration's partnership in the test's database, and a token of each person in it."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sosafe_api import provisioning, worker
from sosafe_api.core.outgoing import Sender
from sosafe_api.core.security.tokens import TokenSubject
from sosafe_api.demo import organisations as shape
from sosafe_api.demo.seed import make_partnership
from sosafe_api.domains.auth.rules import permissions_of
from sosafe_api.worker.senders import Senders
from tests.domains.webhooks.sending import only_this_machine
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService


@pytest.fixture(scope="session")
def demonstration(database: TestDatabase) -> list[str]:
    """The names of its people, as the command line takes them."""
    with provisioning.as_owner(database.urls) as connection:
        make_partnership(connection)
        rows = connection.execute("SELECT client_id FROM principals WHERE kind = 'user'").fetchall()
    return [str(row[0]) for row in rows]


@pytest.fixture(scope="module")
def tokens(
    demonstration: list[str],
    database: TestDatabase,
    service: RunningService,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A directory with what `sosafe tokens issue --as NAME` prints, and the same with `--step-up`."""
    directory = tmp_path_factory.mktemp("tokens")
    with provisioning.as_owner(database.urls) as connection:
        found = {name: provisioning.find_principal(connection, name) for name in demonstration}
    for name, person in found.items():
        assert person is not None
        for option, proved_at in (("", None), ("--step-up", int(time.time()))):
            subject = TokenSubject(
                subject=person.id,
                client_id="sosafe-cli",
                partnership_id=person.partnership_id,
                kind=person.kind,
                scope=frozenset(permission.value for permission in permissions_of(person.roles)),
                authenticated_at=proved_at,
            )
            (directory / f"{name}{option}").write_text(service.tokens.issue(subject, 900))
    return directory


@contextmanager
def at_work(service: RunningService, database: TestDatabase) -> Iterator[None]:
    """The background process beside the service, as the demonstration has one."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            if not worker.do_next(service.settings, database.urls):
                ended.wait(0.1)

    sender = Sender(local=True, resolver=only_this_machine)
    senders = Senders(service.settings, database.urls, sender).start(ended)
    with ThreadPoolExecutor(max_workers=1) as pool:
        working = pool.submit(work)
        try:
            yield
        finally:
            ended.set()
            working.result()
            for thread in senders:
                thread.join()


def held(database: TestDatabase) -> list[tuple[str, str | None, str]]:
    """Each role that somebody of the demonstration holds, in which kind of panel, and the agency's slug."""
    with provisioning.as_owner(database.urls) as connection:
        partnership_id = provisioning.enter(connection, shape.SLUG)
        rows = connection.execute(
            "SELECT r.role, g.panel_kind, a.slug FROM role_assignments r"
            " JOIN principals p ON p.partnership_id = r.partnership_id AND p.id = r.principal_id"
            " JOIN agencies a ON a.partnership_id = p.partnership_id AND a.id = p.agency_id"
            " LEFT JOIN groups g ON g.partnership_id = r.partnership_id AND g.id = r.group_id"
            " WHERE r.partnership_id = %s",
            (partnership_id,),
        ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]
