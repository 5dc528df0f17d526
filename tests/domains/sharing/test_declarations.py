"""Declaring a conflict of interest, and lifting it by two people."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.sharing.rules import EXCLUSION_TRANSITIONS, may_move_exclusion
from sosafe_api.domains.sharing.vocabulary import ExclusionStatus
from tests.domains.agencies.directory import faults
from tests.domains.sharing.sharing import made, move, post
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ADMIN = Role.PARTNERSHIP_ADMIN.value
PATH = "/exclusions"


def declared(world: World, who: str, subject_id: str, **changes: Any) -> httpx.Response:
    content = {"subject_type": "referral", "subject_id": subject_id, "reason_code": "relative"}
    return post(world, PATH, content | changes, who)


def by_admin(world: World, subject_id: str, whom: str = "caseworker", **changes: Any) -> dict[str, Any]:
    return made(declared(world, ADMIN, subject_id, principal_id=str(world.somebody(whom)), **changes))


def test_what_one_declares_for_oneself_is_gone_at_the_next_request(world: World) -> None:
    case = world.open_case()
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/cases/{case['id']}").status_code == 200
    made(declared(world, "caseworker", case["referral_ids"][0]))
    assert worker.get(f"/v1/cases/{case['id']}").status_code == 404
    assert worker.get(f"/v1/referrals/{case['referral_ids'][0]}").status_code == 404


def test_an_administrator_closes_a_record_to_somebody_else_by_its_identifier(world: World) -> None:
    case = world.open_case()
    by_admin(world, case["people"][0]["person_id"], subject_type="person")
    assert world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}").status_code == 404
    (listed,) = world.as_role(ADMIN).get("/v1/exclusions").json()["data"]
    assert listed["principal_id"] == str(world.somebody("caseworker"))
    assert (listed["status"], listed["declared_by"]) == ("in_force", str(world.somebody(ADMIN)))
    unknown = declared(world, ADMIN, str(new_id()), principal_id=str(new_id()))
    assert faults(unknown) == {("#/principal_id", "unknown_reference")}


def test_only_an_administrator_declares_for_others(world: World) -> None:
    refused = declared(world, "caseworker", str(new_id()), principal_id=str(world.somebody("referrer")))
    assert faults(refused) == {("#/principal_id", "not_yourself")}


def test_declaring_tells_nothing_of_the_record_nor_of_an_exclusion_that_stands(world: World) -> None:
    there = world.open_case()["referral_ids"][0]
    absent = str(new_id())
    for subject in (there, absent):
        by_admin(world, subject)
    answers = [declared(world, "caseworker", subject) for subject in (there, absent, str(new_id()))]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({frozenset(answer.json()) for answer in answers}) == 1
    assert declared(world, "caseworker", there).status_code == 409  # one's own word is no news


def test_lifting_takes_two_and_binds_until_then(world: World) -> None:
    world.add_principal("second_admin", "police", Role.PARTNERSHIP_ADMIN)
    case = world.open_case()
    record = by_admin(world, case["id"], subject_type="case")
    path, worker = f"{PATH}/{record['id']}", world.as_role(Role.CASEWORKER)
    unexplained = move(world, path, ADMIN, to="lifting_requested")
    assert faults(unexplained) == {("#/reason_code", "reason_required")}
    asked = made(move(world, path, ADMIN, to="lifting_requested", reason_code="conflict_ended"))
    assert (asked["status"], asked["allowed_transitions"]) == ("lifting_requested", ["in_force"])
    alone = move(world, path, ADMIN, to="lifted")
    assert (alone.status_code, alone.json()["allowed_to"]) == (409, ["in_force"])
    assert worker.get(f"/v1/cases/{case['id']}").status_code == 404
    stale = move(world, path, "second_admin", if_match='"of-no-version"', to="lifted")
    assert stale.status_code == 412
    lifted = made(move(world, path, "second_admin", if_match=asked["etag"], to="lifted"))
    assert (lifted["status"], lifted["lifted_by"]) == ("lifted", str(world.somebody("second_admin")))
    assert lifted["lifting_requested_by"] == str(world.somebody(ADMIN))
    assert worker.get(f"/v1/cases/{case['id']}").status_code == 200
    assert move(world, path, ADMIN, to="in_force").status_code == 409


def test_a_request_taken_back_starts_afresh(world: World) -> None:
    world.add_principal("second_admin", "police", Role.PARTNERSHIP_ADMIN)
    path = f"{PATH}/{by_admin(world, str(new_id()))['id']}"
    reason = {"reason_code": "declared_in_error"}
    made(move(world, path, ADMIN, to="lifting_requested", **reason))
    back = made(move(world, path, "second_admin", to="in_force"))
    assert (back["status"], back["lifting_requested_by"], back["lifting_reason_code"]) == (
        "in_force",
        None,
        None,
    )
    made(move(world, path, "second_admin", to="lifting_requested", **reason))
    assert move(world, path, "second_admin", to="lifted").status_code == 409
    assert move(world, path, ADMIN, to="lifted").status_code == 201


def test_an_administrator_is_told_nothing_of_what_others_closed_to_them(world: World) -> None:
    world.add_principal("second_admin", "police", Role.PARTNERSHIP_ADMIN)
    hidden = made(declared(world, "second_admin", str(new_id()), principal_id=str(world.somebody(ADMIN))))
    own = made(declared(world, ADMIN, str(new_id())))
    (listed,) = world.as_role(ADMIN).get("/v1/exclusions").json()["data"]
    assert (listed["id"], listed["allowed_transitions"]) == (own["id"], [])
    assert world.as_role(ADMIN).get(f"/v1/exclusions/{hidden['id']}").status_code == 404
    moved = move(world, f"{PATH}/{hidden['id']}", ADMIN, to="lifting_requested", reason_code="other")
    assert moved.status_code == 404


def test_the_list_is_filtered_by_where_an_exclusion_stands(world: World) -> None:
    standing, asked = by_admin(world, str(new_id())), by_admin(world, str(new_id()), "referrer")
    made(move(world, f"{PATH}/{asked['id']}", ADMIN, to="lifting_requested", reason_code="other"))
    admin = world.as_role(ADMIN)

    def listed(**query: str) -> list[str]:
        return [item["id"] for item in admin.get("/v1/exclusions", params=query).json()["data"]]

    assert listed(status="lifting_requested") == [asked["id"]]
    assert listed(status="in_force,lifted") == [standing["id"]]
    assert listed(principal_id=str(world.somebody("referrer"))) == [asked["id"]]


def test_of_two_approvals_at_once_one_is_made(world: World) -> None:
    world.add_principal("second_admin", "police", Role.PARTNERSHIP_ADMIN)
    path = f"{PATH}/{by_admin(world, str(new_id()))['id']}"
    made(move(world, path, ADMIN, to="lifting_requested", reason_code="other"))
    with side_by_side() as crew:
        answers = list(
            crew.map(lambda _: move(world, path, "second_admin", to="lifted").status_code, range(4))
        )
    assert sorted(answers) == [201, 409, 409, 409]


@given(some.lists(some.tuples(some.integers(0, 2), some.sampled_from(ExclusionStatus)), max_size=12))
def test_no_sequence_of_moves_lifts_without_two_others(
    moves: list[tuple[int, ExclusionStatus]],
) -> None:
    """Somebody excluded and two administrators, in any order of attempts."""
    everybody = [new_id() for _ in range(3)]
    excluded, status, asked_by, requesters = everybody[0], ExclusionStatus.IN_FORCE, None, set()
    for who, to in moves:
        mover = everybody[who]
        if to not in may_move_exclusion(status, asked_by=asked_by, excluded=excluded, mover=mover):
            continue
        assert to in EXCLUSION_TRANSITIONS[status]
        assert mover != excluded
        if to is ExclusionStatus.LIFTED:
            assert mover not in requesters or mover != asked_by
            assert asked_by not in {None, mover, excluded}
        asked_by = mover if to is ExclusionStatus.LIFTING_REQUESTED else asked_by
        requesters.add(mover)
        status = to
