"""What is put before a panel: its kind decides what it admits; the item is the presenting service's own copy."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.auth.rules import Role
from tests.domains.panels.convening import ADMITTED, ANY, PARTS, convene
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def account(**changes: Any) -> dict[str, Any]:
    return PARTS["account"] | changes


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error.get("pointer", ""), error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("kind", list(PanelKind))
def test_each_kind_of_panel_admits_what_it_is_for(world: World, kind: PanelKind) -> None:
    panel = convene(world, kind.value)
    assert panel.try_to_present(panel.meet()).status_code == 201


@pytest.mark.parametrize(
    ("kind", "title", "grade", "broken"),
    [
        ("marac", "domestic_abuse", "medium", [("#/account/risk_grade", "high_risk_only")]),
        ("marac", "domestic_abuse", None, [("#/account/risk_grade", "high_risk_only")]),
        (
            "marac",
            "offending",
            "low",
            [("#/title_code", "domestic_abuse_only"), ("#/account/risk_grade", "high_risk_only")],
        ),
        ("sada_panel", "domestic_abuse", "high", [("#/account/risk_grade", "not_high_risk")]),
        ("sada_panel", "domestic_abuse", None, [("#/account/risk_grade", "required")]),
        ("sada_panel", "homelessness", "low", [("#/title_code", "domestic_abuse_only")]),
        ("multiple_needs", "domestic_abuse", "low", [("#/title_code", "no_domestic_abuse")]),
        ("asb_forum", "exploitation", "low", [("#/title_code", "anti_social_behaviour_only")]),
    ],
)
def test_what_a_kind_of_panel_does_not_admit_is_refused_with_the_rule(
    world: World, kind: str, title: str, grade: str | None, broken: list[tuple[str, str]]
) -> None:
    panel = convene(world, kind)
    refused = panel.try_to_present(panel.meet(), title_code=title, account=account(risk_grade=grade))
    assert refused.json()["code"] == "business_rule"
    assert faults(refused) == broken


@pytest.mark.parametrize(
    ("person", "contact", "supported", "admitted"),
    [
        ({"age_band": "16_to_17"}, {}, False, True),
        ({"age_band": "18_to_24"}, {}, False, False),
        ({"age_band": "18_to_24"}, {}, True, True),
        ({"age_band": "25_to_34"}, {}, True, False),
        ({}, {"date_of_birth": "2009-11-11"}, False, True),
        ({"age_band": "under_16"}, {"date_of_birth": "1990-01-01"}, False, False),
    ],
)
def test_a_panel_for_young_people_takes_nobody_older(
    world: World,
    person: dict[str, Any],
    contact: dict[str, Any],
    supported: bool,  # noqa: FBT001
    admitted: bool,  # noqa: FBT001
) -> None:
    panel = convene(world, "youth_multiple_needs")
    answer = panel.try_to_present(
        panel.meet(),
        person={"full_name": "Example Person", **person},
        contact=contact,
        account=account(supported_to_25=supported),
    )
    assert answer.status_code == (201 if admitted else 422), answer.text
    if not admitted:
        assert faults(answer) == [("#/person/age_band", "young_people_only")]


def test_an_item_names_one_subject_and_some_age(world: World) -> None:
    panel = convene(world)
    meeting_id, case_id = panel.meet(), world.open_case()["id"]
    both = panel.try_to_present(meeting_id, case_id=case_id, referral_id=case_id)
    neither = panel.try_to_present(meeting_id, case_id=None)
    ageless = panel.try_to_present(meeting_id, contact={})
    assert [faults(answer) for answer in (both, neither, ageless)] == [
        [("#", "one_subject")],
        [("#", "one_subject")],
        [("#", "age_not_stated")],
    ]


def test_a_referral_can_be_presented_before_it_is_a_case(world: World) -> None:
    panel = convene(world)
    referral_id = world.accept()
    item_id = panel.present(panel.meet(), referral_id=referral_id)
    seen = world.as_role(Role.CASEWORKER).get(f"/v1/agenda-items/{item_id}").json()
    assert (seen["referral_id"], seen["case_id"]) == (referral_id, None)


def test_only_what_a_service_works_on_is_presented_by_it(world: World) -> None:
    panel = convene(world)
    meeting_id = panel.meet()
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    case = world.open_case()
    (referral_id,) = case["referral_ids"]
    for by, subject, pointer in (
        ("outreach_worker", {"case_id": case["id"]}, "#/case_id"),
        ("outreach_worker", {"referral_id": referral_id}, "#/referral_id"),
        ("caseworker", {"case_id": str(new_id())}, "#/case_id"),
        ("caseworker", {"referral_id": str(new_id())}, "#/referral_id"),
    ):
        refused = panel.try_to_present(meeting_id, by=by, **subject)
        assert faults(refused) == [(pointer, "unknown_reference")], (by, subject)
    panel.made("caseworker", f"/cases/{case['id']}/transitions", to="closed", ending="planned_needs_met")
    assert faults(panel.try_to_present(meeting_id, case_id=case["id"])) == [
        ("#/case_id", "unknown_reference")
    ]


def test_nobody_is_put_before_a_group_that_is_no_panel_or_a_meeting_that_is_over(world: World) -> None:
    board = convene(world, None, slug="board")
    assert faults(board.try_to_present(board.meet())) == [("", "not_a_panel")]
    panel = convene(world)
    meeting_id = panel.meet()
    panel.publish(meeting_id)
    panel.present(meeting_id)
    panel.hold(meeting_id)
    assert faults(panel.try_to_present(meeting_id)) == [("", "wrong_meeting_status")]


def test_the_panel_reads_the_item_and_never_the_case(world: World) -> None:
    panel = convene(world)
    case = world.open_case()
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id, case_id=case["id"])
    panel.publish(meeting_id)
    for name in ("convened_police", "convened_council", panel.coordinator):
        member = world.as_role(name)
        seen = member.get(f"/v1/agenda-items/{item_id}")
        assert seen.status_code == 200, name
        assert case["id"] not in seen.text
        assert member.get(f"/v1/cases/{case['id']}").status_code == 403


def test_an_item_taken_back_is_gone_at_once_for_everybody_but_its_service(world: World) -> None:
    panel = convene(world)
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    path = f"/agenda-items/{item_id}/transitions"
    for name in ("convened_council", panel.coordinator):
        assert panel.post(name, path, to="withdrawn").status_code == 403
    wrong = panel.post("caseworker", path, to="decided")
    assert (wrong.status_code, wrong.json()["allowed_to"]) == (409, ["withdrawn"])
    assert panel.post("caseworker", path, to="withdrawn").status_code == 201
    for name, status in (("convened_council", 404), (panel.coordinator, 404), ("caseworker", 200)):
        assert world.as_role(name).get(f"/v1/agenda-items/{item_id}").status_code == status, name
    member = world.as_role("convened_council")
    assert member.get(f"/v1/meetings/{meeting_id}/pack").json()["items"] == []
    assert member.get(f"/v1/meetings/{meeting_id}/agenda-items").json()["data"] == []
    again = panel.post("caseworker", path, to="withdrawn")
    assert (again.status_code, again.json()["allowed_to"]) == (409, [])


def test_a_receipt_says_nothing_of_what_was_presented(world: World) -> None:
    panel = convene(world)
    receipt = panel.try_to_present(panel.meet())
    for mark in ("Canary", "2009-11-11", "ZE3", "01632"):
        assert mark not in receipt.text + str(receipt.headers)


def test_a_change_made_on_an_older_version_is_refused(world: World) -> None:
    panel = convene(world)
    item_id = panel.present(panel.meet())
    stale = ANY | {"If-Match": '"of-no-version"'}
    answer = world.as_role(Role.CASEWORKER).post(
        f"/v1/agenda-items/{item_id}/transitions", json={"to": "withdrawn"}, headers=stale
    )
    assert answer.status_code == 412


def test_every_kind_of_panel_is_tried_here() -> None:
    assert set(ADMITTED) == {kind.value for kind in PanelKind}
