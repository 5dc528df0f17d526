"""How safe residents feel, counted from the questions that say which indicator they feed."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.surveys.asking import (
    DARK,
    DAY,
    choice,
    closed,
    counted,
    faults,
    made,
    post,
    published,
    responses,
    results,
    sent,
    stated,
    told,
    wave,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database
FEEDING = [
    choice(DAY, "safe", "unsafe", indicator={"kpi": "feeling_safe_by_day", "answers": ["safe"]}),
    choice(
        DARK,
        *("very_safe", "safe", "unsafe", "unsure"),
        indicator={"kpi": "feeling_safe_after_dark", "answers": ["very_safe", "safe"]},
    ),
]
SAFE_AT_ONCE = [
    FEEDING[0],
    choice(DARK, "safe", "unsafe", indicator={"kpi": "feeling_safe_after_dark", "answers": ["safe"]}),
]
IN_2017 = {"starts_on": "2025-06-01", "ends_on": "2025-06-30"}
JUNE = "period=month&from=2025-06-01&before=2025-07-01"


def june(world: World, code: str, role: Role = Role.ANALYST) -> tuple[Any, ...]:
    (found,) = observations(world, code, JUNE, role)
    return found["value"], found["numerator"]["value"], found["denominator"]["value"]


def test_a_wave_of_counts_gives_its_published_share_with_the_interval(world: World) -> None:
    counted(world, published(world, SAFE_AT_ONCE), 1356, day="88", dark="52", **IN_2017)
    assert june(world, "feeling_safe_by_day") == (88.0, 1193, 1356)
    (dark,) = observations(world, "feeling_safe_after_dark", JUNE, Role.INDICATOR_READER)
    assert (dark["value"], dark["interval"]["low"], dark["interval"]["high"]) == (52.0, 49.3, 54.6)


def test_responses_count_where_they_answer_and_weights_shrink_the_base(world: World) -> None:
    asked = published(world, FEEDING)
    plain = wave(world, asked, weighted=False, **IN_2017)
    given = ["very_safe"] * 10 + ["safe"] * 20 + ["unsafe"] * 5 + ["unsure"] * 5
    answers = [{DARK: answer} for answer in given] + [{DAY: "safe"}]
    made(sent(world, plain, responses(answers)))
    open_still = observations(world, "feeling_safe_after_dark", JUNE)
    assert [item["status"] for item in open_still] in ([], ["not_available"])
    closed(world, plain)
    assert june(world, "feeling_safe_after_dark") == (75.0, 30, 40)
    weighted = wave(world, asked, weighted=True, weighting_note="By age.", **IN_2017)
    heavy = [
        {**item, "weight": "3" if place < 20 else "1"}
        for place, item in enumerate(
            responses([{DAY: "safe" if place < 20 else "unsafe"} for place in range(40)])
        )
    ]
    made(sent(world, weighted, heavy))
    closed(world, weighted)
    # (20·3 + 20)² ÷ (20·9 + 20) = 32, of which 60 in 80 are safe; one more by day in the first wave.
    assert june(world, "feeling_safe_by_day") == (75.8, 25, 33)


def test_a_stated_design_effect_covers_weights_as_well_as_in_the_waves_own_results(world: World) -> None:
    asked = published(world, FEEDING)
    one = wave(world, asked, weighted=True, weighting_note="By age.", design_effect="1.6", **IN_2017)
    answers = responses([{DAY: "safe" if place < 20 else "unsafe"} for place in range(40)])
    weighted = [{**item, "weight": "3" if place < 20 else "1"} for place, item in enumerate(answers)]
    made(sent(world, one, weighted))
    closed(world, one)
    base = told(results(world, one), DAY, "safe")["base"]
    assert (base["effective"], base["effective_method"]) == (25, "design_effect")  # 40 responses by 1.6
    assert june(world, "feeling_safe_by_day") == (76.0, 19, 25)  # 60 in 80 of the weights


def test_stated_counts_count_only_where_every_answer_of_the_indicator_is_stated(world: World) -> None:
    asked = published(world, FEEDING)
    safe = {"answer": "safe", "count": 40}
    for answers in ([safe], [safe, {"answer": "unsafe", "count": 60}]):
        partly = wave(world, asked, material="counts", **IN_2017)
        assert stated(world, partly, {"question": DARK, "base": 100, "answers": answers}).status_code == 200
        closed(world, partly)
    assert [item["value"] for item in observations(world, "feeling_safe_after_dark", JUNE)] in ([], [None])
    whole = wave(world, asked, material="counts", **IN_2017)
    answers = [safe, {"answer": "very_safe", "percent": "10"}]
    assert stated(world, whole, {"question": DARK, "base": 100, "answers": answers}).status_code == 200
    closed(world, whole)
    assert june(world, "feeling_safe_after_dark") == (50.0, 50, 100)


def test_only_waves_among_residents_of_the_whole_area_count(world: World) -> None:
    asked = published(world, FEEDING)
    counted(world, asked, 500, day="80", dark="40", audience="event_visitors", **IN_2017)
    counted(world, asked, 100, day="50", dark="30", **IN_2017)
    assert june(world, "feeling_safe_by_day") == (50.0, 50, 100)


def test_what_feeds_an_indicator_is_a_single_choice_with_options_of_its_own(world: World) -> None:
    feeding = {"kpi": "feeling_safe_by_day", "answers": ["safe", "safe", "sound"]}
    questions = [
        choice(DAY, "safe", "unsafe", indicator=feeding),
        choice(DARK, "safe", "unsafe", kind="multiple", indicator={**feeding, "answers": ["safe"]}),
    ]
    refused = post(world, "/questionnaires", {"title": "Faulty", "questions": questions})
    assert faults(refused) == {
        ("#/questions/0/indicator/answers/0", "repeated_value"),
        ("#/questions/0/indicator/answers/1", "repeated_value"),
        ("#/questions/0/indicator/answers/2", "unknown_reference"),
        ("#/questions/0/indicator/kpi", "repeated_value"),
        ("#/questions/1/indicator", "not_wanted"),
        ("#/questions/1/indicator/kpi", "repeated_value"),
    }
