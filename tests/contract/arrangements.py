"""Makes an operation's examples runnable: somebody who may call it, real identifiers, the right state."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import httpx
from psycopg import sql

from sosafe_api.contract.document import resolve
from sosafe_api.contract.samples import parameters_of
from sosafe_api.domains.auth.rules import Role
from tests.contract import special
from tests.fixtures.contract import Operation, document, operations
from tests.fixtures.world import World

# Records of no person, on which the others rest: changed by their examples, they would stand in everybody's way.
OF_NOBODY = {"Action plans", "Agencies", "Groups", "Partnership", "Services", "Strategies"}
PREFERRED = [Role.ANALYST, Role.PARTNERSHIP_ADMIN, Role.CASEWORKER, Role.REFERRER]


@dataclass
class Call:
    """A request about to be made. `replaced` are values of the example that only this partnership has."""

    client: httpx.Client
    path: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, Any] = field(default_factory=dict)


Special = dict[str, Callable[[World], Call]]
Identifiers = dict[str, Callable[[World], str]]


@cache
def _special() -> tuple[Special, Identifiers]:
    """What the files beside this one know: each domain's calls in a state of their own, and its identifiers."""
    calls: Special = {}
    identifiers: Identifiers = {}
    for found in iter_modules(special.__path__):
        file = import_module(f"{special.__name__}.{found.name}")
        calls |= file.SPECIAL
        identifiers |= file.IDENTIFIERS
    return calls, identifiers


def fill(world: World) -> None:
    """What the domains add to the examples, then every operation about people that writes, as its examples have it.

    One may stand in another's way, so not each succeeds; what is left empty is for a test to find.
    """
    for found in iter_modules(special.__path__):
        add = getattr(import_module(f"{special.__name__}.{found.name}"), "FILL", None)
        if add is not None:
            add(world)
    for operation in operations():
        writes = operation.method in ("post", "put", "patch") and operation.content["x-access"] != "open"
        if writes and not OF_NOBODY.intersection(operation.content["tags"]):
            for example in list(examples(operation)) or [("", None)]:
                answer = perform(world, operation, *example)
                assert answer.status_code < 500, (str(operation), answer.text)


def by_name(name: str) -> Operation:
    return next(operation for operation in operations() if str(operation) == name)


def arranged(world: World, operation: Operation) -> Call:
    """The call of an operation in a state in which it succeeds."""
    prepared = _special()[0].get(str(operation))
    call = prepared(world) if prepared else Call(_somebody(world, operation))
    for parameter in parameters_of(document(), operation.content):
        name = parameter["name"]
        if parameter["in"] == "path" and name not in call.path:
            call.path[name] = identifier(world, name, parameter)
        if parameter["in"] == "header" and parameter["required"]:
            call.headers.setdefault(name, "*" if name == "If-Match" else parameter["example"])
    return call


def examples(operation: Operation) -> Iterator[tuple[str, Any]]:
    """Every example of the body: its own, and its own with each part replaced by that part's example."""
    for media_type, media in operation.content.get("requestBody", {}).get("content", {}).items():
        schema = media.get("schema", {})
        schema = resolve(document(), schema["$ref"]) if "$ref" in schema else schema
        for whole in schema.get("examples", []):
            yield media_type, whole
            for name, part in schema.get("properties", {}).items():
                for example in _examples_of(part):
                    yield media_type, {**whole, name: example}


def _examples_of(part: dict[str, Any]) -> Iterator[Any]:
    for choice in [part, *part.get("anyOf", [])]:
        found = resolve(document(), choice["$ref"]) if "$ref" in choice else {}
        if found.get("type") == "object":
            yield from found["examples"]
            for name, inner in found.get("properties", {}).items():
                for example in _examples_of(inner):
                    yield {**found["examples"][0], name: example}


def with_real_values(world: World, example: Any, call: Call) -> Any:
    """The example with the identifiers of this partnership in place of the fictional ones."""
    body = copy.deepcopy(example)
    for owner in [body, *body.get("items", [])] if isinstance(body, dict) else []:
        for name in owner:
            if name in call.replaced:
                owner[name] = call.replaced[name]
            elif name.endswith("_id") and isinstance(owner[name], str):
                owner[name] = identifier(world, name, None)
            elif name == "agency_ids":
                owner[name] = [str(found) for found in world.agencies.values()][: len(owner[name])]
    return body


def identifier(world: World, name: str, parameter: dict[str, Any] | None) -> str:
    """A real identifier of this kind, made by the contract's own example where the world has none."""
    known = _special()[1].get(name)
    if known is not None:
        return known(world)
    maker = next((item for item in operations() if item.method == "post" and _makes(item, name)), None)
    if maker is not None:
        answer = perform(world, maker, *next(examples(maker)))
        return str(answer.json()["id"]) if answer.status_code == 201 else _already(world, name)
    found = (parameter or {}).get("example") or (parameter or {}).get("schema", {}).get("examples", [None])[0]
    assert found, f"nothing is known of {name}: add it to the arrangements"
    return str(found)


def _already(world: World, name: str) -> str:
    """What clashed with another of the same kind is there already."""
    table = sql.Identifier(name.removesuffix("_id") + "s")
    query = sql.SQL("SELECT id FROM {} WHERE partnership_id = %s LIMIT 1").format(table)
    (found,) = world.superuser.execute(query, (world.id,)).fetchone() or ("",)
    return str(found)


def _makes(operation: Operation, name: str) -> bool:
    links = operation.content["responses"].get("201", {}).get("links", {})
    return any(link["parameters"].get(name) == "$response.body#/id" for link in links.values())


def perform(world: World, operation: Operation, media_type: str = "", example: Any = None) -> httpx.Response:
    """Sends the operation with this example and answers what came back."""
    call = arranged(world, operation)
    path = operation.path.format(**call.path)
    with call.client as client:
        if not media_type:
            return client.request(operation.method, path, headers=call.headers)
        body = with_real_values(world, example, call)
        if media_type == "application/x-www-form-urlencoded":
            return client.post(path, data=body, headers=call.headers)
        headers = {**call.headers, "Content-Type": media_type}
        content = json.dumps(body) if media_type.endswith("json") else body
        return client.request(operation.method, path, content=content, headers=headers)


def _somebody(world: World, operation: Operation) -> httpx.Client:
    """A person who may call it, rather than a program: people see what can be seen."""
    access = operation.content["x-access"]
    if access == "open":
        return world.service.client()
    roles = [role for role in PREFERRED if role.value in access]
    return world.as_role(roles[0] if roles else Role(access[0]))
