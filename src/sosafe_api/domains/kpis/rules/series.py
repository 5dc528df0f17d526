"""What holds a series together: for which days its definition stands, and where no sum or comparison may pass."""

from sosafe_api.core.months import first_of_month
from sosafe_api.domains.kpis.rules.definition import Break, Definition
from sosafe_api.domains.kpis.rules.periods import Period


def stands(definition: Definition, period: Period) -> bool:
    """Whether the definition holds for every month whose counts make the value."""
    if counted(definition, period).start < first_of_month(definition.valid_from):
        return False
    return definition.valid_to is None or period.last_day <= definition.valid_to


def counted(definition: Definition, period: Period) -> Period:
    """The months whose counts make the value: of what stands at the end, the last one only."""
    return period.last_month if definition.at_end else period


def crossed(definition: Definition, period: Period) -> Break | None:
    """The first break within what the value sums up."""
    summed = counted(definition, period)
    return next((found for found in definition.breaks if summed.start < found.on < summed.end), None)


def before(definition: Definition, period: Period) -> Break | None:
    """The break between the period and the one before it: a line drawn through both would mislead.

    A period that sums across the break itself is no neighbour: the first whole one after it bears the note.
    Years to date bear it throughout the year that follows.
    """
    earlier = period.previous or period.year_before
    since = counted(definition, earlier).start
    found = [item for item in definition.breaks if since < item.on <= counted(definition, period).start]
    return found[-1] if found else None


def apart(definition: Definition, one: Period, other: Period) -> Break | None:
    """A break that lies between two periods or within one of them, so that they cannot be compared."""
    earlier, later = sorted((counted(definition, one), counted(definition, other)))
    last = max(earlier.end, later.end)
    return next((item for item in definition.breaks if earlier.start < item.on < last), None)
