"""Agencies are asked before the meeting, answer for themselves, and are seen to be late."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.panels.rules import RequestStatus
from tests.domains.panels.convening import F1, Panel, convene, marks_in
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def panel(world: World) -> Panel:
    return convene(world)


@pytest.fixture
def item_id(panel: Panel) -> str:
    return panel.present(panel.meet())


def answer(panel: Panel, request_id: str, by: str = "convened_police", **body: Any) -> httpx.Response:
    return panel.post(by, f"/information-requests/{request_id}/answers", **body)


def test_the_asked_agency_reads_about_whom_before_the_pack_is_out_and_others_do_not(
    panel: Panel, item_id: str
) -> None:
    request_id = panel.ask(item_id)["id"]
    path = f"/v1/information-requests/{request_id}"
    seen = panel.world.as_role("convened_police").get(path)
    assert (seen.status_code, seen.json()["question"]) == (200, "Is anything held by police?")
    assert marks_in(seen.text) == F1
    assert panel.world.as_role(panel.coordinator).get(path).status_code == 200
    for name in ("convened_council", "panel_member"):
        assert panel.world.as_role(name).get(path).status_code == 404, name
    assert panel.world.as_role("caseworker").get(path).status_code == 403
    assert panel.world.as_role("convened_police").get(f"/v1/agenda-items/{item_id}").status_code == 404


def test_only_an_agency_with_a_seat_is_asked_and_only_before_the_meeting(panel: Panel, item_id: str) -> None:
    body = {"question": "Is anything held?", "due_on": "2100-01-01"}
    path = f"/agenda-items/{item_id}/information-requests"
    for agency in (panel.world.agencies["charity"], new_id()):
        refused = panel.post(panel.coordinator, path, agency_id=str(agency), **body)
        assert refused.json()["errors"][0]["pointer"] == "#/agency_id"
    meeting_id = panel.world.as_role("caseworker").get(f"/v1/agenda-items/{item_id}").json()["meeting_id"]
    panel.publish(meeting_id)
    panel.hold(meeting_id)
    late = panel.post(panel.coordinator, path, agency_id=str(panel.world.agencies["police"]), **body)
    assert late.json()["errors"][0]["code"] == "wrong_meeting_status"


@pytest.mark.parametrize(
    "body",
    [
        {"status": "answered", "answer": "Known since 2024."},
        {"status": "nothing_held"},
        {"status": "refused", "refusal_code": "not_proportionate"},
    ],
)
def test_an_agency_answers_once_in_one_of_three_ways(
    panel: Panel, item_id: str, body: dict[str, str]
) -> None:
    request_id = panel.ask(item_id)["id"]
    receipt = answer(panel, request_id, **body)
    assert (receipt.status_code, receipt.json()["status"]) == (201, body["status"])
    assert "Known since" not in receipt.text
    seen = panel.world.as_role(panel.coordinator).get(f"/v1/information-requests/{request_id}").json()
    assert {name: seen[name] for name in body} == body
    again = answer(panel, request_id, status="nothing_held")
    assert (again.status_code, again.json()["allowed_to"]) == (409, [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"status": "open"}, "not_an_answer"),
        ({"status": "answered"}, "answer_where_answered"),
        ({"status": "nothing_held", "answer": "Something."}, "answer_where_answered"),
        ({"status": "refused"}, "reason_where_refused"),
        ({"status": "nothing_held", "refusal_code": "other"}, "reason_where_refused"),
    ],
)
def test_an_answer_says_what_it_is(panel: Panel, item_id: str, body: dict[str, str], code: str) -> None:
    refused = answer(panel, panel.ask(item_id)["id"], **body)
    assert refused.json()["errors"][0]["code"] == code


def test_nobody_answers_for_another_agency(panel: Panel, item_id: str) -> None:
    request_id = panel.ask(item_id)["id"]
    assert answer(panel, request_id, by="convened_council", status="nothing_held").status_code == 404
    assert answer(panel, request_id, by=panel.coordinator, status="nothing_held").status_code == 403
    assert answer(panel, request_id, status="nothing_held").status_code == 201


def test_of_many_answers_at_once_one_is_kept(panel: Panel, item_id: str) -> None:
    request_id = panel.ask(item_id)["id"]
    with side_by_side() as crew:
        statuses = list(
            crew.map(lambda _: answer(panel, request_id, status="nothing_held").status_code, range(8))
        )
    assert sorted(statuses) == [201, *[409] * 7]


def test_what_is_late_is_listed_without_person_or_question(panel: Panel, item_id: str) -> None:
    late = panel.ask(item_id, due_on="2026-01-01")["id"]
    in_time = panel.ask(item_id)["id"]
    other = panel.ask(item_id, "council", due_on="2026-01-01")["id"]

    def listed(name: str, query: str = "") -> list[str]:
        answer = panel.world.as_role(name).get(f"/v1/information-requests{query}")
        assert marks_in(answer.text) == set()
        assert "Is anything held" not in answer.text
        return [row["id"] for row in answer.json()["data"]]

    assert listed(panel.coordinator) == [late, in_time, other]
    assert listed(panel.coordinator, "?overdue=true") == [late, other]
    assert listed("convened_police", "?overdue=true") == [late]
    assert listed("convened_police", "?overdue=false") == [in_time]
    answer(panel, late, status="nothing_held")
    assert listed("convened_police", "?overdue=true") == []
    assert listed("convened_police", f"?status={RequestStatus.NOTHING_HELD.value}") == [late]
    assert listed(panel.coordinator, f"?agency_id={panel.world.agencies['council']}") == [other]
    assert listed("panel_member") == []
