"""The life of a release of indicators. Pure: no I/O."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.kpis.vocabulary import ReleaseStatus, ReleaseStep

_S = ReleaseStatus
TRANSITIONS: dict[ReleaseStatus, frozenset[ReleaseStatus]] = {
    _S.DRAFT: frozenset({_S.CHECKED, _S.REFUSED, _S.DISCARDED}),
    _S.CHECKED: frozenset({_S.PUBLISHED, _S.DISCARDED}),
    _S.REFUSED: frozenset({_S.DISCARDED}),
    _S.PUBLISHED: frozenset({_S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
    _S.DISCARDED: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {"The life of a release of indicators": TRANSITIONS}
# Once published, or given up, what a release says stands.
OPEN = frozenset({_S.DRAFT, _S.CHECKED, _S.REFUSED})


def allowed_steps(status: ReleaseStatus) -> list[ReleaseStep]:
    """What somebody may move the release to now."""
    return [step for step in ReleaseStep if ReleaseStatus(step.value) in TRANSITIONS[status]]


def reason_errors(to: ReleaseStep, reason: str | None) -> list[FieldError]:
    """A withdrawal needs its reason, which everybody reads; no other step takes one."""
    if (to is ReleaseStep.WITHDRAWN) is (reason is not None):
        return []
    if reason is None:
        return [FieldError("required", "Must say why the release is withdrawn.", pointer="#/reason")]
    return [FieldError("not_wanted", "Is stated for withdrawals only.", pointer="#/reason")]
