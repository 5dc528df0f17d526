"""What is safe when several records of one person say different things: the stricter of each. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_TIMES = 2000
_BETWEEN = "; "
PERMITTED = ("may_call", "may_text", "may_leave_voicemail", "may_write")
# What holds where nothing is stated: no way is safe.
UNSTATED: Mapping[str, Any] = {
    "telephone": None,
    "email": None,
    **dict.fromkeys(PERMITTED, False),
    "safe_times": None,
}


def says_anything(stated: Mapping[str, Any]) -> bool:
    """Whether a referral states a rule: a number, an address, times, or that a way is or is not safe.

    One that states none of them was sent by somebody who did not ask, so it is no rule against every way. One
    that only says `may_call: false` was sent by somebody who did.
    """
    return any(value is not None for value in stated.values())


def strictest(stated: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One way of contact is allowed only where every record allows it, at times that each of them names.

    A number or address is the first that a record states, in their order; times that several name stand once.
    """
    times = dict.fromkeys(
        part for found in stated if found.get("safe_times") for part in found["safe_times"].split(_BETWEEN)
    )
    return {
        "telephone": next((found["telephone"] for found in stated if found.get("telephone")), None),
        "email": next((found["email"] for found in stated if found.get("email")), None),
        **{name: all(found.get(name) is True for found in stated) for name in PERMITTED},
        "safe_times": _BETWEEN.join(times) or None,
    }
