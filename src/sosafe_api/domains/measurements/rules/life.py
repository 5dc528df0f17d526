"""Where a measurement may go, and who may take it there. Pure."""

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.measurements.vocabulary import MeasurementStatus, MeasurementWithdrawalReason

S = MeasurementStatus
TRANSITIONS: dict[MeasurementStatus, frozenset[MeasurementStatus]] = {
    S.DRAFT: frozenset({S.RELEASED, S.WITHDRAWN}),
    S.RELEASED: frozenset({S.SUPERSEDED, S.WITHDRAWN}),
    S.SUPERSEDED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
REASONS = {S.WITHDRAWN: MeasurementWithdrawalReason}
LIVES = {"The life of a measurement": TRANSITIONS}


def allowed_transitions(status: MeasurementStatus, *, own_work: bool) -> list[MeasurementStatus]:
    """Where somebody may move it: nobody releases their own work, and only the next release supersedes."""
    closed = {S.SUPERSEDED} | ({S.RELEASED} if own_work else set())
    return [each for each in MeasurementStatus if each in TRANSITIONS[status] - closed]


def reason_errors(to: MeasurementStatus, reason: MeasurementWithdrawalReason | None) -> list[FieldError]:
    """A withdrawal says why; nothing else does."""
    if to is S.WITHDRAWN and reason is None:
        return [FieldError("required", "Must be given for a withdrawal.", "#/reason_code")]
    if to is not S.WITHDRAWN and reason is not None:
        return [FieldError("not_wanted", "Must be given for a withdrawal only.", "#/reason_code")]
    return []
