"""Whatever is published, corrected and published again, no small count follows from all of it together."""

from collections.abc import Hashable
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from sosafe_api.core.disclosure.attacker import Hidden, given_away
from sosafe_api.core.disclosure.ledger import Kept, Ledger, Told
from sosafe_api.core.disclosure.suppression import is_small
from sosafe_api.core.months import add_months
from sosafe_api.domains.kpis.rules.counts import Counts, Member
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.rules.periods import Period, periods_within
from sosafe_api.domains.kpis.rules.publication import Decision, numbered, shown
from sosafe_api.domains.kpis.rules.tables import CellKey, cells_of, tables_under
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, PeriodKind
from tests.domains.kpis.attacker import largest
from tests.domains.kpis.histories import DEFINITIONS, START, History, played

HISTORIES = 200
RELEASES = 3
SAMPLED = 12


@pytest.mark.timeout(600)
def test_the_attacker_finds_nothing_in_200_random_publishing_histories() -> None:
    told = kept_back = corrected = 0
    for seed in range(HISTORIES):
        history = played(seed, RELEASES)
        for _, decision in history.published:
            assert decision.given_away == [], seed
            told += len(decision.shown)
            kept_back += decision.kept_back
        ledger = history.ledgers[DisclosurePolicy.STANDARD]
        assert given_away(ledger.knowledge(), ledger.hidden()) == [], seed
        corrected += len(ledger.counts) - len(ledger.current)
    # They are histories worth attacking: with much to hide, much that is shown, and many corrections.
    assert told > 10_000
    assert kept_back > 10_000
    assert corrected > 1000


def without_secondary_suppression(ledger: Ledger) -> Ledger:
    """The same history with only the small counts themselves hidden."""
    bare = replace(ledger, told=dict(ledger.told), kept={})
    for kept in ledger.kept.values():
        value = ledger.value(kept.parts)
        if is_small(value):
            bare.kept[kept.parts] = kept
        else:
            bare.told[kept.parts] = Told(kept.parts, value, value)
    return bare


def test_the_attacker_finds_the_leak_where_secondary_suppression_is_switched_off() -> None:
    leaking = 0
    for seed in range(20):
        bare = without_secondary_suppression(played(seed, 2).ledgers[DisclosurePolicy.STANDARD])
        leaking += bool(given_away(bare.knowledge(), bare.hidden()))
    assert leaking >= 15


def published_blindly(seed: int) -> Ledger:
    """The same history, each release decided as if it were the first; what is known of all of them together."""
    ledger = Ledger()
    for counts, _ in played(seed, RELEASES).published:
        span = (START, add_months(max(counts.months), 1))
        seen = shown(DEFINITIONS, counts, *span)
        tables = tables_under(DisclosurePolicy.STANDARD, DEFINITIONS)
        cells = dict.fromkeys(cell for table in tables for cell in cells_of(table, counts, *span))
        for cell, parts in numbered(ledger, counts, cells).items():
            if cell in seen:
                ledger.tell(Told(parts, seen[cell], seen[cell]))
            elif is_small(ledger.value(parts)):
                ledger.keep(Kept(parts, 5))
    return ledger


def test_the_attacker_finds_the_leak_where_each_release_is_decided_by_itself() -> None:
    ledgers = [published_blindly(seed) for seed in range(12)]
    leaking = [bool(given_away(ledger.knowledge(), ledger.hidden())) for ledger in ledgers]
    assert sum(leaking) >= 3, "corrections of published counts tell hidden ones"


def test_what_two_releases_tell_apart_by_one_correction_is_found() -> None:
    """Two services, 3 and 12 referrals; 12 becomes 13, and only then is shown: together they tell the 3."""
    ledger = Ledger()
    before = ledger.count({"total": 15, "few": 3, "many": 12})
    ledger.relate([((before["total"], -1), (before["few"], 1), (before["many"], 1))])
    ledger.tell(Told(((before["total"], 1),), 15, 15))
    few = ((before["few"], 1),)
    assert given_away(ledger.knowledge(), [Hidden(few, 5)]) == []
    after = ledger.count({"total": 16, "few": 3, "many": 13})
    assert after["few"] == before["few"]
    ledger.relate([tuple(sorted([(after["total"], -1), (after["few"], 1), (after["many"], 1)]))])
    ledger.tell(Told(((after["total"], 1),), 16, 16))
    ledger.tell(Told(((after["many"], 1),), 13, 13))
    assert given_away(ledger.knowledge(), [Hidden(few, 5)]) == [Hidden(few, 5)]


