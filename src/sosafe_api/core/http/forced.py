"""Problems that a test partnership's caller asks for by `Prefer: code=429`, to see how its program takes them."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from starlette.requests import Request

from sosafe_api.core.errors import ServiceError
from sosafe_api.core.http.catalogue import CATALOGUE, ProblemKind
from sosafe_api.core.permissions import Permission

_STATUS = re.compile(r'\s*code="?([45][0-9]{2})"?\s*')
_KIND = re.compile(r'\s*example="?([a-z0-9_-]{1,64})"?\s*')


class Forced(ServiceError):
    """A problem that was asked for; nothing was done, and nothing is recorded of it."""

    preference = ""


def force_what_is_asked_for(
    request: Request, declared: Callable[[], Collection[int]], needed: Permission
) -> None:
    """Raises the problem that the caller of a test partnership asked for by `Prefer`."""
    stated = request.headers.getlist("prefer")
    problem = forced(stated, declared(), needed) if stated else None
    if problem is not None:
        raise problem


def forced(prefer: Iterable[str], declared: Collection[int], needed: Permission) -> Forced | None:
    """The problem that the `Prefer` headers ask for, when the operation declares its status; else None.

    `example` names one of several kinds with that status, by code or slug; the first of the catalogue otherwise.
    """
    stated = [part for header in prefer for part in re.split("[,;]", header)]
    status = next((int(found[1]) for part in stated if (found := _STATUS.fullmatch(part))), None)
    if status is None or status not in declared:
        return None
    kinds = [kind for kind in CATALOGUE.values() if kind.status == status]
    wanted = next((found[1].replace("-", "_") for part in stated if (found := _KIND.fullmatch(part))), None)
    kind = next((kind for kind in kinds if kind.code == wanted), kinds[0])
    return _problem(kind, needed)


def _problem(kind: ProblemKind, needed: Permission) -> Forced:
    members: dict[str, dict[str, Any]] = {
        "insufficient_scope": {"scope": needed.value},
        "quota_exceeded": {"retry_after": 1, "violated_policies": ["client"]},
        "step_up_required": {"max_age": 300},
        "transition_not_allowed": {"allowed_to": []},
    }
    of_kind = type("ForcedOfKind", (Forced,), {"code": kind.code, "preference": f"code={kind.status}"})
    problem: Forced = of_kind(**members.get(kind.code, {}))
    return problem
