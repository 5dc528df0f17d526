"""Red, amber, green or grey by a target, and the direction of travel.

The county rule for indicators of community safety: red is missed by more than the tolerance, amber by up to it,
which is 5% unless the target says otherwise.
"""

from fractions import Fraction

from sosafe_api.core.control_charts import Number, exact
from sosafe_api.domains.targets.vocabulary import Rating, Travel, WantedDirection

_PERCENT = 100


def rating(
    value: Number | None, target: Number | None, tolerance_percent: Number, wanted: WantedDirection
) -> Rating:
    """Missed by exactly the tolerance is amber; the tolerance is a percentage of the target."""
    if value is None or target is None:
        return Rating.GREY
    aim = exact(target)
    missed_by = aim - exact(value) if wanted is WantedDirection.HIGHER else exact(value) - aim
    if missed_by <= 0:
        return Rating.GREEN
    return Rating.AMBER if missed_by <= _allowance(aim, tolerance_percent) else Rating.RED


def _allowance(aim: Fraction, tolerance_percent: Number) -> Fraction:
    return abs(aim) * exact(tolerance_percent) / _PERCENT


def travel(value: Number | None, before: Number | None, wanted: WantedDirection | None) -> Travel | None:
    """How a value lies to an earlier one, both as they are shown; None where either is missing."""
    if value is None or before is None:
        return None
    step = exact(value) - exact(before)
    if wanted is None:
        return Travel.SAME if step == 0 else Travel.HIGHER if step > 0 else Travel.LOWER
    if step == 0:
        return Travel.STATIC
    return Travel.IMPROVING if (step > 0) is (wanted is WantedDirection.HIGHER) else Travel.WORSENING
