"""One table of an indicator: each observation with the values that it is set against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.changes import Change, change
from sosafe_api.domains.kpis.rules.counts import Member
from sosafe_api.domains.kpis.rules.definition import Break, Definition
from sosafe_api.domains.kpis.rules.measured import (
    NOTHING,
    Days,
    Measured,
    evidence_for,
    may_be_shown,
)
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.values import Evidence, Observation, observe
from sosafe_api.domains.kpis.vocabulary import Breakdown


class Row(NamedTuple):
    """An observation, whose it is, and how it differs from the period before and the same one a year before."""

    observation: Observation
    part: Member | None
    break_before: Break | None
    previous_period: Change | None
    previous_year: Change | None


@dataclass(slots=True)
class Table:
    """All values of one length of period, split or not. Comparisons stay within the table: what it does not show,
    no change tells. `covered` are the months that records tell: there no figure entered by hand counts.
    """

    definition: Definition
    evidence: Evidence
    periods: Sequence[Period]
    breakdown: Breakdown | None = None
    measured: Measured = NOTHING
    covered: frozenset[date] = frozenset()
    _shown: frozenset[Period] = field(init=False)
    _told: frozenset[Days] = field(init=False)
    _observed: dict[tuple[Period, str | None], Observation] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._shown = frozenset(self.periods)
        self._told = may_be_shown(self.definition, self.measured, self.covered)

    @property
    def parts(self) -> list[Member | None]:
        """The whole first."""
        members = self.evidence.counts.members.get(self.breakdown, ()) if self.breakdown else ()
        return [None, *members]

    def rows(self, periods: Iterable[Period]) -> Iterator[Row]:
        for period in periods:
            for part in self.parts:
                yield self.row(period, part)

    def row(self, period: Period, part: Member | None) -> Row:
        return Row(
            self.observation(period, part),
            part,
            series.before(self.definition, period),
            self._change(period, period.previous, part),
            self._change(period, period.year_before, part),
        )

    def observation(self, period: Period, part: Member | None) -> Observation:
        key = (period, part.code if part else None)
        if key not in self._observed:
            by = self.breakdown if part else None
            evidence = self.evidence_of(period, part)
            self._observed[key] = observe(self.definition, evidence, period, by, key[1])
        return self._observed[key]

    def evidence_of(self, period: Period, part: Member | None) -> Evidence:
        """A figure entered by hand is evidence for its own days alone, and of the whole."""
        days, evidence = Days(period.start, period.end), self.evidence
        figure = self.measured.figures.get(days)
        if figure is None or part is not None or self._is_covered(period):
            return evidence
        shown = None if evidence.shown is None else days in self._told
        return evidence_for(self.definition, figure, period, evidence.cut_off, shown=shown)

    def _is_covered(self, period: Period) -> bool:
        return all(month in self.covered for month in series.counted(self.definition, period).months)

    def _change(self, period: Period, earlier: Period | None, part: Member | None) -> Change | None:
        if earlier is None or earlier not in self._shown or series.apart(self.definition, earlier, period):
            return None
        old, new = self.observation(earlier, part), self.observation(period, part)
        return change(self.definition.unit, (earlier, old.value), new.value)
