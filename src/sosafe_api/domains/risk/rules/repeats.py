"""Repeats: further abuse between the same two people within some months of their last referral to a MARAC.

Any abuse counts, criminal or not, reported to anybody (SafeLives, definition of a repeat). A period of months
ends at the end of the day of the same number, or of the month's last day where it has no such day (Dodds v
Walker [1981] UKHL 1): one of twelve months from 3 March 2017 on includes 3 March 2018, one from 29 February
2016 on ends with 28 February 2017. The day of the referral itself is before the period.
"""

from datetime import date

from sosafe_api.core.months import months_after
from sosafe_api.domains.risk.vocabulary import PairHistory


def pair_history(last_referral: date | None, event_on: date, months: int) -> PairHistory:
    """`last_referral` is the day of the pair's last referral before the day of the event."""
    if last_referral is None:
        return PairHistory.NO_EARLIER_REFERRAL
    repeated = event_on <= months_after(last_referral, months)
    return PairHistory.REPEAT if repeated else PairHistory.LAPSED
