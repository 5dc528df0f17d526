"""The Postman collection holds every operation of the contract, each with what it takes to send it."""

import json
import re
from typing import Any

import pytest

from sosafe_api.contract.postman import collection, serialised
from sosafe_api.contract.routes import contract

DOCUMENT = contract()
FOLDERS = collection(DOCUMENT)["item"]
ITEMS = {item["id"]: item for folder in FOLDERS for item in folder["item"]}
OPERATIONS = {
    operation["operationId"]: operation
    for methods in DOCUMENT["paths"].values()
    for operation in methods.values()
    if isinstance(operation, dict) and "operationId" in operation
}


def header(item: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in item["request"]["header"] if one["key"] == name]
    return dict(found)


def test_each_operation_stands_once_in_the_folder_of_its_tag() -> None:
    assert sum(len(folder["item"]) for folder in FOLDERS) == len(ITEMS) > 400
    assert set(ITEMS) == set(OPERATIONS)
    for folder in FOLDERS:
        assert folder["description"]
        assert {OPERATIONS[item["id"]]["tags"][0] for item in folder["item"]} == {folder["name"]}


def test_each_body_of_json_is_the_contracts_own_example() -> None:
    bodies = {name: item["request"]["body"] for name, item in ITEMS.items() if "body" in item["request"]}
    assert set(bodies) == {name for name, operation in OPERATIONS.items() if "requestBody" in operation}
    written = {name: json.loads(body["raw"]) for name, body in bodies.items() if body["mode"] == "raw"}
    assert len(written) > 200
    assert [name for name, example in written.items() if not isinstance(example, dict | list)] == []
    assert written["create_referral"]["agency_reference"]


def test_what_each_call_must_state_is_stated() -> None:
    for name, operation in OPERATIONS.items():
        item = ITEMS[name]
        for parameter in operation["parameters"]:
            if parameter.get("in") != "query":
                continue
            (found,) = [one for one in item["request"]["url"]["query"] if one["key"] == parameter["name"]]
            assert found["disabled"] is not parameter["required"]
        sent = [one for one in item["request"]["header"] if not one.get("disabled")]
        assert all(one["value"] for one in sent), name
        assert not re.search(r"\{[a-z_]+\}", re.sub(r"\{\{[a-z_]+\}\}", "", item["request"]["url"]["raw"]))
    assert header(ITEMS["create_referral"], "Idempotency-Key")["value"] == "{{$guid}}"
    assert header(ITEMS["get_referral"], "Purpose")["value"] == "{{purpose}}"
    assert header(ITEMS["update_webhook"], "If-Match")["value"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("issue_token", "basic"), ("get_api_catalogue", "noauth"), ("list_referrals", None)],
)
def test_a_token_is_sent_where_one_is_wanted(name: str, kind: str | None) -> None:
    assert ITEMS[name]["request"].get("auth", {}).get("type") == kind


def test_it_keeps_no_secret_and_is_the_same_each_time() -> None:
    values = {one["key"]: one["value"] for one in collection(DOCUMENT)["variable"]}
    assert [values[name] for name in ("client_id", "client_secret", "access_token")] == ["", "", ""]
    assert serialised(DOCUMENT) == serialised(contract())
