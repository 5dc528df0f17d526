"""Results: whether a rise is real, what weights and ranks make of them, and what stays hidden."""

import pytest

from sosafe_api.core.clock import now
from sosafe_api.core.ids import new_id
from sosafe_api.demo import surveys as demonstration
from sosafe_api.domains.auth.rules import Role
from tests.domains.surveys.asking import (
    DARK,
    DAY,
    MANAGER,
    SAFETY,
    choice,
    closed,
    counted,
    faults,
    get,
    made,
    move,
    path,
    published,
    responses,
    results,
    sent,
    told,
    wave,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


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


def test_the_demonstration_shows_a_rise_by_day_and_after_dark(world: World) -> None:
    demonstration.write(world.superuser, world.id, now())
    before, after = get(world, "/survey-waves", role=Role.JOINT_ACTION_GROUP)["data"]
    found = results(world, after, compared_with=before["id"])
    assert [told(found, code, "safe")["change"]["z"] for code in (DAY, DARK)] == [3.7, 2.6]
    assert get(world, f"/questionnaires/{after['questionnaire_id']}")["status"] == "published"
