"""Which months of records are complete, where no file says so."""

from collections.abc import Collection
from datetime import date

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.rules.definition import Records

# Agencies return these later: a month that none has returned yet is no month without incidents.
_RETURNED = frozenset({Records.ASB_RETURNS, Records.FIRE_RETURNS})
# Of two sources: a month counts where both have it.
_NAMED = frozenset({Records.CRIME_AND_ASB})


def covered(records: Records, counted: Collection[date], end: date) -> frozenset[date]:
    """From the first month in which there was anything on, up to `end`, or to the last that was returned.

    Within these a month without anything counts as 0.
    """
    if not counted:
        return frozenset()
    if records in _NAMED:
        return frozenset(counted)
    until = add_months(max(counted), 1) if records in _RETURNED else end
    return frozenset(months_between(min(counted), until))
