"""One table of an indicator: each observation with the values that it is set against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.changes import Change, change
from sosafe_api.domains.kpis.rules.counts import Member
from sosafe_api.domains.kpis.rules.definition import Break, Definition
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
    no change tells.
    """

    definition: Definition
    evidence: Evidence
    periods: Sequence[Period]
    breakdown: Breakdown | None = None
    _shown: frozenset[Period] = field(init=False)
    _observed: dict[tuple[Period, str | None], Observation] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._shown = frozenset(self.periods)

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
            self._observed[key] = observe(self.definition, self.evidence, period, by, key[1])
        return self._observed[key]

    def _change(self, period: Period, earlier: Period | None, part: Member | None) -> Change | None:
        if earlier is None or earlier not in self._shown or series.apart(self.definition, earlier, period):
            return None
        old, new = self.observation(earlier, part), self.observation(period, part)
        return change(self.definition.unit, (earlier, old.value), new.value)
