"""Asking residents twice: what comes in is held once, what comes out says whether a rise is real."""

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.surveys.asking import (
    CANARY,
    DARK,
    DAY,
    MANAGER,
    SAFETY,
    choice,
    closed,
    counted,
    drafted,
    faults,
    get,
    made,
    move,
    patch,
    path,
    post,
    published,
    response,
    responses,
    results,
    sent,
    stated,
    told,
    wave,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
SENDERS = 6


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


def test_rises_of_the_strategy_are_significant_with_its_bases_and_not_with_300(world: World) -> None:
    questionnaire = published(world, SAFETY)
    in_2015 = counted(world, questionnaire, 1356, day="83", dark="47", title="2015", method="postal")
    in_2017 = counted(world, questionnaire, 1356, day="88", dark="52", title="2017")
    found = results(world, in_2017, compared_with=in_2015["id"], role=Role.SCRUTINY)
    assert told(found, DAY, "safe")["change"] == {"percentage_points": 5.0, "z": 3.7, "significant": True}
    after_dark = told(found, DARK, "safe")
    assert after_dark["change"] == {"percentage_points": 5.0, "z": 2.6, "significant": True}
    assert (after_dark["count"], after_dark["percent"]) == (705, 52.0)
    assert after_dark["interval"] == {"low": 49.3, "high": 54.6}
    assert after_dark["base"] == {
        "unweighted": 1356,
        "weighted": 1356.0,
        "effective": 1356.0,
        "effective_method": "unweighted",
        "small_base": False,
    }
    compared = found["compared_with"]
    assert (compared["wave"]["title"], compared["same_questionnaire"]) == ("2015", True)
    assert (compared["same_method"], compared["same_area"], compared["differing_questions"]) == (
        False,
        True,
        [],
    )
    small = [counted(world, questionnaire, 300, day="83", dark="47")]
    small.append(counted(world, questionnaire, 300, day="88", dark="52"))
    found = results(world, small[1], compared_with=small[0]["id"])
    assert told(found, DARK, "safe")["change"] == {"percentage_points": 5.0, "z": 1.22, "significant": False}


def test_responses_are_held_against_an_old_report(world: World) -> None:
    questionnaire = published(world, SAFETY)
    before = counted(world, questionnaire, 300, day="83", dark="47")
    opened = wave(world, questionnaire)
    asked = [
        {DAY: "safe" if n < 264 else "unsafe", DARK: "safe" if n < 156 else "unsafe"} for n in range(300)
    ]
    made(sent(world, opened, responses(asked)))
    early = world.as_role(MANAGER).get(f"/v1{path(opened)}/results")
    assert (early.status_code, early.json()["code"]) == (409, "conflict")
    closed(world, opened)
    found = results(world, opened, compared_with=before["id"])
    dark = told(found, DARK, "safe")
    assert (dark["count"], dark["percent"], dark["change"]["z"]) == (156, 52.0, 1.22)
    assert not dark["change"]["significant"]
    assert told(found, DARK, "unsafe")["change"] is None
    assert told(results(world, before), DARK, "unsafe")["status"] == "not_known"
    for unknown in (str(new_id()), wave(world, questionnaire)["id"]):
        answer = world.as_role(MANAGER).get(f"/v1{path(opened)}/results", params={"compared_with": unknown})
        assert faults(answer, 400) == {("compared_with", "unknown_reference")}
    assert move(world, path(opened), "open").status_code == 409


def test_weights_and_design_effects_make_the_base_smaller(world: World) -> None:
    questionnaire = published(world, [choice("safe", "yes", "no")])
    weighted = wave(world, questionnaire, weighted=True, weighting_note="By age, to the census.")
    items = responses([{"safe": "yes"}] * 60, weight="2") + [
        {"reference": f"OTHER/{number}", "weight": "0.5", "answers": {"safe": "no"}} for number in range(60)
    ]
    made(sent(world, weighted, items))
    closed(world, weighted)
    yes = told(results(world, weighted), "safe", "yes")
    assert (yes["count"], yes["percent"]) == (60, 80.0)
    base = yes["base"]
    assert (base["weighted"], base["effective"], base["effective_method"]) == (150.0, 88.2, "kish")
    clustered = wave(world, questionnaire, design_effect="1.5")
    made(sent(world, clustered, responses([{"safe": "yes"}] * 45 + [{"safe": "no"}] * 45)))
    closed(world, clustered)
    base = told(results(world, clustered), "safe", "yes")["base"]
    assert (base["effective"], base["effective_method"], base["small_base"]) == (60.0, "design_effect", True)


def test_ranks_say_how_they_are_scored_and_what_they_were_before(world: World) -> None:
    questionnaire = published(world, [choice("first", "burglary", "asb", "litter", kind="ranked")])
    orders = {
        2015: [(["asb", "burglary", "litter"], 30), (["burglary", "asb", "litter"], 20)],
        2017: [(["litter", "burglary", "asb"], 30), (["burglary", "litter", "asb"], 20)],
    }
    waves = []
    for year, chosen in orders.items():
        waves.append(wave(world, questionnaire, title=str(year)))
        made(
            sent(
                world, waves[-1], responses({"first": order} for order, times in chosen for _ in range(times))
            )
        )
        closed(world, waves[-1])
    (found,) = results(world, waves[1], compared_with=waves[0]["id"])["data"]
    assert (found["ranking"]["method"], found["ranking"]["points"]) == ("points_by_position", [3, 2, 1])
    places = [
        (each["answer"], each["score"], each["rank"], each["earlier_rank"])
        for each in found["ranking"]["places"]
    ]
    assert places == [("litter", 130.0, 1, 3), ("burglary", 120.0, 2, 2), ("asb", 50.0, 3, 1)]
    counts = {(each["answer"], each["position"]): each["count"] for each in found["answers"]}
    assert (counts["litter", 1], counts["litter", 2], counts["asb", 3]) == (30, 20, 50)


def test_small_counts_are_hidden_also_from_who_breaks_results_down(world: World) -> None:
    questions = [
        choice("age", "young", "middle", "old", required=True, breakdown=True),
        choice("safe", "yes", "no"),
        choice("seen", "litter", "noise", kind="multiple"),
    ]
    opened = wave(world, published(world, questions))
    asked = [("young", "yes", 40), ("young", "no", 3), ("middle", "yes", 30), ("middle", "no", 12),
             ("old", "yes", 2)]  # fmt: skip
    made(
        sent(
            world,
            opened,
            responses(
                {"age": age, "safe": safe, "seen": ["litter"]}
                for age, safe, times in asked
                for _ in range(times)
            ),
        )
    )
    closed(world, opened)
    found = results(world, opened, by="age")
    assert told(found, "age", "old")["status"] == "suppressed"
    assert told(found, "age", "middle")["status"] == "suppressed", (
        "what is left of the whole would tell of the old"
    )
    assert told(found, "safe", "no")["count"] == 15
    assert told(found, "safe", "no", "young")["status"] == "suppressed"
    assert told(found, "safe", "yes", "young")["status"] == "suppressed", (
        "with the base of the young it would tell the rest"
    )
    assert told(found, "safe", "yes", "old")["base"] is None
    assert (told(found, "seen", "litter")["count"], told(found, "seen", "noise")["count"]) == (87, 0)
    refused = world.as_role(MANAGER).get(f"/v1{path(opened)}/results", params={"by": "safe"})
    assert faults(refused, 400) == {("by", "not_a_breakdown")}
    assert told(results(world, opened, role=Role.INDICATOR_READER), "safe", "yes")["count"] == 72


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


def test_free_texts_are_read_by_who_manages_surveys_for_a_purpose_and_each_read_is_recorded(
    world: World,
) -> None:
    opened = wave(world)
    answers = response("FORM/1")["answers"] | {"suggestions": CANARY}
    made(sent(world, opened, [response("FORM/1", answers=answers)]))
    client = world.service.client(world.token(world.people[MANAGER.value]))
    refused = client.get(f"/v1{path(opened)}/texts")
    client.close()
    assert (refused.status_code, refused.json()["code"]) == (403, "purpose_required")
    (shown,) = get(world, f"{path(opened)}/texts", question="suggestions")["data"]
    assert (shown["question"], shown["content"]) == ("suggestions", CANARY)
    assert get(world, f"{path(opened)}/texts", question="others")["data"] == []
    recorded = world.superuser.execute(
        "SELECT count(*), max(purpose) FROM audit_entries WHERE partnership_id = %s AND object_id = %s"
        " AND operation = 'survey_text:read' AND decision = 'allowed'",
        (world.id, opened["id"]),
    ).fetchone()
    assert recorded == (2, "safeguarding")
    for role in (Role.PARTNERSHIP_ADMIN, Role.SCRUTINY, Role.JOINT_ACTION_GROUP):
        assert world.as_role(role).get(f"/v1{path(opened)}/texts").status_code == 403
