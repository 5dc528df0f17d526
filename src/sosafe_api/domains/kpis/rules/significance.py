"""Whether a value differs from an earlier one by more than chance.

Shares by the z test of two independent proportions with Newcombe's limits of their difference; counts and rates by
the conditional test of two Poisson counts, for periods and populations of unequal size. Sums of money and medians
have no such test here.
"""

from fractions import Fraction
from typing import Any

from sosafe_api.core.control_charts import exact
from sosafe_api.core.statistics import (
    Interval,
    Proportion,
    conditional_p,
    newcombe,
    pooled_z,
    ratio_limits,
    rounded,
    two_sided_p,
)
from sosafe_api.domains.kpis.rules.definition import Definition, Kind
from sosafe_api.domains.targets.vocabulary import ChangeTest

Json = dict[str, Any]
SIGNIFICANT = 0.05
_PERCENT = 100
_P_PLACES, _Z_PLACES, _RATIO_PLACES = 4, 2, 3


def change(definition: Definition, later: Json, earlier: Json) -> Json:
    """From one observation as sent to a later one; both have values."""
    places = definition.decimal_places + 1
    before, difference = exact(earlier["value"]), exact(later["value"]) - exact(earlier["value"])
    percent = rounded(_PERCENT * difference / before, 1) if before else None
    tested = {"test": None, "z": None, "p_value": None, "significant": None,
              "difference_interval": None, "ratio_interval": None}  # fmt: skip
    if definition.kind is Kind.SHARE:
        tested |= _of_shares(later, earlier, places)
    elif definition.kind in (Kind.COUNT, Kind.RATE) and not definition.at_end:
        tested |= _of_counts(definition, later, earlier)
    return {
        "from": earlier["period"],
        "to": later["period"],
        "difference": float(rounded(difference, places)),
        "percent_change": percent,
        **tested,
    }


def _of_shares(later: Json, earlier: Json, places: int) -> Json:
    proportions = [_proportion(later), _proportion(earlier)]
    if None in proportions:
        return {}
    new, old = (found for found in proportions if found is not None)
    z = pooled_z(new, old)
    limits = newcombe(new, old)
    p_value = 1.0 if z is None else two_sided_p(z)
    return {
        "test": ChangeTest.POOLED_Z,
        "z": None if z is None else rounded(z, _Z_PLACES),
        **_probability(p_value),
        "difference_interval": _limits(Interval(*(_PERCENT * limit for limit in limits)), places),
    }


def _proportion(row: Json) -> Proportion | None:
    count, base = _count(row, "numerator"), _count(row, "denominator")
    return Proportion(count / base, base) if count is not None and base else None


def _of_counts(definition: Definition, later: Json, earlier: Json) -> Json:
    new, old = _count(later, "numerator"), _count(earlier, "numerator")
    if new is None or old is None:
        return {}
    of_each = definition.kind is Kind.RATE
    exposure = _exposure(later, of_each=of_each) / _exposure(earlier, of_each=of_each)
    limits = ratio_limits(new, old, float(exposure))
    return {
        "test": ChangeTest.CONDITIONAL_POISSON,
        **_probability(conditional_p(new, old, float(exposure))),
        "ratio_interval": None if limits is None else _limits(limits, _RATIO_PLACES),
    }


def _exposure(row: Json, *, of_each: bool) -> Fraction:
    """Days; times residents or households where the value is a rate of them."""
    days = (row["period"]["end"] - row["period"]["start"]).days
    return Fraction(days * ((_count(row, "denominator") if of_each else None) or 1))


def _count(row: Json, name: str) -> int | None:
    return row[name]["value"] if row[name] else None


def _probability(p_value: float) -> Json:
    return {"p_value": float(rounded(p_value, _P_PLACES)), "significant": p_value < SIGNIFICANT}


def _limits(interval: Interval, places: int) -> Json:
    return {"low": float(rounded(interval.low, places)), "high": float(rounded(interval.high, places))}
