"""Exports for the tests: asked for, written by a worker, fetched."""

from typing import Any

import httpx

from sosafe_api import worker
from sosafe_api.core.ids import new_id
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService

PATH = "/v1/exports"


def ask(client: httpx.Client, address: str, form: str = "ndjson", **rest: Any) -> httpx.Response:
    return client.post(
        PATH, json={"list": address, "format": form, **rest}, headers={"Idempotency-Key": str(new_id())}
    )


def asked(client: httpx.Client, address: str, form: str = "ndjson", **rest: Any) -> str:
    """The identifier of an export that waits to be written."""
    answer = ask(client, address, form, **rest)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def work(service: RunningService, database: TestDatabase) -> None:
    """Does all the work that is due."""
    while worker.do_next(service.settings, database.urls):
        pass


def read(client: httpx.Client, export_id: str) -> dict[str, Any]:
    answer = client.get(f"{PATH}/{export_id}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def fetch(client: httpx.Client, export_id: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"{PATH}/{export_id}/content", headers=named)
