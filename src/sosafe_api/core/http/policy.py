"""What each route asks of its caller. A route without a policy keeps the service from starting."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.routing import BaseRoute, Mount

from sosafe_api.core.errors import UnsafeInstallation
from sosafe_api.core.http.retirement import Retirement
from sosafe_api.core.permissions import Permission


class Body(StrEnum):
    """How a request's body is read."""

    NONE = "none"
    JSON = "application/json"
    MERGE_PATCH = "application/merge-patch+json"
    FHIR_JSON = "application/fhir+json"
    STREAM = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class ErrorForm:
    """How a standard of its own has its errors told: `write` makes them of a problem document."""

    media_type: str
    model: Any
    write: Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One route's conditions, checked in a fixed order before its handler runs.

    `permission` None means open to all. `data_class` is the highest class that an answer may hold; from
    C2 on a person states a purpose (`purpose`), and the read is recorded before a byte leaves. Programs
    never get personal data, so they state none. `representation` says that a person who prefers so is
    answered with the record itself (RFC 7240), which is a read like any other. `purpose_in_body` says that the
    body names the purpose, since the read follows later, and holds for that read. `creates_or_replaces` is for a
    PUT to a name of the caller's own: `If-None-Match: *` makes it, `If-Match` changes it, and one of the two must
    be there. `answer_kept` False: the answer must lie nowhere, so an `Idempotency-Key` is not read. `counted` False
    keeps a probe out of the quota. `waits`: the answer waits for work to end, where the caller prefers so. `models` say
    what a media type holds that is not what JSON does. `errors` is for the operations of a standard that has errors of
    a form of its own. `retirement` says that the operation ends, and when.
    """

    permission: Permission | None
    data_class: str = "C1"
    purpose: bool = False
    representation: bool = False
    purpose_in_body: bool = False
    answer_kept: bool = True
    counted: bool = True
    waits: bool = False
    polled: bool = False  # while work goes on, its answers say by Retry-After when to ask again
    if_match: bool = False
    creates_or_replaces: bool = False
    idempotency_key_required: bool = False
    body: Body = Body.NONE
    media_types: tuple[str, ...] = ("application/json",)
    models: tuple[tuple[str, Any], ...] = ()
    errors: ErrorForm | None = None
    description: str = ""
    retirement: Retirement | None = None

    @property
    def body_types(self) -> tuple[str, ...]:
        """Media types that the body may have."""
        if self.body is Body.STREAM:
            rows = ("text/csv", "application/x-ndjson", "application/jsonl")
            return (self.body.value, *rows, "application/offset+octet-stream")
        if self.body is Body.FHIR_JSON:
            return (
                self.body.value,
                Body.JSON.value,
            )  # a server should take either (FHIR R4, RESTful API, 3.1.0.1.11)
        return () if self.body is Body.NONE else (self.body.value,)

    @property
    def reads_json(self) -> bool:
        return self.body in (Body.JSON, Body.MERGE_PATCH, Body.FHIR_JSON)

    @property
    def needed(self) -> Permission:
        """The permission of a secured route; an open one has none to ask for."""
        if self.permission is None:
            raise UndeclaredPolicy("an open route asks for no permission")
        return self.permission

    @property
    def open(self) -> bool:
        return self.permission is None


class UndeclaredPolicy(UnsafeInstallation):
    """A route names no policy and is not declared open."""


def requires(permission: Permission, **conditions: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declares the permission that a route needs, and its further conditions (see `Policy`)."""
    policy = Policy(permission=permission, **conditions)

    def declare(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        endpoint.policy = policy  # type: ignore[attr-defined]
        return endpoint

    return declare


def open_to_all(**conditions: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declares a route open: no token is read, whatever is sent."""
    policy = Policy(permission=None, data_class="C0", **conditions)

    def declare(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        endpoint.policy = policy  # type: ignore[attr-defined]
        return endpoint

    return declare


def policy_of(endpoint: Callable[..., Any], path: str) -> Policy:
    policy = getattr(endpoint, "policy", None)
    if not isinstance(policy, Policy):
        raise UndeclaredPolicy(f"the route {path} names no policy: add @requires(…) or @open_to_all()")
    return policy


def require_policies(routes: Iterable[BaseRoute]) -> None:
    """Raises `UndeclaredPolicy` for a route of another class, which would ask nothing of its caller."""
    for route in routes:
        if isinstance(route, Mount):
            require_policies(route.routes or ())
        elif not isinstance(getattr(route, "policy", None), Policy):
            path = getattr(route, "path", "?")
            raise UndeclaredPolicy(f"the route {path} names no policy: build it with core.http.route.Route")


def claims_own_key(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Declares that the handler's own statement claims the idempotency key, so the route must not."""
    endpoint.claims_its_own_key = True  # type: ignore[attr-defined]
    return endpoint
