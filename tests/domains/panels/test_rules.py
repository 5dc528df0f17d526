"""The rules of panels by themselves: ages, whole lives, what is admitted, how long papers are open."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.panels import rules
from sosafe_api.domains.panels.rules import FieldSet, MeetingStatus, Presented
from sosafe_api.domains.panels.vocabulary import TitleCode
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.vocabulary import RiskGrade

DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))


def test_an_age_is_in_completed_years() -> None:
    for born, on, band in (
        (date(2010, 11, 27), date(2026, 11, 26), AgeBand.UNDER_16),
        (date(2010, 11, 26), date(2026, 11, 26), AgeBand.FROM_16_TO_17),
        (date(2008, 11, 27), date(2026, 11, 26), AgeBand.FROM_16_TO_17),
        (date(2008, 11, 26), date(2026, 11, 26), AgeBand.FROM_18_TO_24),
        (date(2008, 2, 29), date(2026, 2, 28), AgeBand.FROM_16_TO_17),
        (date(2008, 2, 29), date(2026, 3, 1), AgeBand.FROM_18_TO_24),
        (date(1961, 11, 26), date(2026, 11, 26), AgeBand.OVER_64),
    ):
        assert rules.age_band(born, on) is band, (born, on)


@given(born=DAYS, on=DAYS, later=st.integers(0, 20_000))
def test_nobody_becomes_younger(born: date, on: date, later: int) -> None:
    order = list(AgeBand)
    now, then = rules.age_band(born, on), rules.age_band(born, on + timedelta(days=later))
    assert order.index(now) <= order.index(then)


def test_each_life_names_every_status_and_ends() -> None:
    for title, table in rules.LIVES.items():
        statuses = {type(status) for status in table}
        assert len(statuses) == 1, title
        assert set(table) == set(statuses.pop())
        assert set().union(*table.values()) <= set(table)
        assert any(not reachable for reachable in table.values()), title
        first = next(iter(table))
        reached = {first}
        while new := set().union(*(table[status] for status in reached)) - reached:
            reached |= new
        assert reached == set(table), title


def test_every_kind_of_panel_has_its_rule_and_only_a_marac_is_shown_everything() -> None:
    assert set(rules.PANELS) == set(PanelKind)
    assert [kind for kind, rule in rules.PANELS.items() if FieldSet.CONTACT in rule.shows] == [
        PanelKind.MARAC
    ]
    assert [kind for kind, rule in rules.PANELS.items() if not rule.shows] == [PanelKind.ASB_FORUM]


def test_an_assessed_case_of_domestic_abuse_has_exactly_one_of_the_two_panels() -> None:
    for grade in RiskGrade:
        item = Presented(TitleCode.DOMESTIC_ABUSE, grade, AgeBand.FROM_25_TO_34, supported_to_25=False)
        admitting = [
            kind for kind in (PanelKind.MARAC, PanelKind.SADA_PANEL) if not rules.admission_errors(kind, item)
        ]
        assert admitting == [PanelKind.MARAC if grade is RiskGrade.HIGH else PanelKind.SADA_PANEL]
        assert rules.admission_errors(PanelKind.MULTIPLE_NEEDS, item)


def test_a_professionals_meeting_admits_everything() -> None:
    for title, grade, band in product(TitleCode, [None, *RiskGrade], AgeBand):
        item = Presented(title, grade, band, supported_to_25=False)
        assert rules.admission_errors(PanelKind.PROFESSIONALS_MEETING, item) == []


@given(status=st.sampled_from(list(MeetingStatus)), meets_on=DAYS, days=st.integers(-400, 400))
def test_members_never_read_longer_than_coordinators(
    status: MeetingStatus, meets_on: date, days: int
) -> None:
    today = meets_on + timedelta(days=days)
    by_members = rules.readable_by_members(status, meets_on, today)
    assert by_members is (status in {"published", "held", "minutes_approved"} and days <= 14)
    assert not by_members or rules.readable_by_coordinators(status, meets_on, today)


def test_a_name_is_found_as_whole_words_however_it_is_written() -> None:
    for text, name, found in (
        ("We spoke of EXAMPLE-person.", "Example Person", True),
        ("We spoke of Example\n  Person's needs.", "Example Person", True),
        ("Also discussed.", "Al", False),
        ("Al came.", "Al", True),
        ("Example and Person", "Example Person", False),
    ):
        assert rules.names(text, name) is found, text
