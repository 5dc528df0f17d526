"""Follow-ups: the days on which results are measured again, and how one is concluded. Pure."""

from calendar import monthrange
from datetime import date

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.outcomes.vocabulary import FollowUpOutcome, FollowUpStatus, UnableReason

MOST_MONTHS = 60
# Nobody is asked again after these endings: the case was none, or there is nobody left to ask.
ENDINGS_WITHOUT_FOLLOW_UP = ("died", "duplicate")


def due_day(closed_on: date, months: int) -> date:
    """The same day of the month some months later, or the month's last where it has no such day.

    PostgreSQL's `date + interval` agrees: 31 August and six months give 28 or 29 February.
    """
    years, index = divmod(closed_on.year * 12 + closed_on.month - 1 + months, 12)
    return date(years, index + 1, min(closed_on.day, monthrange(years, index + 1)[1]))


def status_on(day: date, due_on: date, outcome: FollowUpOutcome | None) -> FollowUpStatus:
    if outcome is not None:
        return FollowUpStatus(outcome.value)
    return FollowUpStatus.DUE if due_on <= day else FollowUpStatus.AWAITED


def conclusion_errors(
    outcome: FollowUpOutcome,
    reason: UnableReason | None,
    concluded_on: date,
    *,
    closed_on: date,
    due_on: date,
) -> list[FieldError]:
    """What is wrong with how a follow-up is said to have been concluded.

    That somebody cannot be asked any more may be known early; that they were asked, on the day due at the
    earliest.
    """
    errors = []
    if outcome is FollowUpOutcome.UNABLE and reason is None:
        errors.append(FieldError("required", "Must be given when nothing was measured.", "#/reason_code"))
    if outcome is FollowUpOutcome.DONE and reason is not None:
        errors.append(
            FieldError("not_wanted", "Must be given only when nothing was measured.", "#/reason_code")
        )
    if concluded_on < closed_on:
        errors.append(FieldError("before_closure", "Must not be before the case closed.", "#/concluded_on"))
    elif outcome is FollowUpOutcome.DONE and concluded_on < due_on:
        errors.append(FieldError("before_due", "Must not be before the follow-up is due.", "#/concluded_on"))
    return errors
