"""Charts and assessments of tables by rule alone: breaks in a series, and what no line or direction crosses."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sosafe_api.core.months import add_months
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.analysis import ChartBaseline, Charting, analysis_of
from sosafe_api.domains.kpis.rules.assessment import assessed
from sosafe_api.domains.kpis.rules.definition import Break
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from sosafe_api.domains.targets.rules import TargetInForce
from sosafe_api.domains.targets.vocabulary import TargetKind, WantedDirection

ASB = REGISTRY["asb_incidents"]
BROKEN = replace(ASB, breaks=(Break(date(2021, 7, 1), "Counted by another rule."),))
MONTH = PeriodKind.MONTH


def rows(*values: float | None, first: date = date(2021, 1, 1), months: int = 1) -> list[dict[str, Any]]:
    found = []
    for number, value in enumerate(values):
        start = add_months(first, number * months)
        period = {"start": start, "end": add_months(start, months), "label": f"{start}"}
        status = "final" if value is not None else "not_available"
        found.append({"period": period, "breakdown": None, "value": value, "status": status})
    return found


def target(value: str, wanted: WantedDirection, year: str = "2021/22") -> dict[str, TargetInForce]:
    found = TargetInForce(
        year, 1, TargetKind.THRESHOLD, Decimal(value), wanted, Decimal(5), {"name": "Example"}
    )
    return {year: found}


def test_a_break_begins_a_part_and_no_direction_leads_across_it() -> None:
    values = [10, 12, 10, 12, 10, 12, 30, 32, 30, 32]
    found = analysis_of(Charting(BROKEN, MONTH, {}, []), rows(*values))
    assert [(part["start"], part["mean"], part["reason"]) for part in found["parts"]] == [
        (date(2021, 1, 1), 11, None), (date(2021, 7, 1), 31, "Counted by another rule."),
    ]  # fmt: skip
    assert found["points"][6]["moving_range"] is None
    told = [row["direction"]["previous_period"] for row in assessed(BROKEN, MONTH, rows(*values), {})]
    assert told == [None, "higher", "lower", "higher", "lower", "higher", None, "higher", "lower", "higher"]
    whole = [row["direction"]["previous_period"] for row in assessed(ASB, MONTH, rows(*values), {})]
    assert whole[6] == "higher"


def test_a_baseline_within_a_part_takes_its_place_and_one_after_the_series_does_nothing() -> None:
    later = ChartBaseline(date(2021, 8, 1), date(2021, 9, 30), "A new team.")
    beyond = ChartBaseline(date(2023, 1, 1), None, "Not yet.")
    found = analysis_of(Charting(BROKEN, MONTH, {}, [later, beyond]), rows(1, 2, 1, 2, 1, 2, 9, 20, 22, 40))
    assert [(part["start"], part["points"], part["reason"]) for part in found["parts"]] == [
        (date(2021, 1, 1), 6, None),
        (date(2021, 7, 1), 1, "Counted by another rule."),
        (date(2021, 8, 1), 2, "A new team."),
    ]
    assert found["parts"][2]["mean"] == 21
    assert found["points"][9]["signals"] == ["outside_limits"]
    assert (found["parts"][1]["upper_limit"], found["parts"][1]["trial"]) == (None, True)


def test_without_a_value_there_is_a_chart_without_limits() -> None:
    empty = analysis_of(Charting(ASB, MONTH, {}, []), [])
    assert (empty["points"], empty["parts"], empty["missing"], empty["assurance"]) == ([], [], 0, None)
    gaps = analysis_of(Charting(ASB, MONTH, {}, []), rows(None, None))
    assert (gaps["missing"], gaps["parts"][0]["mean"], gaps["points"][0]["variation"]) == (2, None, None)


def test_quarters_of_what_adds_up_are_charted_against_a_quarter_of_the_target_and_not_rated() -> None:
    quarters = rows(100, 110, 100, 110, first=date(2021, 4, 1), months=3)
    wanted = target("520", WantedDirection.LOWER)
    found = analysis_of(Charting(ASB, PeriodKind.QUARTER, wanted, []), quarters)
    assert [point["target"] for point in found["points"]] == [130] * 4
    assert found["assurance"] == "inconsistent"
    assert {row["rating"] for row in assessed(ASB, PeriodKind.QUARTER, quarters, wanted)} == {"grey"}


def test_the_year_to_date_is_rated_by_the_elapsed_months_and_its_neighbour_is_no_earlier_period() -> None:
    year = [
        {**row, "period": {**row["period"], "start": date(2021, 4, 1)}}
        for row in rows(40, 81, 130, first=date(2021, 4, 1))
    ]
    found = assessed(ASB, PeriodKind.YEAR_TO_DATE, year, target("480", WantedDirection.LOWER))
    assert [(row["target"]["value"], row["rating"]) for row in found] == [
        (40, "green"), (80, "amber"), (120, "red"),
    ]  # fmt: skip
    assert {row["direction"]["previous_period"] for row in found} == {None}
