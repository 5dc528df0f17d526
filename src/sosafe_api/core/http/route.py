"""One request, in order: size, token, quota, rights, purpose, headers, values, the work, commit, answer.

The route class keeps FastAPI's signatures and its contract, and calls the handler itself: a caller without a token
learns nothing from a body it sent, and what is written is committed before the answer's first byte leaves (ADR 0004).
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi.routing import APIRoute
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sosafe_api.core import clock, idempotency
from sosafe_api.core.actor import PrincipalKind, VerifiedToken
from sosafe_api.core.context import Context, Upload
from sosafe_api.core.errors import (
    FieldError,
    IdempotencyKeyMissing,
    InvalidHeader,
    NotAcceptable,
    PurposeRequired,
    ServiceError,
    SharingAgreementMissing,
    Unauthenticated,
)
from sosafe_api.core.http.answers import replayed
from sosafe_api.core.http.binding import Binder
from sosafe_api.core.http.body import check_media_type, read_body, spool_body
from sosafe_api.core.http.conditional import entity_tags, only_new
from sosafe_api.core.http.exports import MEDIA_TYPES, ListExport
from sosafe_api.core.http.policy import Body, Policy, policy_of
from sosafe_api.core.http.problems import problem_response
from sosafe_api.core.http.replays import GivenAgain, given_again
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.core.retries import with_retries
from sosafe_api.core.strict_json import parse_json


class ItemConvertor(StringConvertor):
    """An identifier in a path, beside which `export` is an operation of its own with methods of its own."""

    regex = "(?!export$)[^/]+"


register_url_convertor("item", ItemConvertor())
_KEY = re.compile(r'^"?([\x21\x23-\x7e]{16,255})"?$')
_PURPOSE = re.compile(r"^[a-z][a-z0-9_]{0,63}$")


class Route(APIRoute):
    """A path operation with a policy. Building one without a policy raises `UndeclaredPolicy`."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.policy: Policy = policy_of(endpoint, path)
        if options.get("operation_id") is None:
            options["operation_id"] = endpoint.__name__
        super().__init__(path, endpoint, **options)
        self._binder = Binder(endpoint, set(self.param_convertors))
        self.body_model = self._binder.body_model
        self.list_export: ListExport | None = None
        if self.policy.permission is not None:
            resource = self.policy.permission.value.partition(":")[0]
            self.list_export = ListExport.of(resource, self._binder, options.get("response_model"))
        if self.list_export is not None:
            self.policy = replace(self.policy, media_types=(*self.policy.media_types, *MEDIA_TYPES))
        self._creates = "POST" in (self.methods or ())
        self.app = self._serve

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        runtime: Runtime = scope["app"].state.runtime
        scope["operation"] = self.operation_id
        try:
            response = await (
                self._open(request, runtime) if self.policy.open else self._secured(request, runtime)
            )
        except ServiceError as error:
            url, form, told_id = runtime.settings.public_url, self.policy.errors, scope["state"]["request_id"]
            response = problem_response(error, public_url=url, request_id=told_id, form=form)
            if "quota" in scope:
                response.headers.update(scope["quota"].headers())
        await response(scope, receive, send)

    async def _open(self, request: Request, runtime: Runtime) -> Response:
        caller = request.client.host if request.client else ""
        if self.policy.counted:
            request.scope["quota"] = runtime.quotas.take(caller)
        self._check_accept(request)
        arguments = self._binder.path_arguments(request.path_params)
        arguments |= self._binder.query_arguments(request.query_params)
        arguments |= self._binder.surroundings(None, request)
        response = await with_retries(lambda: self._call(arguments))
        if self.policy.counted and response.status_code == HTTPStatus.NOT_MODIFIED:
            runtime.quotas.give_back(caller)  # an answer without content costs no quota
        elif self.policy.counted:
            response.headers.update(request.scope["quota"].headers())
        return response

    async def _secured(self, request: Request, runtime: Runtime) -> Response:
        token = self._token(request, runtime)
        request.scope["client_id"] = token.client_id
        request.scope["quota"] = quota = runtime.quotas.take(token.client_id)
        settings = runtime.settings
        if self.policy.body is Body.STREAM:
            await self._admit(request, runtime, token)
            upload = await spool_body(
                request, limit=settings.import_part_bytes, seconds=settings.body_seconds * 4
            )
            with upload.content:
                response = await self._in_time(request, runtime, token, upload)
        else:
            raw = b""
            if self.policy.reads_json:
                raw = await read_body(request, limit=settings.body_bytes, seconds=settings.body_seconds)
            response = await self._in_time(request, runtime, token, raw)
        response.headers.update(quota.headers())
        return response

    async def _admit(self, request: Request, runtime: Runtime, token: VerifiedToken) -> None:
        """Rights and headers before a large body is received; no transaction stays open while it arrives."""
        scope, rights = runtime.identity.opening(token, with_purposes=False)
        async with runtime.database.transaction(scope, first_query=rights) as transaction:
            actor, _ = runtime.identity.actor(token, transaction.opening_rows)
            actor.require(self.policy.needed)
        check_media_type(request, self.policy.body_types)

    async def _in_time(
        self, request: Request, runtime: Runtime, token: VerifiedToken, received: bytes | Upload
    ) -> Response:
        def attempt() -> Awaitable[Response]:
            return self._attempt(request, runtime, token, received)

        settings = runtime.settings
        try:
            if self._exports(request):
                with runtime.export_places.taken():
                    return await with_retries(attempt, seconds=settings.export_seconds)
            return await with_retries(attempt, seconds=settings.handler_seconds)
        except GivenAgain as again:
            return replayed(again.stored)

    async def _attempt(
        self, request: Request, runtime: Runtime, token: VerifiedToken, received: bytes | Upload
    ) -> Response:
        policy, wants_record = self.policy, self._wants_record(request)
        reads = policy.purpose or wants_record
        scope, rights = runtime.identity.opening(token, with_purposes=reads or policy.purpose_in_body)
        context: Context | None = None
        whole = self._exports(request)
        try:
            async with runtime.database.transaction(scope, first_query=rights, snapshot=whole) as transaction:
                actor, true_scope = runtime.identity.actor(token, transaction.opening_rows)
                if true_scope != scope:
                    await transaction.set_scope(true_scope)
                context = Context(
                    actor=actor,
                    transaction=transaction,
                    settings=runtime.settings,
                    entity_tags=runtime.entity_tags,
                    sealer=runtime.sealer,
                    cursors=runtime.cursors,
                    pseudonyms=runtime.pseudonyms,
                    now=clock.now(),
                    request_id=request.scope["state"]["request_id"],
                    operation=self.operation_id or "",
                )
                actor.require(policy.needed)
                if reads and actor.kind is PrincipalKind.USER:
                    self._state_purpose(request, context)
                    context.prefers_representation = wants_record
                self._check_headers(request, context)
                arguments = self._binder.query_arguments(request.query_params)
                arguments |= self._body(context, received)
                arguments |= self._binder.path_arguments(request.path_params)
                arguments |= self._binder.surroundings(context, request)
                return await self._perform(request, context, arguments)
        except ServiceError as error:
            if context is not None and policy.data_class >= "C2" and error.code in _DENIALS:
                object_id = _object_id(request)
                await runtime.recorder.denied(context, code=error.code, object_id=object_id)
            raise

    def _body(self, context: Context, received: bytes | Upload) -> dict[str, Any]:
        if isinstance(received, Upload):
            received.content.seek(0)
            context.upload = received
            return {}
        if self.policy.reads_json:
            context.content = parse_json(received)
        return self._binder.body_arguments(received)

    async def _perform(self, request: Request, context: Context, arguments: dict[str, Any]) -> Response:
        """Runs the handler; a create with a key is claimed first and its answer stored with the record."""
        if self.list_export is not None and self._exports(request):
            object_id = _object_id(request)
            return await self.list_export.write(request, context, object_id, arguments, self._call)
        if not self._creates or context.idempotency_key is None:
            return await self._call(arguments)
        context.fingerprint = idempotency.fingerprint(
            request.method, request.url.path, request.url.query, context.content
        )
        if getattr(self.endpoint, "claims_its_own_key", False):
            return await self._call(arguments)
        stored = await idempotency.claim(context)
        if stored is not None:
            return await given_again(context, stored, request.url.path, lambda: self._call(arguments))
        response = await self._call(arguments)
        await idempotency.store(context, response.status_code, dict(response.headers), bytes(response.body))
        return response

    async def _call(self, arguments: dict[str, Any]) -> Response:
        response: Response = await self.endpoint(**arguments)
        return response

    def _exports(self, request: Request) -> bool:
        return self.list_export is not None and self.list_export.asked_for(request) is not None

    def _token(self, request: Request, runtime: Runtime) -> VerifiedToken:
        scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthenticated()
        return runtime.identity.verify(credentials)

    def _wants_record(self, request: Request) -> bool:
        if not self.policy.representation:
            return False
        stated = ",".join(request.headers.getlist("prefer")).lower()
        return "return=representation" in {part.partition(";")[0].strip() for part in stated.split(",")}

    def _state_purpose(self, request: Request, context: Context) -> None:
        stated = request.headers.get("purpose")
        if stated is None or not _PURPOSE.match(stated):
            raise PurposeRequired()
        context.purpose = context.actor.purpose(stated)
        if context.purpose is None:
            raise SharingAgreementMissing()

    def _check_headers(self, request: Request, context: Context) -> None:
        self._check_accept(request)
        if self.policy.body is not Body.NONE:
            check_media_type(request, self.policy.body_types)
        if self.policy.if_match:
            context.if_match = entity_tags(request.headers.get("if-match"))
        if self.policy.creates_or_replaces:
            context.only_new = only_new(request)
            context.if_match = None if context.only_new else entity_tags(request.headers.get("if-match"))
        key = request.headers.get("idempotency-key") if self.policy.answer_kept else None
        if key is not None:
            found = _KEY.match(key)
            if not found:
                raise InvalidHeader(errors=[_BAD_KEY])
            context.idempotency_key = found[1]
        elif self.policy.idempotency_key_required:
            raise IdempotencyKeyMissing()

    def _check_accept(self, request: Request) -> None:
        accept = request.headers.get("accept", "*/*").lower()
        if accept == "*/*":
            return
        wanted = {part.split(";")[0].strip() for part in accept.split(",")}
        written = {media_type.partition("/")[0] for media_type in self.policy.media_types}
        wildcards = {"*/*", "application/*", *(f"{kind}/*" for kind in written)}
        if not wanted & wildcards and not wanted & {*self.policy.media_types, "application/problem+json"}:
            raise NotAcceptable(available=list(self.policy.media_types))


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
_BAD_KEY = FieldError(
    "wrong_format", "Must be 16 to 255 visible ASCII characters, best a UUID.", header="Idempotency-Key"
)


def _object_id(request: Request) -> UUID | None:
    for value in request.path_params.values():
        try:
            return UUID(str(value))
        except ValueError:
            continue
    return None
