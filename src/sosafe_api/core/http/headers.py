"""What the headers of a request say: who asks, what for, in which form, on which version, and whether once more."""

import re

from starlette.requests import Request

from sosafe_api.core.context import Context
from sosafe_api.core.errors import (
    FieldError,
    IdempotencyKeyMissing,
    InvalidHeader,
    NotAcceptable,
    PurposeRequired,
    SharingAgreementMissing,
    Unauthenticated,
)
from sosafe_api.core.http.body import check_media_type
from sosafe_api.core.http.conditional import entity_tags, only_new
from sosafe_api.core.http.policy import Body, Policy

_KEY = re.compile(r'^"?([\x21\x23-\x7e]{16,255})"?$')
_PURPOSE = re.compile(r"^[a-z][a-z0-9_]{0,63}$")
_BAD_KEY = FieldError(
    "wrong_format", "Must be 16 to 255 visible ASCII characters, best a UUID.", header="Idempotency-Key"
)


def bearer_token(request: Request) -> str:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated()
    return credentials


def wants_representation(request: Request, policy: Policy) -> bool:
    if not policy.representation:
        return False
    stated = ",".join(request.headers.getlist("prefer")).lower()
    return "return=representation" in {part.partition(";")[0].strip() for part in stated.split(",")}


def state_purpose(request: Request, context: Context) -> None:
    stated = request.headers.get("purpose")
    if stated is None or not _PURPOSE.match(stated):
        raise PurposeRequired()
    context.purpose = context.actor.purpose(stated)
    if context.purpose is None:
        raise SharingAgreementMissing()


def check_headers(request: Request, context: Context, policy: Policy) -> None:
    check_accept(request, policy)
    if policy.body is not Body.NONE:
        check_media_type(request, policy.body_types)
    if policy.if_match:
        context.if_match = entity_tags(request.headers.get("if-match"))
    if policy.creates_or_replaces:
        context.only_new = only_new(request)
        context.if_match = None if context.only_new else entity_tags(request.headers.get("if-match"))
    key = request.headers.get("idempotency-key") if policy.answer_kept else None
    if key is not None:
        found = _KEY.match(key)
        if not found:
            raise InvalidHeader(errors=[_BAD_KEY])
        context.idempotency_key = found[1]
    elif policy.idempotency_key_required:
        raise IdempotencyKeyMissing()


def check_accept(request: Request, policy: Policy) -> None:
    accept = request.headers.get("accept", "*/*").lower()
    if accept == "*/*":
        return
    wanted = {part.split(";")[0].strip() for part in accept.split(",")}
    written = {media_type.partition("/")[0] for media_type in policy.media_types}
    wildcards = {"*/*", "application/*", *(f"{kind}/*" for kind in written)}
    if not wanted & wildcards and not wanted & {*policy.media_types, "application/problem+json"}:
        raise NotAcceptable(available=list(policy.media_types))
