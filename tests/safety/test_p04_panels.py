"""P4, P7, P21: what a service presents stands in the tables of the panel and is told by nothing else."""

import json
from typing import Any

import httpx
import psycopg
import pytest
from psycopg import sql

from sosafe_api import tables
from tests.domains.panels.convening import ANY, F1, PARTS, Panel, convene, keyed, marks_in
from tests.fixtures.world import World
from tests.safety.faulty import FaultyInstallation

pytestmark = [pytest.mark.p04, pytest.mark.database]
TOLD = {
    "answer": "Canaryanswer",
    "question": "Canaryasked",
    "rationale": "Canaryrationale",
    "what": "Canarywhat",
}


def told_in(text: str) -> set[str]:
    return marks_in(text) | {mark for mark in TOLD.values() if mark in text}


def all_writes(panel: Panel) -> list[httpx.Response]:
    """Everything that can be written about an item."""
    meeting_id = panel.meet()
    presented = panel.try_to_present(meeting_id)
    item = f"/agenda-items/{presented.json()['id']}"
    by = panel.coordinator
    agency = str(panel.world.agencies["police"])
    asked = panel.post(
        by, f"{item}/information-requests", agency_id=agency, question=TOLD["question"], due_on="2100-01-01"
    )
    request = f"/information-requests/{asked.json()['id']}/answers"
    answers = [
        presented,
        asked,
        panel.post("convened_police", request, status="answered", answer=TOLD["answer"]),
        panel.move(meeting_id, "published"),
        panel.post(by, f"/meetings/{meeting_id}/packs"),
        panel.post(by, f"{item}/decisions", outcome_code="deferred", rationale=TOLD["rationale"]),
    ]
    body = {
        "owner_agency_id": agency,
        "action_code": "other",
        "due_on": "2100-01-01",
        "description": TOLD["what"],
    }
    acted = panel.post(by, f"{item}/actions", **body)
    moved = panel.post(
        by, f"/panel-actions/{acted.json()['id']}/transitions", to="completed", note=TOLD["what"]
    )
    return [*answers, acted, moved]


def test_no_answer_to_a_write_repeats_what_was_written_and_no_other_table_holds_it(
    world: World, superuser: psycopg.Connection
) -> None:
    answers = all_writes(convene(world, "marac"))
    assert [answer.status_code for answer in answers] == [201] * len(answers)
    for answer in answers:
        assert told_in(answer.text + str(answer.headers)) == set(), answer.request.url
    whole = sql.SQL("SELECT t::text FROM {} t WHERE partnership_id = %s")
    holding = {
        table.name
        for table in tables.metadata.sorted_tables
        if "partnership_id" in table.columns
        for row in superuser.execute(whole.format(sql.Identifier(table.name)), (world.id,))
        if told_in(row[0])
    }
    assert holding == {"agenda_items", "information_requests", "panel_decisions", "panel_actions"}
    (packed,) = superuser.execute(
        "SELECT string_agg(convert_from(body, 'UTF8'), '') FROM panel_pack_items WHERE partnership_id = %s",
        (world.id,),
    ).fetchone()
    assert told_in(packed) == marks_in(json.dumps(PARTS, separators=(",", ":"))) | {TOLD["question"]}


@pytest.mark.p21
def test_a_refusal_never_repeats_a_submitted_value(world: World) -> None:
    panel = convene(world)
    meeting_id = panel.meet()
    wrong: dict[str, Any] = {
        "title_code": "Canaryname Fictional",
        "person": {"full_name": 1, "age_band": "Canaryname Fictional", "ward_code": "E05999999!"},
        "contact": {"date_of_birth": "2009-11-11T", "outward_postcode": "ZE3!", "telephone": "01632 960911!"},
        "account": {"question": "", "summary": 1, "children": "Canarysummary of what happened"},
    }
    client = world.as_role("caseworker")
    refused = client.post(f"/v1/meetings/{meeting_id}/agenda-items", json=wrong, headers=keyed())
    assert refused.status_code == 422
    assert len(refused.json()["errors"]) >= 8
    for mark in ("Canary", "E05999999", "2009-11-11", "ZE3", "01632"):
        assert mark not in refused.text


@pytest.mark.p07
def test_what_cannot_be_recorded_is_not_read(faulty: FaultyInstallation, faulty_world: World) -> None:
    panel = convene(faulty_world)
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    asked, acted = panel.ask(item_id)["id"], panel.act(item_id)["id"]
    panel.hold(meeting_id)
    reader = faulty_world.as_role("convened_second")
    paths = (
        f"/v1/meetings/{meeting_id}/pack",
        f"/v1/meetings/{meeting_id}/minutes",
        f"/v1/agenda-items/{item_id}",
        f"/v1/information-requests/{asked}",
        f"/v1/panel-actions/{acted}",
    )
    for path in paths:
        with faulty.without_audit():
            response = reader.get(path)
        assert (response.status_code, response.json()["code"]) == (503, "service_unavailable"), path
        assert marks_in(response.text) == set()
        assert reader.get(path).status_code == 200, path
    with faulty.without_audit():
        refused = reader.post(
            f"/v1/agenda-items/{item_id}/recusals", json={"reason_code": "relative"}, headers=ANY
        )
    assert refused.status_code == 503
    assert marks_in(reader.get(paths[2]).text) >= F1
