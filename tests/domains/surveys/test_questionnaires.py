"""Questionnaires: drafted with every fault named, published for good, followed by the next version."""

import pytest

from sosafe_api.core.ids import new_id
from tests.domains.surveys.asking import (
    SAFETY,
    choice,
    drafted,
    faults,
    get,
    made,
    move,
    patch,
    post,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_a_published_version_stands_and_a_new_one_is_made_from_it(world: World) -> None:
    draft = drafted(world, SAFETY)
    where = f"/questionnaires/{draft['id']}"
    assert (draft["number"], draft["status"]) == (1, "draft")
    changed = patch(world, where, {"title": "Residents", "questions": SAFETY[:1]}, tag=draft["etag"])
    assert len(changed.json()["questions"]) == 1
    assert patch(world, where, {"title": "Stale"}, tag=draft["etag"]).status_code == 412
    early = post(world, f"{where}/versions", {})
    assert (early.status_code, early.json()["code"]) == (409, "transition_not_allowed")
    assert faults(post(world, "/survey-waves", wave_of(draft))) == {("#/questionnaire_id", "not_published")}
    made(move(world, where, "published"))
    late = patch(world, where, {"title": "Too late"})
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    following = made(post(world, f"{where}/versions", {"title": "Residents 2026"}))
    assert (following["number"], following["series_id"]) == (2, draft["series_id"])
    assert (following["previous_version_id"], following["questions"]) == (
        draft["id"],
        changed.json()["questions"],
    )
    assert post(world, f"{where}/versions", {}).status_code == 409
    made(move(world, where, "retired"))
    assert (
        get(world, "/questionnaires", series_id=draft["series_id"], status="draft")["data"][0]["number"] == 2
    )
    assert get(world, where)["title"] == "Residents"


def wave_of(questionnaire: dict[str, object], **changes: object) -> dict[str, object]:
    return {
        "questionnaire_id": questionnaire["id"],
        "title": "A wave",
        "audience": "residents",
        "method": "online",
        "area_code": "E07000243",
        "starts_on": "2017-06-01",
        "ends_on": "2017-06-30",
        "population": "Residents.",
    } | changes


def test_every_fault_of_every_question_is_named(world: World) -> None:
    questions = [
        choice("one", "only"),
        choice("two", "same", "same"),
        {"code": "three", "wording": "How?", "kind": "scale"},
        choice("four", "a", "b", kind="text"),
        choice("five", "a", "b", breakdown=True),
        choice("five", "a", "b", kind="ranked", ranks=3),
    ]
    refused = post(world, "/questionnaires", {"title": "Faulty", "questions": questions})
    assert faults(refused) == {
        ("#/questions/0/options", "too_few_items"),
        ("#/questions/1/options/0/code", "repeated_value"),
        ("#/questions/1/options/1/code", "repeated_value"),
        ("#/questions/2/scale", "required"),
        ("#/questions/3/options", "not_wanted"),
        ("#/questions/4/breakdown", "not_a_breakdown"),
        ("#/questions/4/code", "repeated_value"),
        ("#/questions/5/code", "repeated_value"),
        ("#/questions/5/ranks", "too_large"),
    }
    unknown = wave_of({"id": str(new_id())}, area_code="E99999999", ends_on="2017-05-01")
    assert faults(post(world, "/survey-waves", unknown)) == {
        ("#/questionnaire_id", "unknown_reference"),
        ("#/area_code", "unknown_reference"),
        ("#/ends_on", "wrong_order"),
    }
