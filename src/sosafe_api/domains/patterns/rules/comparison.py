"""Each area's count beside what was counted there before, with the probability of a rise. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sosafe_api.core.months import MONTHS_OF_A_YEAR, add_months
from sosafe_api.domains.patterns.rules.months import Window, days_of
from sosafe_api.domains.patterns.rules.probabilities import SIGNIFICANT, adjusted, probability_of_rise
from sosafe_api.domains.patterns.vocabulary import BaselineMethod

MOST_EARLIER_YEARS = 5
LEAST_PRECEDING_MONTHS = 3

Monthly = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The earlier windows that a period is compared with, latest first."""

    method: BaselineMethod
    windows: tuple[Window, ...]

    @property
    def months(self) -> list[date]:
        return [month for window in self.windows for month in window.months]


@dataclass(frozen=True, slots=True)
class ComparedCount:
    """What an area had, and had before. All that rests on a baseline is None where there is none.

    `expected` is what the baseline's rate gives for as many days; `probability` is that of the count or more at
    that rate, `adjusted_probability` the same where all areas are judged together.
    """

    count: int
    earlier: tuple[int, ...]
    rank: int
    expected: float | None = None
    probability: float | None = None
    adjusted_probability: float | None = None

    @property
    def unusual_rise(self) -> bool | None:
        return None if self.adjusted_probability is None else self.adjusted_probability <= SIGNIFICANT


def baseline_of(window: Window, loaded: frozenset[date]) -> Baseline | None:
    """Earlier years where one is loaded as a whole, else the preceding months, if there are enough of them."""
    years = [
        Window(*(add_months(day, -MONTHS_OF_A_YEAR * back) for day in window))
        for back in range(1, MOST_EARLIER_YEARS + 1)
    ]
    whole = tuple(year for year in years if loaded.issuperset(year.months))
    if whole:
        return Baseline(BaselineMethod.SAME_MONTHS_OF_EARLIER_YEARS, whole)
    before = [add_months(window.start, -back) for back in range(1, MONTHS_OF_A_YEAR + 1)]
    months = tuple(Window(month, add_months(month, 1)) for month in before if month in loaded)
    if len(months) >= LEAST_PRECEDING_MONTHS:
        return Baseline(BaselineMethod.PRECEDING_MONTHS, months)
    return None


def compare(
    window: Window, baseline: Baseline | None, counts: Mapping[str, Monthly]
) -> dict[str, ComparedCount]:
    """By area's code; the most first, those of equal counts by code and with one rank."""
    now = {code: _total(monthly, window) for code, monthly in counts.items()}
    order = sorted(now, key=lambda code: (-now[code], code))
    ranks = {code: 1 + sum(other > now[code] for other in now.values()) for code in order}
    if baseline is None:
        return {code: ComparedCount(now[code], (), ranks[code]) for code in order}
    days, days_before = days_of(window.months), days_of(baseline.months)
    earlier = {
        code: tuple(_total(monthly, before) for before in baseline.windows)
        for code, monthly in counts.items()
    }
    share = days / (days + days_before)
    rises = {code: probability_of_rise(now[code], sum(earlier[code]), share) for code in order}
    # An area without an incident then and now says nothing, and would only make the others' rises look less rare.
    telling = [code for code in order if now[code] + sum(earlier[code])]
    together = dict(zip(telling, adjusted([rises[code] for code in telling]), strict=True))
    return {
        code: ComparedCount(
            now[code],
            earlier[code],
            ranks[code],
            sum(earlier[code]) * days / days_before,
            rises[code],
            together.get(code, 1.0),
        )
        for code in order
    }


def _total(monthly: Monthly, window: Window) -> int:
    return sum(monthly.get(month, 0) for month in window.months)
