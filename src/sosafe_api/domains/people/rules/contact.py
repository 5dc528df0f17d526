"""What is safe when several records of one person say different things: the stricter of each. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

PERMITTED = ("may_call", "may_text", "may_leave_voicemail", "may_write")


def strictest(stated: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One way of contact is allowed only where every record allows it, at times that each of them names.

    A number or address is the first that a record states, in their order.
    """
    times = dict.fromkeys(found["safe_times"] for found in stated if found.get("safe_times"))
    return {
        "telephone": next((found["telephone"] for found in stated if found.get("telephone")), None),
        "email": next((found["email"] for found in stated if found.get("email")), None),
        **{name: all(found.get(name) is True for found in stated) for name in PERMITTED},
        "safe_times": "; ".join(times) or None,
    }
