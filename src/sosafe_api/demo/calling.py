"""Calls of the demonstration's people to its own API; each raises `httpx.HTTPError` where the service refuses."""

import time
from typing import Any

import httpx

Json = dict[str, Any]
SETTLE_SECONDS = 120
PAUSE_SECONDS = 0.1


def listed(client: httpx.Client, path: str) -> list[Json]:
    """The first page of a list."""
    found: list[Json] = client.get(path).raise_for_status().json()["data"]
    return found


def send(client: httpx.Client, method: str, path: str, content: Json, *, key: str | None = None) -> Json:
    """With a key a create that can be repeated; without one, upon whatever version there is."""
    headers = {"If-Match": "*"} if key is None else {"Idempotency-Key": key}
    made: Json = client.request(method, path, json=content, headers=headers).raise_for_status().json()
    return made


def move(client: httpx.Client, path: str, to: str) -> Json:
    return send(client, "POST", f"{path}/transitions", {"to": to})


def load(client: httpx.Client, resource: str, form: str, content: bytes) -> Json:
    """Imports a file; raises `RuntimeError` when it is neither committed nor held already."""
    wanted = {"resource": resource, "format": form, "commit": "automatic"}
    made: Json = client.post("/v1/imports", json=wanted).raise_for_status().json()
    path = f"/v1/imports/{made['id']}"
    headers = {"Content-Type": "text/csv"}
    client.put(f"{path}/content", content=content, headers=headers).raise_for_status()
    made = move(client, path, "validating")
    deadline = time.monotonic() + SETTLE_SECONDS
    while made["status"] in ("validating", "committing") and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
        made = client.get(path).raise_for_status().json()
    if made["status"] not in ("committed", "duplicate"):
        raise RuntimeError(f"the demonstration's file of {resource} ended {made['status']}")
    return made
