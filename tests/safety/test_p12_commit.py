"""P12, P13, P17: an answer of success follows the commit; a commit that fails or is lost is never success."""

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.crew import side_by_side
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World
from tests.safety.faulty import FaultyInstallation

pytestmark = [pytest.mark.p12, pytest.mark.p13, pytest.mark.p17, pytest.mark.database]
KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}


def push(world: World, reference: str = "REF-1", **headers: str) -> httpx.Response:
    client = world.as_role(Role.REFERRER_CLIENT)
    return client.post("/v1/referrals", json=world.referral(reference), headers=headers)


def kept(world: World) -> int:
    """How many referrals there are; in every table that a push writes it must be the same."""
    found = {
        world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,)
        ).fetchone()
        for table in ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries")
    }
    ((count,),) = found
    return int(count)


def told_to_come_again(response: httpx.Response, code: str) -> bool:
    return (response.status_code, response.json()["code"]) == (503, code) and bool(
        response.headers["Retry-After"]
    )


def test_a_commit_that_fails_is_no_success_and_leaves_nothing(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    with faulty.when_committing("RAISE EXCEPTION 'Example Person is refused';"):
        refused = push(faulty_world, **KEY)
    assert refused.status_code == 503
    assert "Example Person" not in refused.text
    assert kept(faulty_world) == 0
    assert push(faulty_world, **KEY).status_code == 201


def test_a_commit_that_breaks_a_constraint_is_no_success(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    with faulty.when_committing("RAISE EXCEPTION 'no' USING ERRCODE = 'unique_violation';"):
        assert push(faulty_world).status_code == 409
    assert kept(faulty_world) == 0


@pytest.mark.parametrize("headers", [KEY, {}], ids=["by its key", "by its reference"])
def test_a_commit_whose_answer_was_lost_is_settled_by_sending_again(
    faulty: FaultyInstallation, faulty_world: World, headers: dict[str, str]
) -> None:
    assert push(faulty_world, "BEFORE").status_code == 201
    faulty.proxy.loses_next_commit = True
    lost = push(faulty_world, **headers)
    assert told_to_come_again(lost, "outcome_unknown")
    assert kept(faulty_world) == 2
    again = push(faulty_world, **headers)
    assert again.status_code == (201 if headers else 200)
    assert kept(faulty_world) == 2
    assert again.json()["agency_reference"] == "REF-1"


def test_a_backend_that_ends_while_committing_leaves_the_outcome_open_and_sending_again_settles_it(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    with faulty.when_committing("PERFORM pg_sleep(4);"), side_by_side() as pool:
        pushing = pool.submit(push, faulty_world, **KEY)
        wait_until(lambda: bool(faulty.end_backends("query = 'COMMIT' AND wait_event = 'PgSleep'")))
        assert told_to_come_again(pushing.result(), "outcome_unknown")
    assert kept(faulty_world) == 0
    assert push(faulty_world, **KEY).status_code == 201
    assert kept(faulty_world) == 1


def test_idle_backends_that_ended_are_replaced_without_the_caller_noticing(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    assert push(faulty_world, "BEFORE").status_code == 201
    assert faulty.end_backends("state = 'idle'") >= 1
    assert push(faulty_world, "AFTER").status_code == 201


@pytest.mark.parametrize("state", ["serialization_failure", "deadlock_detected"])
def test_a_conflict_between_transactions_is_tried_again_inside(
    faulty: FaultyInstallation, faulty_world: World, state: str
) -> None:
    faulty.superuser.execute("CREATE SEQUENCE attempts")
    try:
        conflict = f"IF nextval('attempts') < 3 THEN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END IF;"
        with faulty.when_committing(conflict):
            assert push(faulty_world, **KEY).status_code == 201
        assert kept(faulty_world) == 1
        with faulty.when_committing(f"RAISE EXCEPTION 'no' USING ERRCODE = '{state}';"):
            assert told_to_come_again(push(faulty_world, "REF-2"), "service_unavailable")
        assert kept(faulty_world) == 1
    finally:
        faulty.superuser.execute("DROP SEQUENCE attempts")


def test_a_move_whose_commit_fails_moves_nothing(faulty: FaultyInstallation, faulty_world: World) -> None:
    referral_id = push(faulty_world).json()["id"]
    faulty.superuser.execute(
        "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
        " CREATE CONSTRAINT TRIGGER fault AFTER UPDATE ON referrals DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION fault()"
    )
    try:
        moved = faulty_world.as_role(Role.CASEWORKER).post(
            f"/v1/referrals/{referral_id}/transitions", json={"to": "received"}, headers={"If-Match": "*"}
        )
    finally:
        faulty.superuser.execute("DROP FUNCTION fault() CASCADE")
    assert moved.status_code == 503
    assert kept(faulty_world) == 1
    standing = faulty_world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals/{referral_id}").json()
    assert standing["status"] == "submitted"
