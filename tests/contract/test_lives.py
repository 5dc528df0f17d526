"""Every state machine is data, is drawn, and is whole: no status is left out, cut off or without its table."""

import re
from enum import StrEnum
from html import unescape
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pytest

from sosafe_api import domains
from sosafe_api.contract import lives as module
from sosafe_api.contract.documentation import documentation
from sosafe_api.contract.lives import ERROR, Life, lives, lives_of
from sosafe_api.contract.reference import reference
from sosafe_api.domains.cases.rules import CaseStatus
from sosafe_api.domains.referrals.rules import Side, Status

# What may change again at any time: a person may consent anew, a case come back, an action be taken up again.
ENDLESS = {
    "The life of a consent",
    "The life of a target",
    "The life of an action of a death review",
    "The life of an issue raised at an event",
    "The stages of an ASB case",
}
EVERY = pytest.mark.parametrize("life", lives(), ids=lambda life: life.title)


def rules_modules() -> list[ModuleType]:
    names = [found.name for found in walk_packages(domains.__path__, domains.__name__ + ".")]
    return [import_module(name) for name in names if name.split(".")[3:4] == ["rules"]]


def page_of(life: Life) -> str:
    return next(text for text in reference().values() if f"\n# {life.title}\n" in text)


def test_the_lives_of_referrals_and_cases_are_found() -> None:
    assert {"The life of a referral", "The life of a case"} <= {life.title for life in lives()}
    assert len({life.title for life in lives()}) == len(lives())


def test_no_table_of_transitions_is_left_out_of_the_reference() -> None:
    for rules in rules_modules():
        drawn = list(getattr(rules, "LIVES", {}).values())
        for name, table in vars(rules).items():
            if name.endswith("TRANSITIONS"):
                assert table in drawn, f"{rules.__name__}.{name} stands in no LIVES"


@EVERY
def test_a_life_speaks_of_all_its_statuses_and_each_can_be_reached(life: Life) -> None:
    reached = {life.begins}
    while True:
        further = reached | {move.end for move in life.moves if move.start in reached}
        if further == reached:
            break
        reached = further
    assert reached == set(life.statuses)
    assert {move.start for move in life.moves} | {move.end for move in life.moves} <= set(life.statuses)
    assert bool(life.ends) is (life.title not in ENDLESS), "say in ENDLESS what can always go on"


def test_a_table_has_a_line_for_every_status_of_its_kind() -> None:
    for rules in rules_modules():
        for table in getattr(rules, "LIVES", {}).values():
            assert set(table) == set(type(next(iter(table))))


@EVERY
def test_a_page_draws_and_lists_exactly_the_moves_of_the_table(life: Life) -> None:
    page = page_of(life)
    drawn = re.findall(r"^  (\w+) --> (\w+)(?:: ([\w ]+))?$", page, flags=re.MULTILINE)
    assert drawn == [(move.start, move.end, move.by) for move in life.moves if move.end != ERROR]
    listed = re.findall(r"^\| `(\w+)` \| `(\w+)` \|(?: ([\w ]+) \|)?$", page, flags=re.MULTILINE)
    assert listed[: len(life.moves)] == [(move.start, move.end, move.by) for move in life.moves]
    assert f"  [*] --> {life.begins}\n" in page


@EVERY
def test_the_service_shows_every_move_and_reason_as_well(life: Life) -> None:
    html = unescape(documentation("https://sosafe.example.org").pages["statuses"].content.decode())
    section = html.split(f">{life.title}</h2>")[1].split("</section>")[0]
    targets = re.findall(r'<dd>to <a href="#[\w-]+"><code>(\w+)</code>', section)
    assert targets == [move.end for status in life.statuses for move in life.from_(status)]
    for _, codes in life.reasons:
        assert all(f"<code>{code}</code>" in section for code in codes)


def test_who_may_move_a_referral_is_told_and_a_case_moves_by_anybody_at_work_on_it() -> None:
    found = {life.title: life for life in lives()}
    referral, case = found["The life of a referral"], found["The life of a case"]
    assert {move.by for move in referral.moves} == {"sender", "service", "sender or service"}
    assert {move.by for move in case.moves} == {""}
    assert (referral.begins, case.begins) == (Status.SUBMITTED, CaseStatus.OPEN)
    assert {status for status, _ in referral.reasons} >= {"declined", "withdrawn"}


class Door(StrEnum):
    SHUT = "shut"
    AJAR = "ajar"


def test_a_table_planted_in_a_domains_rules_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = ModuleType("rules")
    rules.LIVES = {
        "The life of a door": {Door.AJAR: frozenset({Door.SHUT}), Door.SHUT: {Door.AJAR: {Side.SENDER}}}
    }
    (door,) = lives_of("doors", rules)
    assert [(move.start, move.end, move.by) for move in door.moves] == [
        ("ajar", "shut", ""), ("shut", "ajar", "sender"),
    ]  # fmt: skip
    monkeypatch.setattr("sosafe_api.contract.reference.lives", lambda: (door,))
    assert "  [*] --> ajar\n  ajar --> shut\n  shut --> ajar: sender\n" in reference()["life-of-a-door.md"]
    assert module.ERROR not in reference()["life-of-a-door.md"]
