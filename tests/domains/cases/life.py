"""A case's life as services agreed it, stated apart from the code: where it may go, and what its referral does."""

MOVES: dict[str, set[str]] = {
    "open": {"paused", "closing", "closed", "entered_in_error"},
    "paused": {"open", "closing", "closed", "entered_in_error"},
    "closing": {"open", "closed"},
    "closed": {"entered_in_error"},
    "entered_in_error": set(),
}
BODY = {
    "open": {},
    "paused": {"reason_code": "custody"},
    "closing": {"ending": "disengaged"},
    "closed": {"ending": "planned_needs_met"},
    "entered_in_error": {"reason_code": "duplicate"},
}


def allowed(status: str, *, approval: bool, asked_by_caller: bool) -> set[str]:
    """Where approval is required, nobody closes what they did not find asked for by somebody else."""
    barred = {"closed"} if approval and (status != "closing" or asked_by_caller) else set()
    return MOVES[status] - barred


def body(status: str, to: str) -> dict[str, str]:
    """A fit body of the move; an approval states no ending of its own."""
    return {"to": to} if (status, to) == ("closing", "closed") else {"to": to, **BODY[to]}
