"""When family work counts as a success: the rule of Supporting Families (programme guidance 2022 to 2025). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sosafe_api.domains.outcomes.rules.follow_ups import due_day
from sosafe_api.domains.outcomes.vocabulary import ResultArea, ResultValue, SuccessReason, SuccessVerdict

FEWEST_NEEDS = 3
HELD_FOR_MONTHS = 6
R = SuccessReason


@dataclass(frozen=True, slots=True)
class FamilyWork:
    """What is known of the work with a family.

    `needs` are the headline outcomes in which a need was found; `measured` says of each when it was last measured
    after closure, and what was found.
    """

    needs: frozenset[ResultArea]
    whole_family_assessed: bool
    planned: bool
    lead_worker: bool
    closed_on: date | None
    measured: Mapping[ResultArea, tuple[date, ResultValue]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps the work from being a success; of which need, where it is of one."""

    code: SuccessReason
    area: ResultArea | None = None


def success_of(work: FamilyWork) -> tuple[SuccessVerdict, list[Reason]]:
    """The verdict with every reason against it: nothing is assumed, so success has none."""
    reasons = []
    if len(work.needs) < FEWEST_NEEDS:
        reasons.append(Reason(R.FEWER_THAN_THREE_NEEDS))
    if not work.whole_family_assessed:
        reasons.append(Reason(R.NO_WHOLE_FAMILY_ASSESSMENT))
    if not work.planned:
        reasons.append(Reason(R.NO_PLAN))
    if not work.lead_worker:
        reasons.append(Reason(R.NO_LEAD_WORKER))
    if work.closed_on is None:
        reasons.append(Reason(R.CASE_NOT_CLOSED))
    else:
        reasons += _not_held(work, due_day(work.closed_on, HELD_FOR_MONTHS))
    if not reasons:
        return SuccessVerdict.SUCCESS, []
    against = {reason.code for reason in reasons}
    # While the case is open the work itself may still mend what is missing; afterwards only time can.
    if R.CASE_NOT_CLOSED in against or against == {R.OUTCOME_NOT_MEASURED}:
        return SuccessVerdict.NOT_YET_KNOWN, reasons
    return SuccessVerdict.NO_SUCCESS, reasons


def _not_held(work: FamilyWork, from_day: date) -> list[Reason]:
    """A need counts as held once it was found met six months after closure or later."""
    reasons = []
    for area in sorted(work.needs):
        day, value = work.measured.get(area, (date.min, ResultValue.NOT_MET))
        if day < from_day:
            reasons.append(Reason(R.OUTCOME_NOT_MEASURED, area))
        elif value is not ResultValue.MET:
            reasons.append(Reason(R.OUTCOME_NOT_HELD, area))
    return reasons
