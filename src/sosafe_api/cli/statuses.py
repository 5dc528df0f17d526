"""The statuses with which the developer's commands end: for scripts, after sysexits.h where it has one."""

from enum import IntEnum
from typing import Self


class Status(IntEnum):
    """Why a command ended; `told` is what the documentation says of it."""

    told: str

    def __new__(cls, value: int, told: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.told = told
        return member

    DONE = 0, "Everything that was asked for is done."
    REFUSED = 1, "The service refused it, or a part of it; the message says why."
    USAGE = 2, "The command line itself is wrong; nothing was sent."
    INCOMPLETE = 65, "What arrived is not whole, and is not kept."
    EXPIRED = 66, "What it would go on from is no longer there: begin anew as the message says."
    UNAVAILABLE = (
        69,
        "Nobody answers there, or not for now, or what answers is not the service; call it again later.",
    )
    NOT_YET = 75, "It did not end in time; call it again, and it goes on."
    NOT_SIGNED_IN = (
        77,
        "Sign in first, or again: nobody is signed in, or the service does not know who calls.",
    )
    CONFIGURATION = 78, "The installation is unsafe or incomplete; only commands of operators end so."
    INTERRUPTED = 130, "Stopped by Ctrl-C before it was done; call it again, and it goes on."
