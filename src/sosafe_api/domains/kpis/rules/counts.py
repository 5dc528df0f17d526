"""Elementary counts by month, and what they add up to over a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.vocabulary import Breakdown


class Member(NamedTuple):
    """One part of a breakdown: an agency, a service or a reason."""

    code: str
    name: str


class CountKey(NamedTuple):
    """What was counted, in which month, for whom; without a breakdown, for the whole partnership."""

    measure: Measure
    month: date
    breakdown: Breakdown | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of the months that are complete. What is not named was counted and is 0.

    `withheld` are parts about which every number is sensitive: no table that splits by them tells one.
    """

    by_key: Mapping[CountKey, int]
    months: frozenset[date]
    members: Mapping[Breakdown, Sequence[Member]] = field(default_factory=dict)
    withheld: frozenset[tuple[Breakdown | None, str | None]] = frozenset()

    def within(self, start: date, end: date) -> "Counts":
        """Those of the months from `start` up to, not including, `end`."""
        by_key = {key: count for key, count in self.by_key.items() if start <= key.month < end}
        months = frozenset(month for month in self.months if start <= month < end)
        return replace(self, by_key=by_key, months=months)

    def cover(self, period: Period) -> bool:
        """Whether every month of the period is complete; a sum over fewer would mislead."""
        return all(month in self.months for month in period.months)

    def total(
        self,
        measures: Sequence[Measure],
        period: Period,
        breakdown: Breakdown | None = None,
        member: str | None = None,
    ) -> int:
        return sum(
            self.by_key.get(CountKey(measure, month, breakdown, member), 0)
            for measure in measures
            for month in period.months
        )
