"""Results: which values each area has at which point, and the codes that a referrer is told. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.outcomes.rules.follow_ups import due_day
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint, ResultArea, ResultValue, RiskChange

A, V, P = ResultArea, ResultValue, MeasurementPoint
_BETTER_OR_WORSE = frozenset({V.IMPROVED, V.SAME, V.WORSE})
_GRADES = (V.LOW, V.STANDARD, V.MEDIUM, V.HIGH)
FAMILY = frozenset(area for area in A if area.value.startswith("family_"))

# How things stood when work began. An area that is not here has no baseline.
BASELINES: dict[ResultArea, frozenset[ResultValue]] = {
    A.HOUSING: frozenset({V.HOUSED, V.AT_RISK_OF_LOSING_HOME, V.NO_FIXED_ABODE}),
    A.SUBSTANCE_USE: frozenset({V.USING, V.NOT_USING}),
    A.EMPLOYMENT_TRAINING_VOLUNTEERING: frozenset({V.TAKING_PART, V.NOT_TAKING_PART}),
    A.SCHOOL_ATTENDANCE: frozenset({V.REGULAR, V.IRREGULAR}),
    A.RISK: frozenset(_GRADES),
    **dict.fromkeys(FAMILY, frozenset({V.NEED_FOUND})),
}
# What had changed when work ended, and again some months later.
RESULTS: dict[ResultArea, frozenset[ResultValue]] = {
    A.HOUSING: frozenset({V.SUSTAINED, V.GAINED, V.LOST}),
    A.ASB_CASE: frozenset({V.NONE_AFTER_CLOSURE, V.REOPENED}),
    A.REOFFENDING: frozenset({V.NONE_KNOWN, V.OFFENDED_AGAIN}),
    A.SUBSTANCE_USE: frozenset({V.STOPPED, V.REDUCED, V.SAME, V.INCREASED}),
    A.EMPLOYMENT_TRAINING_VOLUNTEERING: frozenset({V.STARTED, V.SUSTAINED, V.ENDED, V.NOT_TAKING_PART}),
    A.SCHOOL_ATTENDANCE: _BETTER_OR_WORSE,
    A.RISK: frozenset(_GRADES),
    A.FEELS_SAFER: frozenset({V.SAFER, V.SAME, V.LESS_SAFE}),
    A.PARENTING: _BETTER_OR_WORSE,
    A.DEBTS: frozenset({V.CLEARED, V.REDUCED, V.SAME, V.INCREASED}),
    A.HEALTH: _BETTER_OR_WORSE,
    **dict.fromkeys(FAMILY, frozenset({V.MET, V.PARTLY_MET, V.NOT_MET})),
}
# What has happened stays true: it need not wait for the day on which somebody is asked.
KNOWN_EARLY = frozenset({V.OFFENDED_AGAIN, V.REOPENED})
ONLY_AFTER_CLOSURE = frozenset({A.ASB_CASE})  # at closure there is no "after closure" to speak of


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured once: of what, when in the case's life, and what was found."""

    area: ResultArea
    point: MeasurementPoint
    follow_up_months: int | None
    value: ResultValue


def allowed_values(area: ResultArea, point: MeasurementPoint) -> frozenset[ResultValue]:
    if point is P.BASELINE:
        return BASELINES.get(area, frozenset())
    if point is P.CLOSURE and area in ONLY_AFTER_CLOSURE:
        return frozenset()
    return RESULTS[area]


def result_errors(
    measured: Measurement, measured_on: date, *, opened_on: date, closed_on: date | None
) -> list[FieldError]:
    """Everything that is wrong with a result of a case that was open between the two days."""
    errors = []
    allowed = allowed_values(measured.area, measured.point)
    if not allowed:
        errors.append(FieldError("not_measured_then", "Is not measured of this area.", "#/point"))
    elif measured.value not in allowed:
        errors.append(FieldError("not_a_value_of_area", "Is not a value of this area and point.", "#/value"))
    after = measured.point is P.FOLLOW_UP
    if after and measured.follow_up_months is None:
        errors.append(FieldError("required", "Must be given for a follow-up.", "#/follow_up_months"))
    if not after and measured.follow_up_months is not None:
        errors.append(FieldError("not_wanted", "Must be given for a follow-up only.", "#/follow_up_months"))
    if after and closed_on is None:
        errors.append(FieldError("case_not_closed", "Follows the closing of the case.", "#/point"))
    errors += _day_errors(measured, measured_on, opened_on, closed_on)
    return errors


def _day_errors(
    measured: Measurement, measured_on: date, opened_on: date, closed_on: date | None
) -> list[FieldError]:
    point = measured.point
    if point is P.FOLLOW_UP and closed_on is not None:
        return _follow_up_errors(measured, measured_on, closed_on)
    if point is P.CLOSURE and measured_on < opened_on:
        return [FieldError("before_opening", "Must not be before the case opened.", "#/measured_on")]
    if point is P.BASELINE and closed_on is not None and measured_on > closed_on:
        return [FieldError("after_closure", "Must not be after the case closed.", "#/measured_on")]
    return []


def risk_change(before: ResultValue, after: ResultValue) -> RiskChange:
    steps = _GRADES.index(after) - _GRADES.index(before)
    if steps == 0:
        return RiskChange.SAME
    return RiskChange.LOWER if steps < 0 else RiskChange.HIGHER


def told_values(
    measured: Iterable[Measurement], point: tuple[MeasurementPoint, int | None]
) -> dict[str, str]:
    """By area, what a result at a point says to others than the service: of risk only its change."""
    found = list(measured)
    before = next((item.value for item in found if item.area is A.RISK and item.point is P.BASELINE), None)
    told: dict[str, str] = {}
    for item in found:
        if (item.point, item.follow_up_months) != point:
            continue
        if item.area is not A.RISK:
            told[item.area.value] = item.value.value
        elif before is not None:
            told[item.area.value] = risk_change(before, item.value).value
    return told


def result_codes(measured: Iterable[Measurement]) -> list[str]:
    """What the senders of a case's referrals are told: what had changed when work ended."""
    told = told_values(measured, (P.CLOSURE, None))
    return sorted(f"{area}_{value}" for area, value in told.items())


def _follow_up_errors(measured: Measurement, measured_on: date, closed_on: date) -> list[FieldError]:
    if measured_on < closed_on:
        return [FieldError("before_closure", "Must not be before the case closed.", "#/measured_on")]
    early = measured_on < due_day(closed_on, measured.follow_up_months or 0)
    if early and measured.value not in KNOWN_EARLY:
        told = "Must not be before that many months have passed since the case closed."
        return [FieldError("before_due", told, "#/measured_on")]
    return []
