"""What the contract says of an operation is what the service does: access, purpose, conditions, keys."""

from typing import Any

import httpx
import pytest

from sosafe_api.contract.samples import parameters_of
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.contract import Operation, document, each, operations
from tests.fixtures.problems import code_of
from tests.fixtures.world import World

ABSENT = "019a0000-0000-7000-8000-000000000001"
# What these answer must lie nowhere, so no key brings it back.
NEVER_KEPT = {"create_reveal", "create_reveal_opening", "create_webhook", "create_webhook_secret_rotation"}
# Creates that move the record they are made under, or change a date of it, beside the transitions.
MOVING = {
    "create_asb_case_review_recommendation",  # the review has made recommendations
    "create_disclosure_notice_acknowledgement",
    "create_event_series_occurrences",  # the series reaches further
    "create_information_answer",
    "create_intervention_breach",
    "create_intervention_extension",
    "create_panel_decision",
    "create_person_merge_reversal",
    "create_public_spaces_extension",
    "create_referral_answer",  # back under review
    "create_referral_question",  # awaits information
    "create_referral_redirection",
    "create_strategy_correction",  # the strategy reads otherwise
    "create_webhook_secret_rotation",  # two at once would lose one's secret
}
ONE = pytest.mark.parametrize("operation", operations(), ids=str)


def headers_of(operation: Operation) -> dict[str, dict[str, Any]]:
    found = parameters_of(document(), operation.content)
    return {item["name"]: item for item in found if item["in"] == "header"}


def path_of(operation: Operation) -> str:
    path = operation.path
    for item in parameters_of(document(), operation.content):
        if item["in"] == "path":
            path = path.replace("{" + item["name"] + "}", ABSENT)
    return path


@ONE
@pytest.mark.database
def test_only_an_operation_said_to_be_open_answers_without_a_token(
    operation: Operation, anonymous: httpx.Client
):
    answer = anonymous.request(operation.method, path_of(operation))
    secured = operation.content["security"] != []
    assert (answer.status_code == 401) is secured
    assert secured is (operation.content["x-access"] != "open")
    if secured:
        assert code_of(answer) == "unauthenticated"
        assert "401" in operation.content["responses"]


@each(operations())
def test_an_operation_says_what_it_is_for_in_a_line_and_in_a_sentence(operation: Operation):
    content = operation.content
    assert 0 < len(content["summary"]) <= 60
    assert content["description"].endswith((".", ":"))
    assert len(content["tags"]) == 1
    assert "default" in content["responses"]
    for response in content["responses"].values():
        assert "$ref" in response or response["description"]


# The purpose of what is read there was stated, and recorded, when it was asked for.
STATED_BEFORE = {"get_export_content"}


def test_a_purpose_is_asked_for_by_operations_that_answer_with_personal_data_and_no_others():
    for operation in operations():
        reads = operation.method == "get" or str(operation).startswith("search_")
        personal = operation.content["x-data-class"] >= "C2" and reads
        personal = personal and str(operation) not in STATED_BEFORE
        personal = personal or "return=representation" in str(headers_of(operation).get("Prefer"))
        assert ("Purpose" in headers_of(operation)) is personal, str(operation)


def test_every_create_takes_a_key_and_every_change_a_version():
    for operation in operations():
        headers = headers_of(operation)
        if operation.method == "post" and operation.content["security"]:
            assert ("Idempotency-Key" in headers) is (str(operation) not in NEVER_KEPT), str(operation)
        if operation.method in {"patch", "put", "delete"} and "428" in operation.content["responses"]:
            either = "If-None-Match" in headers  # made or changed, as the caller says
            assert headers["If-Match"]["required"] is not either, str(operation)


def test_an_operation_that_says_when_to_ask_again_declares_the_header():
    found = {
        str(operation)
        for operation in operations()
        if any(
            "Retry-After" in response.get("headers", {})
            for status, response in operation.content["responses"].items()
            if status in {"200", "201"}
        )
    }
    assert found == {"get_import", "create_export", "get_export", "create_report", "get_report"}
    told = {
        str(operation) for operation in operations() if "`Retry-After`" in operation.content["description"]
    }
    assert told <= found


def test_a_read_of_what_is_made_later_says_that_it_may_not_be_ready():
    (found,) = [operation for operation in operations() if str(operation) == "get_report_document"]
    assert found.content["responses"]["409"] == {"$ref": "#/components/responses/Problem409"}


@pytest.mark.parametrize("name", ["get_published_rendition", "get_kpi_release_table"])
def test_a_file_of_a_release_is_in_the_contract_what_it_is(name: str):
    (found,) = [operation for operation in operations() if str(operation) == name]
    content = {kind: media["schema"] for kind, media in found.content["responses"]["200"]["content"].items()}
    data = {choice["$ref"].rpartition("/")[2] for choice in content["application/json"]["anyOf"]}
    assert {"JsonStatDataset", "PublishedAnalysis", "PublishedContents"} <= data
    assert content["application/csvm+json"] == {"$ref": "#/components/schemas/CsvwMetadata"}
    assert content["image/png"]["contentMediaType"] == "image/png", "bytes, no text"
    assert content["image/svg+xml"]["pattern"]


def test_a_create_asks_for_the_version_of_the_record_that_it_moves_and_of_no_other():
    """Those that only add to a record ask for none: two of them never overwrite each other."""
    asking = {
        str(operation)
        for operation in operations()
        if operation.method == "post" and "If-Match" in headers_of(operation)
    }
    assert {name for name in asking if not name.endswith("_transition")} == MOVING
    moves = {str(item) for item in operations() if str(item).endswith("_transition")}
    assert moves <= asking


def test_lists_of_values_in_an_address_are_separated_by_commas():
    for operation in operations():
        for item in parameters_of(document(), operation.content):
            if item["schema"].get("type") == "array":
                assert (item["style"], item["explode"]) == ("form", False), str(operation)


def test_a_create_leads_to_the_operation_that_reads_what_was_made():
    push = next(item for item in operations() if str(item) == "create_referral")
    assert push.content["responses"]["201"]["links"] == {
        "get_referral": {
            "operationId": "get_referral",
            "parameters": {"referral_id": "$response.body#/id"},
        }
    }


@pytest.mark.database
def test_a_link_of_the_contract_can_be_followed(world: World):
    made = world.push()
    read = world.as_role(Role.REFERRER).get(f"/v1/referrals/{made['id']}")
    assert read.status_code == 200
    assert read.json()["id"] == made["id"]


def test_no_operation_offers_the_frameworks_own_error():
    assert "HTTPValidationError" not in str(document())


def test_scopes_of_the_contract_are_those_the_operations_ask_for_or_that_roles_hold():
    scheme = document()["components"]["securitySchemes"]["partner_token"]
    scopes = set(scheme["flows"]["clientCredentials"]["scopes"])
    asked = {
        scope
        for operation in operations()
        for item in operation.content["security"]
        for scope in item["partner_token"]
    }
    assert asked <= scopes
    assert scheme["flows"]["clientCredentials"]["tokenUrl"] == "/oauth2/token"
