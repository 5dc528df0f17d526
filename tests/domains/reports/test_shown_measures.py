"""What a report shows of a measure: by which length of time, and with which marks."""

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.reports.renditions import told as view_of
from tests.domains.kpis.renditions.made_tables import CRIME, observation
from tests.domains.measurements.entering import EVIDENCE, released
from tests.domains.reports.test_reports import JAG, asked, measure
from tests.domains.strategies.adopting import drafted as drafted_strategy
from tests.domains.strategies.adopting import made, move
from tests.fixtures.world import World


@pytest.mark.database
def test_a_figure_that_is_known_for_a_year_alone_is_reported_by_the_year(world: World) -> None:
    measures = [{"number": 1, "description": "Recorded domestic abuse.", "kpi": "domestic_abuse_rate"}]
    objectives = [{"number": 1, "title": "Protect and safeguard vulnerable people.", "measures": measures}]
    later = {"name": "2021/24", "starts_on": "2021-04-01", "ends_on": "2024-04-01", "objectives": objectives}
    draft = drafted_strategy(world, **later)
    made(move(world, f"/strategies/{draft['id']}", "adopted", role=Role.RESPONSIBLE_AUTHORITIES_GROUP))
    before = measure(asked(world, "2023-06-01"), "domestic_abuse_rate")
    assert (before["period"], before["latest"], before["movement"]) == ("quarter", None, "no_value")

    evidence = EVIDENCE | {"dated_on": "2023-05-01"}
    released(world, period={"kind": "financial_year", "start": "2022-04-01"}, evidence=evidence)
    by_year = measure(asked(world, "2023-06-29"), "domestic_abuse_rate")
    assert (by_year["period"], by_year["latest"]["value"]) == ("financial_year", 13.5)
    assert (by_year["latest"]["period"]["label"], by_year["movement"]) == ("2022/23", "new")

    # A quarter that is known later takes its place, and is no revision of the year that begins on the same day.
    for period in ("2022-04-01", "2023-04-01"):
        released(world, period={"kind": "quarter", "start": period}, numerator=301, evidence=evidence)
    by_quarter = measure(asked(world, "2023-07-27"), "domestic_abuse_rate")
    assert (by_quarter["period"], by_quarter["latest"]["period"]["label"]) == ("quarter", "2023/24 Q1")
    assert (by_quarter["movement"], by_quarter["previous_value"], by_quarter["revisions"]) == (
        "new",
        None,
        [],
    )


def test_each_mark_stands_beside_what_it_means() -> None:
    latest = observation(CRIME, 0, 22.38, "provisional")
    shown = dict.fromkeys(("target", "rating", "direction", "told", "previous_value"))
    row = shown | {"latest": latest, "definition": CRIME, "description": "Crime.", "kpi": "crime_rate"}
    row |= {"movement": "first", "revisions": [], "unchanged_since": None}
    content = {
        "partnership": "Example Partnership",
        "group": "Example Group",
        "strategy": None,
        "plan": None,
        "previous_stands_on": None,
        "objectives": [{"number": 2, "title": "Reduce crime and disorder.", "measures": [row]}],
        "moved": dict.fromkeys(("first", "new", "revised", "unchanged", "no_value"), 0),
        "unfinished_actions": 0,
        **{name: [] for name in ("overdue_actions", "late_milestones", "completed_actions", "risks")},
    }
    days = {"starts_on": "2018-07-12", "ends_on": "2018-08-09", "stands_on": "2018-08-08"}
    view = view_of(days | {"kind": JAG.value, "created_at": "2018-08-08"}, content)
    assert view["objectives"][0]["rows"][0]["value"] == "22.38 [p]"
    assert view["marks"] == ["[p] Provisional: may still change."]
