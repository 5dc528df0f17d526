"""How a value differs from an earlier one, by what is shown of both; never by what is hidden."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sosafe_api.core.statistics import Number
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.vocabulary import Unit

_ONE_PLACE = Decimal("0.1")


class Change(NamedTuple):
    """An earlier value and the change since: of a percentage in percentage points, without a percent of its own."""

    period: Period
    value: Number
    change: Number
    percent: float | None


def change(unit: Unit, earlier: tuple[Period, Number | None], value: Number | None) -> Change | None:
    """None where either value is not shown. `percent` is 100 (new - old) ÷ old; None where old is 0 or less."""
    period, old = earlier
    if old is None or value is None:
        return None
    was, now = Decimal(str(old)), Decimal(str(value))
    percent = None if unit is Unit.PERCENT else percent_change(was, now)
    return Change(period, old, _number(now - was), percent)


def percent_change(old: Decimal, new: Decimal) -> float | None:
    """To one decimal place, halves away from zero: 40 to 230 is +475.0. Of money below 0 there is none."""
    if old <= 0:
        return None
    return float((100 * (new - old) / old).quantize(_ONE_PLACE, ROUND_HALF_UP))


def _number(exact: Decimal) -> Number:
    return (
        int(exact) if exact == exact.to_integral_value() and exact.as_tuple().exponent == 0 else float(exact)
    )
