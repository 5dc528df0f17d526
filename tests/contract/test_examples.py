"""Every example of the contract is run: what a developer pastes does what the contract says."""

import shlex
from typing import Any

import pytest

from sosafe_api.contract.samples import curl, parameters_of
from tests.contract.arrangements import examples, perform
from tests.fixtures.contract import Operation, complaints, document, operations
from tests.fixtures.world import World

pytestmark = pytest.mark.database
WITH_BODY = [
    pytest.param(operation, media_type, example, id=f"{operation}-{number}")
    for operation in operations()
    for number, (media_type, example) in enumerate(examples(operation))
]
WITHOUT_BODY = [operation for operation in operations() if "requestBody" not in operation.content]


def successes(operation: Operation) -> set[int]:
    return {int(status) for status in operation.content["responses"] if status.startswith("2")}


@pytest.mark.parametrize(("operation", "media_type", "example"), WITH_BODY)
def test_an_example_that_is_sent_succeeds(world: World, operation: Operation, media_type: str, example: Any):
    answer = perform(world, operation, media_type, example)
    assert answer.status_code in successes(operation), answer.text
    assert complaints(answer) == []


@pytest.mark.parametrize("operation", WITHOUT_BODY, ids=str)
def test_an_operation_without_a_body_answers_as_described(world: World, operation: Operation):
    answer = perform(world, operation)
    assert answer.status_code in successes(operation), answer.text
    assert complaints(answer) == []


def test_every_operation_that_takes_a_body_has_an_example_of_it():
    tried = {str(parameter.values[0]) for parameter in WITH_BODY}
    assert tried == {str(item) for item in operations() if "requestBody" in item.content}


@pytest.mark.parametrize("operation", operations(), ids=str)
def test_a_call_to_paste_names_what_the_operation_needs(operation: Operation):
    call = curl(
        document(), f"https://sosafe.example.org{operation.path}", operation.method, operation.content
    )
    words = shlex.split(call)
    assert words[0] == "curl"
    assert ("Authorization: Bearer $TOKEN" in words) is bool(operation.content["security"])
    if "requestBody" in operation.content:
        assert any(word in words for word in ("-d", "--data-binary"))
    for parameter in parameters_of(document(), operation.content):
        if parameter["in"] == "header" and parameter["required"]:
            assert f"{parameter['name']}: {parameter['example']}" in words
