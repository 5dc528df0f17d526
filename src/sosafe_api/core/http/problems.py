"""Turns errors into problem documents (RFC 9457); the only place that knows what an error means over HTTP."""

from typing import Any

import msgspec
from starlette.responses import Response

from sosafe_api.core.errors import FieldError, ServiceError
from sosafe_api.core.http.catalogue import CATALOGUE, ProblemKind
from sosafe_api.core.http.policy import ErrorForm

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
_RETRY_SECONDS = {"service_unavailable": 2, "outcome_unknown": 1, "idempotency_in_progress": 1}


def problem_document(
    error: ServiceError, *, public_url: str, request_id: str
) -> tuple[ProblemKind, dict[str, Any]]:
    kind = CATALOGUE[error.code]
    body: dict[str, Any] = {
        "type": f"{public_url}/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "code": kind.code,
        "detail": error.detail or _count(error.errors) or kind.cause,
        "request_id": request_id,
    }
    if error.errors:
        body["errors"] = [_item(item) for item in error.errors[:MOST_ERRORS]]
    body.update(
        {name: value for name, value in error.members.items() if name not in ("etag", "retry_after", "size")}
    )
    return kind, body


def problem_response(
    error: ServiceError, *, public_url: str, request_id: str, form: ErrorForm | None = None
) -> Response:
    kind, body = problem_document(error, public_url=public_url, request_id=request_id)
    headers = {"Content-Language": "en-GB", "Cache-Control": "no-store"}
    headers.update(_headers(kind, error, public_url))
    told, media_type = (form.write(body), form.media_type) if form else (body, MEDIA_TYPE)
    return Response(msgspec.json.encode(told), kind.status, headers, media_type)


def _challenge(kind: ProblemKind, error: ServiceError, public_url: str) -> str | None:
    """How to authenticate, where that is what is wrong (RFC 6750, 9470 and 9728)."""
    metadata = f'resource_metadata="{public_url}/.well-known/oauth-protected-resource"'
    if kind.code == "unauthenticated":
        return f'Bearer error="invalid_token", {metadata}'
    if kind.code == "insufficient_scope":
        return f'Bearer error="insufficient_scope", scope="{error.members.get("scope", "")}", {metadata}'
    if kind.code == "step_up_required":
        age = error.members.get("max_age", 0)
        return f'Bearer error="insufficient_user_authentication", max_age="{age}", {metadata}'
    return None


def _headers(kind: ProblemKind, error: ServiceError, public_url: str) -> dict[str, str]:
    challenge = _challenge(kind, error, public_url)
    if challenge is not None:
        return {"WWW-Authenticate": challenge}
    if kind.code == "precondition_failed" and "etag" in error.members:
        return {"ETag": error.members["etag"]}
    if kind.code == "range_not_satisfiable":
        return {"Content-Range": f"bytes */{error.members['size']}"}
    if kind.code in _RETRY_SECONDS:
        return {"Retry-After": str(_RETRY_SECONDS[kind.code])}
    if kind.code == "quota_exceeded":
        return {"Retry-After": str(error.members.get("retry_after", 60))}
    return {}


def _count(errors: tuple[FieldError, ...]) -> str | None:
    if not errors:
        return None
    return "1 value needs attention." if len(errors) == 1 else f"{len(errors)} values need attention."


def _item(error: FieldError) -> dict[str, Any]:
    places = {"pointer": error.pointer, "parameter": error.parameter, "header": error.header}
    found = {name: place for name, place in places.items() if place is not None}
    return {**found, "code": error.code, "detail": error.detail, **error.extra}
