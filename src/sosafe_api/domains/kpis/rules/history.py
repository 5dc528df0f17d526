"""What a value was from each time on at which something recorded of it changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.medians import Window
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.revisions import Figures
from sosafe_api.domains.kpis.rules.values import Evidence, Population, observe
from sosafe_api.domains.kpis.vocabulary import Breakdown


class CountEvent(NamedTuple):
    """A count from the time on at which it was recorded."""

    recorded_at: datetime
    key: CountKey
    number: int


class Facts(NamedTuple):
    """Which months were covered, and the populations known, from a time on."""

    months: frozenset[date]
    populations: Mapping[str, Mapping[date, Population]]


class Recorded(NamedTuple):
    """An observation's figures from a time on."""

    at: datetime
    figures: Figures


@dataclass(frozen=True, slots=True)
class History:
    """Everything recorded of one kind of records, earliest first."""

    facts: Sequence[tuple[datetime, Facts]]
    counts: Sequence[CountEvent]
    medians: Sequence[tuple[datetime, Window, float | None]]

    def of(
        self,
        definition: Definition,
        period: Period,
        breakdown: Breakdown | None = None,
        member: str | None = None,
    ) -> list[Recorded]:
        """The figures whenever they became others; nothing from before all its months were covered."""
        months = frozenset(series.counted(definition, period).months)
        events = [
            event
            for event in self.counts
            if event.key.month in months and (event.key.breakdown, event.key.member) == (breakdown, member)
        ]
        window = Window(period.start, period.end, member)
        values = [(at, value) for at, found, value in self.medians if found == window]
        known: list[Recorded] = []
        for at, evidence in _states(self._covering(months), events, values, window):
            found = observe(definition, evidence, period, breakdown, member)
            figures = Figures(found.value, found.numerator, found.denominator)
            if not known or known[-1].figures != figures:
                known.append(Recorded(at, figures))
        return known

    def _covering(self, months: frozenset[date]) -> list[tuple[datetime, Facts]]:
        return [(at, facts) for at, facts in self.facts if facts.months >= months]


def _states(
    facts: Sequence[tuple[datetime, Facts]],
    events: Iterable[CountEvent],
    medians: Iterable[tuple[datetime, float | None]],
    window: Window,
) -> Iterator[tuple[datetime, Evidence]]:
    """The evidence as it stood after each time at which something of it was recorded."""
    by_time: dict[datetime, dict[CountKey, int]] = {at: {} for at, _ in [*facts, *medians]}
    for at, key, count in events:
        by_time.setdefault(at, {})[key] = count
    covered, values = dict(facts), dict(medians)
    by_key: dict[CountKey, int] = {}
    known: Facts | None = None
    median: float | None = None
    for at in sorted(by_time):
        by_key |= by_time[at]
        known = covered.get(at, known)
        median = values.get(at, median)
        if known is not None:
            counts = Counts(dict(by_key), known.months)
            yield at, Evidence(counts, at.date(), known.populations, {window: median})
