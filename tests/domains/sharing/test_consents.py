"""Consent to take part: one for a person and a service, moved on as the person decides, with its history."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.sharing.rules import CONSENT_TRANSITIONS, FIRST_CONSENTS
from sosafe_api.domains.sharing.vocabulary import ServiceConsentStatus
from tests.domains.agencies.directory import faults
from tests.domains.sharing.sharing import consent, made, move, person, post
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def read(world: World, consent_id: str) -> dict[str, Any]:
    found: dict[str, Any] = world.as_role(Role.CASEWORKER).get(f"/v1/consents/{consent_id}").json()
    return found


def test_a_consent_is_read_with_its_history_and_listed_without_what_was_said(world: World) -> None:
    about = person(world)
    record = made(post(world, "/consents", consent(world, about, "not_sought", reason="No safe moment yet.")))
    assert "status" not in record
    moved = move(
        world, f"/consents/{record['id']}", if_match=record["etag"], to="given", stated_on="2026-11-05"
    )
    assert made(moved)["notices"] == 0
    found = read(world, record["id"])
    assert (found["status"], found["stated_on"]) == ("given", "2026-11-05")
    assert [(line["from"], line["to"], line["reason"]) for line in found["history"]] == [
        (None, "not_sought", "No safe moment yet."),
        ("not_sought", "given", None),
    ]
    assert found["allowed_transitions"] == ["withdrawn"]
    (listed,) = world.as_role(Role.CASEWORKER).get("/v1/consents", params={"person_id": about}).json()["data"]
    assert listed == {name: found[name] for name in listed}
    assert {"status", "history"} & set(listed) == set()


def test_what_is_wrong_is_told_at_once(world: World) -> None:
    wrong = consent(world, str(new_id()), "withdrawn", service_id=str(world.services["outreach"]))
    assert faults(post(world, "/consents", wrong)) == {
        ("#/person_id", "unknown_reference"),
        ("#/service_id", "unknown_reference"),
        ("#/status", "not_a_first_statement"),
    }
    unexplained = post(world, "/consents", consent(world, person(world), "not_sought"))
    assert faults(unexplained) == {("#/reason", "reason_required")}


def test_a_person_and_a_service_have_one_consent(world: World) -> None:
    about = person(world)
    first = made(post(world, "/consents", consent(world, about)))
    assert post(world, "/consents", consent(world, about, "refused")).status_code == 409
    too_early = move(world, f"/consents/{first['id']}", to="withdrawn", stated_on="2026-11-02")
    assert faults(too_early) == {("#/stated_on", "before_last")}


def test_another_service_of_the_person_sees_the_consent_and_cannot_move_it(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    about = person(world)
    record = made(post(world, "/consents", consent(world, about)))
    path = f"/consents/{record['id']}"
    other = world.as_role("outreach_worker")
    assert other.get(f"/v1{path}").status_code == 404
    to_outreach = {"service_id": str(world.services["outreach"])}
    world.open_case(worker="outreach_worker", person_id=about, referral=to_outreach)
    assert other.get(f"/v1{path}").json()["allowed_transitions"] == []
    moved = move(world, path, "outreach_worker", to="withdrawn", stated_on="2026-11-04")
    assert (moved.status_code, moved.json()["allowed_to"]) == (409, [])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=some.sampled_from(sorted(FIRST_CONSENTS)),
    calls=some.lists(some.sampled_from(ServiceConsentStatus), max_size=6),
)
def test_no_sequence_of_calls_reaches_what_the_table_does_not_allow(
    world: World, first: ServiceConsentStatus, calls: list[ServiceConsentStatus]
) -> None:
    record = made(post(world, "/consents", consent(world, person(world), first.value, reason="Fictional.")))
    status, expected = first, [first]
    for to in calls:
        moved = move(world, f"/consents/{record['id']}", to=to.value, stated_on="2026-11-03")
        assert moved.status_code == (201 if to in CONSENT_TRANSITIONS[status] else 409)
        if moved.status_code == 201:
            status = to
            expected.append(to)
    assert [line["to"] for line in read(world, record["id"])["history"]] == expected


def test_of_two_withdrawals_at_once_one_is_made(world: World) -> None:
    record = made(post(world, "/consents", consent(world, person(world))))
    path = f"/consents/{record['id']}"
    with side_by_side() as crew:
        answers = list(
            crew.map(
                lambda _: move(world, path, to="withdrawn", stated_on="2026-11-04").status_code, range(4)
            )
        )
    assert sorted(answers) == [201, 409, 409, 409]
    assert [line["to"] for line in read(world, record["id"])["history"]] == ["given", "withdrawn"]
