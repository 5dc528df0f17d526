"""Money of savings in exact decimal arithmetic: bringing to other prices, rounding, sharing out. Pure.

Two steps round, each half up to the penny (a half penny away from zero): the unit cost in the prices of the
target year, and the saving of a line. Nothing else rounds, so totals are sums of what is shown.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from sosafe_api.core.money import PENNY

# No product of our bounded factors has as many digits; a quotient that comes nearer to half a penny than the
# last of them would need an index of more digits than one may have.
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])


def to_the_penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, context=_EXACT)


def product(*factors: Decimal) -> Decimal:
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return result


def uprated(cost: Decimal, index_source: Decimal, index_target: Decimal) -> Decimal:
    """A cost in the prices of the target year: cost x target / source, to the penny."""
    return to_the_penny(_EXACT.divide(product(cost, index_target), index_source))


def saving(quantity: Decimal, unit_cost: Decimal, deadweight: Decimal, attribution: Decimal) -> Decimal:
    """Quantity x unit cost x (1 - deadweight) x attribution, to the penny; negative where costs rose.

    The model of HM Treasury, "Supporting public service transformation: cost benefit analysis guidance for
    local partnerships" (2014), without correction for optimism bias, drop-off or lag.
    """
    return to_the_penny(product(quantity, unit_cost, _EXACT.subtract(Decimal(1), deadweight), attribution))


def apportioned(amount: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Shares an amount of whole pennies out by weight, so that the parts add up to it exactly.

    Largest remainders (Hamilton's method; M. L. Balinski, H. P. Young, "Fair Representation", 1982): each gets
    its quota's whole pennies, and the pennies left go one each to the largest remainders; of equal ones, to the
    first in alphabetical order.
    """
    whole = _integers(weights)
    total = sum(whole.values())
    pennies = abs(int(amount.scaleb(2, _EXACT)))
    quotas = {name: divmod(pennies * weight, total) for name, weight in whole.items()}
    left = pennies - sum(quota for quota, _ in quotas.values())
    by_remainder = sorted(quotas, key=lambda name: (-quotas[name][1], name))
    extra = set(by_remainder[:left])
    sign = -1 if amount < 0 else 1
    return {name: Decimal(sign * (quotas[name][0] + (name in extra))).scaleb(-2, _EXACT) for name in weights}


def _integers(weights: Mapping[str, Decimal]) -> dict[str, int]:
    """The weights times one power of ten that leaves no fraction."""
    places = max(-int(weight.as_tuple().exponent) for weight in weights.values())
    return {name: int(weight.scaleb(max(places, 0), _EXACT)) for name, weight in weights.items()}