class _Reader:
    """What SciPy's reader knows of a history: every number shown, and which counts no correction touched."""

    def __init__(self, history: History) -> None:
        self.least: dict[Hashable, int] = {}
        self.known: list[tuple[dict[Hashable, int], int]] = []
        self.hidden: dict[Hashable, dict[Hashable, int]] = {}
        self._versions: dict[Hashable, list[int]] = {}
        for counts, decision in history.published:
            self._read(counts, decision)

    def _read(self, counts: Counts, decision: Decision) -> None:
        end = max(cell.period.end for cell in decision.shown)
        quarters = periods_within(PeriodKind.QUARTER, START, end)
        for quarter, (measure, by) in product(quarters, _SPLIT):
            parts = self._parts(counts, CellKey((measure,), quarter))
            for member in counts.members[by]:
                for name in self._parts(counts, CellKey((measure,), quarter, by, member.code)):
                    parts[name] = -1
            self.known.append((parts, 0))
        for period, service in product(quarters, [None, *counts.members[Breakdown.SERVICE]]):
            self._know_what_is_left(counts, period, service)
        for cell, value in decision.shown.items():
            self.known.append((self._parts(counts, cell), value))
        for measure in (Measure.RECEIVED, Measure.ACCEPTED):
            for period in periods_within(PeriodKind.MONTH, START, end):
                self._hide(counts, decision, CellKey((measure,), period))
            for quarter, member in product(quarters, counts.members[Breakdown.SERVICE]):
                self._hide(counts, decision, CellKey((measure,), quarter, Breakdown.SERVICE, member.code))

    def _know_what_is_left(self, counts: Counts, period: Period, service: Member | None) -> None:
        """Whoever was accepted or declined was received: the rest is 0 at least, and never told."""
        of = (Breakdown.SERVICE, service.code) if service else ()
        parts = self._parts(counts, CellKey((Measure.RECEIVED,), period, *of))
        for name in self._parts(counts, CellKey((Measure.ACCEPTED, Measure.DECLINED), period, *of)):
            parts[name] = -1
        rest = ("rest", *parts)
        self.least[rest] = 0
        self.known.append(({**parts, rest: -1}, 0))

    def _hide(self, counts: Counts, decision: Decision, cell: CellKey) -> None:
        if is_small(counts.total(*cell)) and cell not in decision.shown:
            parts = self._parts(counts, cell)
            self.hidden[tuple(parts)] = parts

    def _parts(self, counts: Counts, cell: CellKey) -> dict[Hashable, int]:
        spans = [cell.period]
        if cell.breakdown is None:
            spans = periods_within(PeriodKind.MONTH, cell.period.start, cell.period.end)
        return {
            self._version(
                (measure, span.start, cell.breakdown, cell.member), counts.total((measure,), span, *cell[2:])
            ): 1
            for measure in cell.measures
            for span in spans
        }

    def _version(self, name: Hashable, value: int) -> Hashable:
        values = self._versions.setdefault(name, [])
        if not values or values[-1] != value:
            values.append(value)
        version = (name, len(values))
        self.least[version] = min(value, 1)
        return version


_SPLIT = [
    (Measure.RECEIVED, Breakdown.AGENCY),
    (Measure.RECEIVED, Breakdown.SERVICE),
    (Measure.ACCEPTED, Breakdown.SERVICE),
    (Measure.DECLINED, Breakdown.SERVICE),
    (Measure.DECLINED, Breakdown.REASON),
]


@pytest.mark.parametrize("seed", range(SAMPLED))
def test_another_reader_by_another_library_finds_nothing_either(seed: int) -> None:
    reader = _Reader(played(1000 + seed, RELEASES))
    chosen = Random(seed).sample(sorted(reader.hidden, key=repr), min(25, len(reader.hidden)))
    assert chosen
    for name in chosen:
        assert largest(reader.hidden[name], reader.known, reader.least) >= 5 - 1e-6, name
