"""Makes an operation's examples runnable: somebody who may call it, real identifiers, the right state."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from sosafe_api.contract.document import resolve
from sosafe_api.contract.samples import parameters_of
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.contract import Operation, document, operations
from tests.fixtures.world import SECRET, World

PREFERRED = [Role.ANALYST, Role.PARTNERSHIP_ADMIN, Role.CASEWORKER, Role.REFERRER]


@dataclass
class Call:
    """A request about to be made. `replaced` are values of the example that only this partnership has."""

    client: httpx.Client
    path: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, Any] = field(default_factory=dict)


def by_name(name: str) -> Operation:
    return next(operation for operation in operations() if str(operation) == name)


def arranged(world: World, operation: Operation) -> Call:
    """The call of an operation in a state in which it succeeds."""
    special = _SPECIAL.get(str(operation))
    call = special(world) if special else Call(_somebody(world, operation))
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
    if name == "referral_id":
        return str(world.push(f"EXAMPLE/{len(world.people)}", referred_on="2026-10-01")["id"])
    known = {
        "service_id": str(world.services["refuge"]),
        "agency_id": str(world.agencies["council"]),
        "area_code": "E07000243",
        "partnership_slug": world.slug,
        "problem_slug": "not-found",
        "kpi_code": "crime_rate",
    }
    if name in known:
        return known[name]
    maker = next((item for item in operations() if item.method == "post" and _makes(item, name)), None)
    if maker is not None:
        answer = perform(world, maker, *next(examples(maker)))
        return str(answer.json()["id"])
    found = (parameter or {}).get("example") or (parameter or {}).get("schema", {}).get("examples", [None])[0]
    assert found, f"nothing is known of {name}: add it to the arrangements"
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


def _token(world: World) -> Call:
    client = world.service.client()
    client.auth = httpx.BasicAuth(world.people["referrer_client"].client_id, SECRET)
    return Call(client)


def _sender(world: World) -> Call:
    count = len(world.people) + world.superuser.execute("SELECT count(*) FROM referrals").fetchone()[0]
    return Call(
        world.as_role(Role.REFERRER_CLIENT), replaced={"agency_reference": f"EXAMPLE/{world.slug}/{count}"}
    )


def _moved(world: World, *targets: str) -> str:
    """A referral that its service has moved so far."""
    referral_id = identifier(world, "referral_id", None)
    for target in targets:
        moved = world.as_role(Role.CASEWORKER).post(
            f"/v1/referrals/{referral_id}/transitions", json={"to": target}, headers={"If-Match": "*"}
        )
        assert moved.status_code == 201, moved.text
    return referral_id


def _received(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), path={"referral_id": _moved(world, "received")})


def _under_review(world: World) -> Call:
    return Call(
        world.as_role(Role.CASEWORKER), path={"referral_id": _moved(world, "received", "under_review")}
    )


def _asked(world: World) -> Call:
    call = _under_review(world)
    asked = call.client.post(
        f"/v1/referrals/{call.path['referral_id']}/questions",
        json={"code": "needs", "question": "What is needed?"},
        headers={"If-Match": "*"},
    )
    return Call(world.as_role(Role.REFERRER), path=call.path, replaced={"question_id": asked.json()["id"]})


def _redirected(world: World) -> Call:
    call = _received(world)
    call.replaced["service_id"] = str(world.services["outreach"])
    return call


def _responsible(world: World) -> Call:
    """An agency is designated for only while it is a responsible authority."""
    member = world.as_role(Role.PARTNERSHIP_ADMIN).post(
        f"/v1/agencies/{world.agencies['council']}/memberships",
        json={"basis": "responsible_authority", "starts_on": "2020-01-01"},
        headers={"Idempotency-Key": f"membership-in-{world.slug}"},
    )
    assert member.status_code in {201, 409}, member.text
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN))


def _uploaded(world: World) -> Call:
    upload = by_name("replace_import_content")
    sent = perform(world, upload, *next(examples(upload)))
    assert sent.status_code == 200, sent.text
    return Call(world.as_role(Role.ANALYST), path={"import_id": sent.json()["id"]})


def _published(world: World) -> Call:
    release = by_name("create_kpi_release")
    made = perform(world, release, *next(examples(release)))
    assert made.status_code == 201, made.text
    return Call(world.service.client())


_SPECIAL: dict[str, Callable[[World], Call]] = {
    "issue_token": _token,
    "create_referral": _sender,
    "create_referral_batch": _sender,
    "create_import_transition": _uploaded,
    "create_liaison_officer": _responsible,
    "create_referral_transition": _received,
    "create_referral_question": _under_review,
    "create_referral_answer": _asked,
    "create_referral_redirection": _redirected,
    "list_published_kpis": _published,
    "get_published_kpi": _published,
    "list_published_observations": _published,
}
