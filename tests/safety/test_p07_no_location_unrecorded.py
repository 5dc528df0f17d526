"""P7: a location is answered only when its line in the audit trail is kept; else nothing leaves, and none is used."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.domains.placements.steps import add_place, ask, open_location, put_on_duty
from tests.fixtures.world import World
from tests.safety.faulty import FaultyInstallation

pytestmark = [pytest.mark.p07, pytest.mark.p05, pytest.mark.database]


def refused(answer: httpx.Response) -> bool:
    assert "Example Street" not in answer.text
    return (answer.status_code, answer.json()["code"]) == (503, "service_unavailable")


@contextmanager
def commits_failing(faulty: FaultyInstallation) -> Iterator[None]:
    """The line is written, and the transaction that wrote it fails at its end."""
    faulty.superuser.execute(
        "CREATE FUNCTION no_end() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'a fault' USING ERRCODE = 'disk_full'; END $$;"
        " CREATE CONSTRAINT TRIGGER no_end AFTER INSERT ON audit_entries DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION no_end()"
    )
    try:
        yield
    finally:
        faulty.superuser.execute("DROP FUNCTION no_end() CASCADE")


@pytest.mark.parametrize("fault", ["no line is taken", "no commit succeeds"])
def test_without_its_line_no_location_leaves_and_the_token_still_opens(
    faulty: FaultyInstallation, faulty_world: World, fault: str
) -> None:
    put_on_duty(faulty_world)
    place = add_place(faulty_world)
    given = ask(faulty_world, place["id"]).json()
    with faulty.without_audit() if fault == "no line is taken" else commits_failing(faulty):
        assert refused(open_location(faulty_world, given["id"], given["token"]))
        assert refused(ask(faulty_world, place["id"]))
    opened = open_location(faulty_world, given["id"], given["token"])
    assert opened.status_code == 201, opened.text
    asked = faulty.superuser.execute(
        "SELECT count(*) FROM reveals WHERE partnership_id = %s", (faulty_world.id,)
    ).fetchone()
    assert asked == (1,)
