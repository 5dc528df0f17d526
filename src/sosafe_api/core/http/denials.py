"""Refusals that go on record: who asked for personal data and was not given it."""

from uuid import UUID

from starlette.requests import Request

from sosafe_api.core.context import Context
from sosafe_api.core.errors import ServiceError
from sosafe_api.core.http.forced import Forced
from sosafe_api.core.http.runtime import Runtime

_DENIALS = frozenset(
    {
        "insufficient_scope",
        "role_not_permitted",
        "purpose_required",
        "sharing_agreement_missing",
        "step_up_required",
        "quota_exceeded",
        "not_found",
    }
)


async def record_denial(request: Request, runtime: Runtime, context: Context, error: ServiceError) -> None:
    if error.code in _DENIALS and not isinstance(error, Forced):
        await runtime.recorder.denied(context, code=error.code, object_id=object_id(request))


def object_id(request: Request) -> UUID | None:
    for value in request.path_params.values():
        try:
            return UUID(str(value))
        except ValueError:
            continue
    return None
