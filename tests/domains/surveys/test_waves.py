"""Waves: what comes in is held once and tells nothing, old counts fit, free texts are read by purpose."""

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.surveys.schemas.waves import FACTS
from tests.domains.kpis.activities import event
from tests.domains.surveys.asking import (
    CANARY,
    DARK,
    DAY,
    SAFETY,
    choice,
    closed,
    faults,
    get,
    made,
    move,
    patch,
    path,
    post,
    published,
    response,
    results,
    sent,
    stated,
    wave,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
SENDERS = 6


def test_a_response_is_held_once_and_receipts_and_lists_tell_nothing_of_it(world: World) -> None:
    opened = wave(world)
    where = f"{path(opened)}/responses"
    answers = response("FORM/1")["answers"] | {"suggestions": CANARY}
    first = post(world, where, response("FORM/1", answers=answers), role=Role.IMPORT_CLIENT)
    again = post(world, where, response("FORM/1", answers=answers), role=Role.JOINT_ACTION_GROUP)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = post(world, where, response("FORM/1"))
    assert faults(other, 409) == {("#/reference", "reference_in_use")}
    with side_by_side() as pool:
        statuses = pool.map(
            lambda _: post(world, where, response("FORM/2", answers=answers)).status_code, range(SENDERS)
        )
        assert sorted(statuses) == [200] * (SENDERS - 1) + [201]
    assert get(world, path(opened))["response_count"] == 2
    closed(world, opened)
    refused = post(world, where, response("FORM/3"))
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    shown = [first.text, str(results(world, opened)), str(get(world, "/survey-waves")), other.text]
    assert all(CANARY not in text for text in shown)


def test_a_batch_is_all_or_nothing_and_a_repeat_of_it_changes_nothing(world: World) -> None:
    opened = wave(world)
    faulty = [
        response("FORM/1"),
        response("FORM/2", answers={"feel_safe_after_dark": "perhaps", "age": "under_60", "shoe_size": 9}),
        response("FORM/3", answers={"confidence": 6, "priorities": ["drugs", "drugs"], "seen": "litter"}),
        response("FORM 4", weight="0.0"),
        response("FORM/1", answers={"age": "from_60"}),
        response("FORM/6", weight="1.5"),
    ]
    refused = sent(world, opened, faulty)
    assert refused.json()["code"] == "batch_rejected"
    assert {(item["index"], item["pointer"], item["code"]) for item in refused.json()["errors"]} == {
        (1, "#/items/1/answers/feel_safe_after_dark", "unknown_code"),
        (1, "#/items/1/answers/shoe_size", "unknown_question"),
        (2, "#/items/2/answers/age", "required"),
        (2, "#/items/2/answers/confidence", "out_of_scale"),
        (2, "#/items/2/answers/priorities", "repeated_value"),
        (2, "#/items/2/answers/seen", "not_an_array"),
        (3, "#/items/3/reference", "wrong_format"),
        (3, "#/items/3/weight", "not_positive"),
        (4, "#/items/4/reference", "reference_in_use"),
        (5, "#/items/5/weight", "not_wanted"),
    }
    assert "perhaps" not in refused.text
    assert get(world, path(opened))["response_count"] == 0
    whole = [response(f"FORM/{number}") for number in range(20)]
    assert made(sent(world, opened, whole[:12])) == {"created": 12, "unchanged": 0}
    assert made(sent(world, opened, whole)) == {"created": 8, "unchanged": 12}
    assert made(sent(world, opened, whole)) == {"created": 0, "unchanged": 20}
    assert get(world, path(opened))["response_count"] == 20


def test_responses_make_a_new_version_of_their_wave_and_repeats_make_none(world: World) -> None:
    opened = wave(world)
    first = post(world, f"{path(opened)}/responses", response("FORM/1"))
    after_one = get(world, path(opened))
    again = post(world, f"{path(opened)}/responses", response("FORM/1"))
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert get(world, path(opened)) == after_one
    batch = [response(f"FORM/{number}") for number in range(1, 4)]
    made(sent(world, opened, batch))
    after_batch = get(world, path(opened))
    made(sent(world, opened, batch))
    assert get(world, path(opened)) == after_batch
    assert len({each["etag"] for each in (opened, after_one, after_batch)}) == 3
    closing = f"{path(opened)}/transitions"
    for old in (opened, after_one):
        assert post(world, closing, {"to": "closed"}, **{"If-Match": old["etag"]}).status_code == 412
    made(post(world, closing, {"to": "closed"}, **{"If-Match": after_batch["etag"]}))
    told = world.superuser.execute(
        "SELECT resource_version FROM changes WHERE partnership_id = %s AND resource_id = %s ORDER BY id",
        (world.id, opened["id"]),
    ).fetchall()
    assert told == [(1,), (2,), (3,), (4,)]


def test_stated_counts_fit_the_questions_and_responses_never_join_them(world: World) -> None:
    questionnaire = published(world, [*SAFETY, choice("first", "a", "b", kind="ranked")])
    found = wave(world, questionnaire, material="counts")
    answers = [{"answer": "safe", "percent": "60"}, {"answer": "unsafe", "percent": "45"}]
    refused = stated(
        world,
        found,
        {"question": DAY, "base": 50, "answers": answers},
        {"question": DAY, "base": 50, "answers": answers},
        {"question": "first", "base": 50, "answers": [{"answer": "a", "count": 1}]},
        {"question": "last", "base": 50, "answers": [{"answer": "a", "count": 1}]},
        {"question": DARK, "base": 50, "answers": [{"answer": "safe", "count": 51}, {"answer": "dim"}]},
    )
    assert faults(refused) == {
        ("#/questions/0/answers", "more_than_the_base"),
        ("#/questions/1/question", "repeated_value"),
        ("#/questions/2/question", "not_countable"),
        ("#/questions/3/question", "unknown_question"),
        ("#/questions/4/answers", "more_than_the_base"),
        ("#/questions/4/answers/0/count", "too_large"),
        ("#/questions/4/answers/1", "count_or_percent"),
        ("#/questions/4/answers/1/answer", "unknown_code"),
    }
    assert faults(move(world, path(found), "closed")) == {("#/to", "needed_for_closure")}
    joined = post(world, f"{path(found)}/responses", {"reference": "FORM/1", "answers": {}})
    assert (joined.status_code, joined.json()["code"]) == (422, "business_rule")
    of_responses = stated(
        world, wave(world, questionnaire), {"question": DAY, "base": 5, "answers": answers[:1]}
    )
    assert (of_responses.status_code, of_responses.json()["code"]) == (422, "business_rule")
    changed = patch(world, path(found), {"ends_on": "2017-09-30", "design_effect": "1.30"})
    assert (changed.json()["ends_on"], changed.json()["design_effect"]) == ("2017-09-30", "1.3")
    assert faults(patch(world, path(found), {"ends_on": "2017-05-30"})) == {("#/ends_on", "wrong_order")}


def test_free_texts_are_read_by_the_administrator_for_a_purpose_and_each_read_is_recorded(
    world: World,
) -> None:
    opened = wave(world)
    answers = response("FORM/1")["answers"] | {"suggestions": CANARY}
    made(sent(world, opened, [response("FORM/1", answers=answers)]))
    reader = Role.PARTNERSHIP_ADMIN
    client = world.service.client(world.token(world.people[reader.value]))
    refused = client.get(f"/v1{path(opened)}/texts")
    client.close()
    assert (refused.status_code, refused.json()["code"]) == (403, "purpose_required")
    (shown,) = get(world, f"{path(opened)}/texts", role=reader, question="suggestions")["data"]
    assert (shown["question"], shown["content"]) == ("suggestions", CANARY)
    assert get(world, f"{path(opened)}/texts", role=reader, question="others")["data"] == []
    recorded = world.superuser.execute(
        "SELECT count(*), max(purpose) FROM audit_entries WHERE partnership_id = %s AND object_id = %s"
        " AND operation = 'survey_text:read' AND decision = 'allowed'",
        (world.id, opened["id"]),
    ).fetchone()
    assert recorded == (2, "safeguarding")
    for role in (Role.ANALYST, Role.SCRUTINY, Role.JOINT_ACTION_GROUP):
        assert world.as_role(role).get(f"/v1{path(opened)}/texts").status_code == 403


def test_a_wave_can_ask_the_visitors_of_an_event_of_the_partnership(world: World, other_world: World) -> None:
    event(world, "2026-04-10T18:00:00+01:00")
    (event_id,) = world.superuser.execute(
        "SELECT id FROM community_events WHERE partnership_id = %s", (world.id,)
    ).fetchone() or (None,)
    asked = wave(world, audience="event_visitors", event_id=str(event_id))
    wave(world)
    (found,) = get(world, "/survey-waves", event_id=str(event_id))["data"]
    assert (found["id"], found["event_id"]) == (asked["id"], str(event_id))
    foreign = {**FACTS, "questionnaire_id": published(other_world)["id"], "event_id": str(event_id)}
    assert faults(post(other_world, "/survey-waves", foreign)) == {("#/event_id", "unknown_reference")}
