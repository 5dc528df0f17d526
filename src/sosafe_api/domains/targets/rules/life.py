"""What may become of a target, and which version of it was in force at a time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from sosafe_api.domains.targets.vocabulary import TargetStatus

TARGET_TRANSITIONS: dict[TargetStatus, frozenset[TargetStatus]] = {
    TargetStatus.PROPOSED: frozenset({TargetStatus.AGREED, TargetStatus.WITHDRAWN}),
    TargetStatus.AGREED: frozenset({TargetStatus.PROPOSED, TargetStatus.WITHDRAWN}),
    TargetStatus.WITHDRAWN: frozenset({TargetStatus.PROPOSED}),
}
# To `proposed` a target moves by being changed, never by a move of its status alone.
BY_TRANSITION = frozenset({TargetStatus.AGREED, TargetStatus.WITHDRAWN})
LIVES = {"The life of a target": TARGET_TRANSITIONS}


class VersionLike(Protocol):
    """One version of a target."""

    status: str
    changed_at: datetime


Version = TypeVar("Version", bound=VersionLike)


def in_force(versions: Iterable[Version], at: datetime) -> Version | None:
    """Of one target's versions in order of time, what was agreed last by then; nothing once it is withdrawn.

    A change is a proposal: what was agreed before it holds until the change is agreed.
    """
    found: Version | None = None
    for version in versions:
        if version.changed_at > at:
            break
        if version.status == TargetStatus.AGREED:
            found = version
        elif version.status == TargetStatus.WITHDRAWN:
            found = None
    return found
