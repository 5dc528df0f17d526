"""How each operation that writes is tried: fit and unfit requests, aimed at records that are there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx

from sosafe_api.core.http.policy import Body
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.access.requests import ABSENT, route_of
from tests.access.table import TABLE
from tests.contract.arrangements import OF_NOBODY, arranged, by_name, examples, with_real_values
from tests.domains.placements.steps import stepped_up
from tests.fixtures.world import PURPOSE, World

SENT = "mark-of-what-is-sent"
# Others rest on the records of nobody, so they are written to last.
WRITES = sorted(
    (name for name, row in TABLE.items() if row.method != "GET" and not row.open),
    key=lambda name: (bool(OF_NOBODY.intersection(by_name(name).content["tags"])), name),
)


@dataclass(frozen=True)
class Write:
    """One request of an operation that writes, fit to succeed unless it has been spoilt."""

    name: str
    places: dict[str, str]
    media_type: str
    body: Any
    headers: dict[str, str]

    @property
    def content(self) -> bytes:
        if isinstance(self.body, dict):
            return json.dumps(self.body).encode()
        return self.body if isinstance(self.body, bytes) else str(self.body or "").encode()

    def send(self, http: httpx.Client, caller: dict[str, str]) -> httpx.Response:
        row = TABLE[self.name]
        key = {"Idempotency-Key": str(new_id())} if self.headers.get("Idempotency-Key") else {}
        media = {"Content-Type": self.media_type} if self.media_type else {}
        path = row.path.format(**self.places)
        headers = self.headers | key | media | caller
        return http.request(row.method, path, content=self.content, headers=headers)


def prepared(world: World, name: str, body: dict[str, Any] | None = None) -> Write:
    """The operation's first example, or a body of its own, in a state in which it succeeds."""
    operation = by_name(name)
    call = arranged(world, operation)
    call.client.close()
    media_type, example = next(examples(operation), ("", None))
    if media_type:
        body = body or with_real_values(world, example, call)
    if route_of(name).policy.body is Body.STREAM:
        call.headers["Upload-Offset"] = "0"
    return Write(name, call.path, media_type, body, call.headers)


def refusals(write: Write) -> Iterator[tuple[str, Write]]:
    """What is refused whoever sends it and whatever it is sent to, so that it changes nothing."""
    policy = route_of(write.name).policy
    if isinstance(write.body, dict):
        yield "spoilt", replace(write, body={**spoilt(write.body), "unforeseen": SENT})
        yield "cut", replace(write, body=f'{{"narrative": "{SENT}'.encode())
    if policy.body is Body.STREAM and TABLE[write.name].method == "PATCH":
        yield "out of place", replace(write, body=SENT, headers={**write.headers, "Upload-Offset": "7000"})
    if policy.body is not Body.NONE:
        yield "unlabelled", replace(write, media_type="text/plain")
    if write.places:
        yield "absent", replace(write, places=dict.fromkeys(write.places, ABSENT))
        # With a space behind it, which not even a name of the caller's own may have.
        yield "malformed", replace(write, places=dict.fromkeys(write.places, f"{SENT}%20"))
    if policy.if_match:
        yield "stale", replace(write, headers={**write.headers, "If-Match": '"stale"'})
    if policy.if_match or policy.idempotency_key_required:
        yield "bare", replace(write, headers={})


def spoilt(value: Any) -> Any:
    """The same shape, with the mark of what is sent in place of every value."""
    if isinstance(value, dict):
        return {name: spoilt(member) for name, member in value.items()}
    if isinstance(value, list):
        return [spoilt(member) for member in value]
    return SENT


def crossed(write: Write, pool: dict[str, list[str]]) -> Write:
    """The same request, naming records of other people in its body wherever there are any."""
    return replace(write, body=_crossed(write.body, pool))


def _crossed(value: Any, pool: dict[str, list[str]]) -> Any:
    if isinstance(value, list):
        return [_crossed(member, pool) for member in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for name, member in value.items():
        others = [other for other in pool.get(name, ()) if other != member]
        found[name] = others[0] if others and isinstance(member, str) else _crossed(member, pool)
    return found


def caller(world: World, who: Role | str) -> dict[str, str]:
    """What somebody sends who states a purpose and has just proved who they are."""
    authorization = stepped_up(world, who).headers["Authorization"]
    return {"Authorization": authorization, "Purpose": PURPOSE}
