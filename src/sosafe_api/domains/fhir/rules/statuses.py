"""Where a referral stands, as FHIR says it: `request-status` of the request, `task-status` of its hand-over."""

from sosafe_api.domains.referrals.rules import Status, Urgency

S = Status
TASK: dict[Status, str] = {
    S.SUBMITTED: "requested",
    S.RECEIVED: "received",
    S.UNDER_REVIEW: "received",
    S.AWAITING_INFORMATION: "on-hold",
    S.ACCEPTED: "accepted",
    S.DECLINED: "rejected",
    S.IN_PROGRESS: "in-progress",
    S.ON_HOLD: "on-hold",
    S.COMPLETED: "completed",
    S.NOT_COMPLETED: "failed",
    S.WITHDRAWN: "cancelled",
    S.ENTERED_IN_ERROR: "entered-in-error",
}
REQUEST: dict[Status, str] = {
    S.SUBMITTED: "active",
    S.RECEIVED: "active",
    S.UNDER_REVIEW: "active",
    S.AWAITING_INFORMATION: "on-hold",
    S.ACCEPTED: "active",
    S.DECLINED: "revoked",
    S.IN_PROGRESS: "active",
    S.ON_HOLD: "on-hold",
    S.COMPLETED: "completed",
    S.NOT_COMPLETED: "completed",
    S.WITHDRAWN: "revoked",
    S.ENTERED_IN_ERROR: "entered-in-error",
}
PRIORITY: dict[Urgency, str] = {
    Urgency.ROUTINE: "routine",
    Urgency.URGENT: "urgent",
    Urgency.SAME_DAY: "asap",
}
# `stat` is at once, which here is the same day as well: nothing is more urgent.
URGENCY: dict[str, Urgency] = {name: urgency for urgency, name in PRIORITY.items()} | {
    "stat": Urgency.SAME_DAY
}
REASONS: dict[Status, str] = {
    S.DECLINED: "referrals.decline_reason",
    S.WITHDRAWN: "referrals.withdrawal_reason",
    S.NOT_COMPLETED: "referrals.not_completed_reason",
    S.ON_HOLD: "referrals.hold_reason",
    S.ENTERED_IN_ERROR: "referrals.error_reason",
}


def statuses_of(codes: list[str] | None, told: dict[Status, str]) -> list[Status] | None:
    """The statuses that FHIR's codes stand for; None where no code is asked for."""
    if codes is None:
        return None
    return [status for status, code in told.items() if code in codes]
