"""An area's rate among those of the areas most similar to it.

Limits are the mean of the other areas' rates less and plus one standard deviation of a sample. The Home Office
groups partnerships for such comparisons and does not print by what rule its limits are set, so this is a rule of
the service's own; position, distance, rank and trend are what reports on most similar groups show.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, stdev

from sosafe_api.domains.recorded_crime.vocabulary import ComparisonGap, RateTrend, SimilarAreaPosition

FEWEST_RATES = 3
RULE = (
    "Limits: mean of the other areas' rates less and plus one standard deviation of a sample. Above or below:"
    " beyond a limit. Rank 1: the highest rate; equal rates share a rank."
)
_PLACES = Decimal("0.0001")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an area stands in one quarter; `gap` says why it stands nowhere."""

    gap: ComparisonGap | None
    rate: Decimal | None = None
    mean: Decimal | None = None
    lower_limit: Decimal | None = None
    upper_limit: Decimal | None = None
    position: SimilarAreaPosition | None = None
    distance_percent: Decimal | None = None
    rank: int | None = None
    of: int | None = None


def standing(area: str, members: AbstractSet[str] | None, rates: Mapping[str, Decimal]) -> Standing:
    """`members` are the codes of the group, None where there is none; `rates` are per 1,000 by area."""
    own = rates.get(area)
    if members is None:
        return Standing(ComparisonGap.NO_GROUP, own)
    if own is None:
        return Standing(ComparisonGap.NO_OWN_RATE)
    others = [rates[code] for code in sorted(members - {area}) if code in rates]
    if len(others) < FEWEST_RATES:
        return Standing(ComparisonGap.TOO_FEW_RATES, own)
    middle, spread = mean(others), stdev(others)
    lower, upper = middle - spread, middle + spread
    return Standing(
        None,
        own,
        _to(_PLACES, middle),
        _to(_PLACES, lower),
        _to(_PLACES, upper),
        _position(own, lower, upper),
        change_percent(own, middle),
        1 + sum(rate > own for rate in others),
        len(others) + 1,
    )


def _position(own: Decimal, lower: Decimal, upper: Decimal) -> SimilarAreaPosition:
    if own > upper:
        return SimilarAreaPosition.ABOVE
    return SimilarAreaPosition.BELOW if own < lower else SimilarAreaPosition.INLINE


def trend(rate: Decimal | None, before: Decimal | None) -> RateTrend | None:
    """How the rate moved; None where one of both is not known."""
    if rate is None or before is None:
        return None
    if rate == before:
        return RateTrend.STATIC
    return RateTrend.RISING if rate > before else RateTrend.FALLING


def change_percent(rate: Decimal | None, before: Decimal | None) -> Decimal | None:
    """100 x (new - old) / old to one place; None where the old one is 0 or one of both is not known."""
    if rate is None or not before:
        return None
    return _to(_TENTH, 100 * (rate - before) / before)


def _to(place: Decimal, exact: Decimal) -> Decimal:
    """Halves away from zero, as every other figure of the service."""
    return exact.quantize(place, ROUND_HALF_UP)
