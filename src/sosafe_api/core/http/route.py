"""One request, in order: size, token, quota, rights, purpose, headers, values, the work, commit, answer.

The route class keeps FastAPI's signatures and its contract, and calls the handler itself: a caller without a token
learns nothing from a body it sent, and what is written is committed before the answer's first byte leaves (ADR 0004).
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from fastapi.routing import APIRoute
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sosafe_api.core import clock, idempotency
from sosafe_api.core.actor import Actor, PrincipalKind, VerifiedToken
from sosafe_api.core.context import Context, Upload
from sosafe_api.core.db.session import Transaction
from sosafe_api.core.errors import ServiceError
from sosafe_api.core.http.answers import replayed
from sosafe_api.core.http.binding import Binder
from sosafe_api.core.http.body import check_media_type, read_body, spool_body
from sosafe_api.core.http.declared import problem_statuses
from sosafe_api.core.http.denials import object_id, record_denial
from sosafe_api.core.http.exports import MEDIA_TYPES, ListExport
from sosafe_api.core.http.forced import Forced, force_what_is_asked_for
from sosafe_api.core.http.headers import (
    bearer_token,
    check_accept,
    check_headers,
    state_purpose,
    wants_representation,
)
from sosafe_api.core.http.policy import Body, Policy, policy_of
from sosafe_api.core.http.problems import problem_response
from sosafe_api.core.http.replays import GivenAgain, given_again
from sosafe_api.core.http.retirement import announce, refuse_when_over
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.core.retries import with_retries
from sosafe_api.core.strict_json import parse_json


class ItemConvertor(StringConvertor):
    """An identifier in a path, beside which `export` is an operation of its own with methods of its own."""

    regex = "(?!export$)[^/]+"


register_url_convertor("item", ItemConvertor())


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
            refuse_when_over(self.policy.retirement)
            response = await (
                self._open(request, runtime) if self.policy.open else self._secured(request, runtime)
            )
        except ServiceError as error:
            url, form, told_id = runtime.settings.public_url, self.policy.errors, scope["state"]["request_id"]
            response = problem_response(error, public_url=url, request_id=told_id, form=form)
            if "quota" in scope:
                response.headers.update(scope["quota"].headers())
            if isinstance(error, Forced):
                response.headers["Preference-Applied"] = error.preference
        if "actor" in scope:
            runtime.usage.count(scope["actor"], self.operation_id or "")
        if self.policy.retirement is not None:
            announce(self.policy.retirement, response, runtime.settings.public_url)
        await response(scope, receive, send)

    async def _open(self, request: Request, runtime: Runtime) -> Response:
        caller = request.client.host if request.client else ""
        if self.policy.counted:
            request.scope["quota"] = runtime.quotas.take(caller)
        check_accept(request, self.policy)
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
        token = runtime.identity.verify(bearer_token(request))
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
        policy, wants_record = self.policy, wants_representation(request, self.policy)
        reads = policy.purpose or wants_record
        scope, rights = runtime.identity.opening(token, with_purposes=reads or policy.purpose_in_body)
        context: Context | None = None
        whole = self._exports(request)
        try:
            async with runtime.database.transaction(scope, first_query=rights, snapshot=whole) as transaction:
                actor, true_scope = runtime.identity.actor(token, transaction.opening_rows)
                if true_scope != scope:
                    await transaction.set_scope(true_scope)
                request.scope["actor"] = actor
                clock.move(actor.clock_ahead)
                context = self._context(request, runtime, actor, transaction)
                actor.require(policy.needed)
                if actor.in_test_mode:
                    force_what_is_asked_for(request, lambda: self._problems(request.method), policy.needed)
                if reads and actor.kind is PrincipalKind.USER:
                    state_purpose(request, context)
                    context.prefers_representation = wants_record
                check_headers(request, context, policy)
                arguments = self._binder.query_arguments(request.query_params)
                arguments |= self._body(context, received)
                arguments |= self._binder.path_arguments(request.path_params)
                arguments |= self._binder.surroundings(context, request)
                return await self._perform(request, context, arguments)
        except ServiceError as error:
            if context is not None and policy.data_class >= "C2":
                await record_denial(request, runtime, context, error)
            raise

    def _context(self, request: Request, runtime: Runtime, actor: Actor, transaction: Transaction) -> Context:
        return Context(
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

    def _problems(self, method: str) -> list[int]:
        return problem_statuses(
            self.policy,
            self.responses,
            method.lower(),
            names_something=bool(self.param_convertors),
            exports=self.list_export is not None,
            takes_body=self.policy.body is not Body.NONE,
        )

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
            return await self.list_export.write(request, context, object_id(request), arguments, self._call)
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
