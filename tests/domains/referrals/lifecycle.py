"""A referral's lifecycle as partners agreed it, stated apart from the code: who may move it where."""

SENDER, SERVICE = "sender", "service"
EITHER = {SENDER, SERVICE}
MOVES: dict[str, dict[str, set[str]]] = {
    "submitted": {"received": {SERVICE}, "withdrawn": {SENDER}, "entered_in_error": EITHER},
    "received": {
        "under_review": {SERVICE},
        "accepted": {SERVICE},
        "declined": {SERVICE},
        "withdrawn": {SENDER},
        "entered_in_error": EITHER,
    },
    "under_review": {
        "accepted": {SERVICE},
        "declined": {SERVICE},
        "withdrawn": {SENDER},
        "entered_in_error": EITHER,
    },
    "awaiting_information": {
        "under_review": {SERVICE},
        "declined": {SERVICE},
        "withdrawn": {SENDER},
        "entered_in_error": EITHER,
    },
    "accepted": {"in_progress": {SERVICE}, "withdrawn": {SENDER}, "entered_in_error": EITHER},
    "in_progress": {
        "on_hold": {SERVICE},
        "completed": {SERVICE},
        "not_completed": {SERVICE},
        "entered_in_error": {SERVICE},
    },
    "on_hold": {"in_progress": {SERVICE}, "not_completed": {SERVICE}, "entered_in_error": {SERVICE}},
    "declined": {"entered_in_error": {SERVICE}},
    "completed": {"entered_in_error": {SERVICE}},
    "not_completed": {"entered_in_error": {SERVICE}},
    "withdrawn": {"entered_in_error": EITHER},
    "entered_in_error": {},
}
# A question leads here and nothing else does.
ASKED_FROM = {"under_review", "awaiting_information"}
REASONS = {
    "declined": "no_capacity",
    "withdrawn": "client_request",
    "not_completed": "disengaged",
    "on_hold": "hospital",
    "entered_in_error": "wrong_person",
}
UNDECIDED = {"submitted", "received", "under_review", "awaiting_information"}


def move_body(to: str) -> dict[str, str]:
    return {"to": to, "reason_code": REASONS[to]} if to in REASONS else {"to": to}
