"""Schemathesis draws requests from the contract, right and wrong ones, and holds the answers against it.

The same requests each time; SOSAFE_TEST_FUZZ_EXAMPLES=200 draws more, and new ones, for a nightly run.
"""

import copy
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test
from schemathesis.specs.openapi import checks

from sosafe_api.contract.document import operations_of
from sosafe_api.contract.shared import SCHEME
from sosafe_api.domains.auth.rules import CLIENT_ROLES, GROUP_ROLES, Role
from tests.contract.arrangements import identifier
from tests.fixtures.contract import document, operations
from tests.fixtures.world import PURPOSE, World

pytestmark = [
    pytest.mark.database,
    pytest.mark.filterwarnings(
        "ignore:Generating overly large repr"
    ),  # of a request that is large on purpose
]
# Media types of files, beside application/octet-stream, which has the same schema.
PLAIN = {"text/csv", "application/x-ndjson", "application/jsonl", "application/offset+octet-stream"}
NIGHTLY = os.environ.get("SOSAFE_TEST_FUZZ_EXAMPLES")
FUZZED = settings(
    max_examples=int(NIGHTLY or 10),
    derandomize=NIGHTLY is None,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
REFUSED = [*map(str, (400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 422, 428, 429, 431)), "5xx"]
CHECKS = {"negative_data_rejection": {"expected-statuses": REFUSED}}
PEOPLE = {Role.PARTNERSHIP_ADMIN, Role.ANALYST, Role.REFERRER, Role.CASEWORKER, *GROUP_ROLES}


@cache
def fuzzed() -> dict[str, Any]:
    """The contract with whole paths, and the token as Schemathesis knows how to leave it out."""
    found = copy.deepcopy(document())
    found["paths"] = {
        path if item.pop("servers", None) else f"/v1{path}": item for path, item in found["paths"].items()
    }
    for operation in operations_of(found):
        content = operation.get("requestBody", {}).get("content", {})
        for media_type in PLAIN & set(content):
            del content[media_type]  # bytes all the same, but Schemathesis knows them by one name only
    found["servers"] = [{"url": "/"}]
    found["components"]["securitySchemes"][SCHEME] = {"type": "http", "scheme": "bearer"}
    return found


def alone(name: str) -> Any:
    """One operation with its path's other methods, and the components that these name.

    Schemathesis compiles whatever the contract holds for each operation, and keeps it: of all of it that is gigabytes.
    """
    whole = fuzzed()
    path, item = next(
        (path, item)
        for path, item in whole["paths"].items()
        if any(isinstance(of, dict) and of.get("operationId") == name for of in item.values())
    )
    components: dict[str, dict[str, Any]] = {"securitySchemes": whole["components"]["securitySchemes"]}
    waiting = [item]
    while waiting:
        for kind, named in named_in(waiting.pop()):
            if named not in components.setdefault(kind, {}):
                components[kind][named] = whole["components"][kind][named]
                waiting.append(components[kind][named])
    config = SchemathesisConfig.from_dict({"checks": CHECKS})
    content = whole | {"paths": {path: item}, "components": components}
    return schemathesis.openapi.from_dict(content, config=config)


def named_in(value: Any) -> Iterator[tuple[str, str]]:
    """The components that it names, by their kind."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            _, _, kind, name = value["$ref"].split("/")
            yield kind, name
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from named_in(member)


def draw(name: str, send: Callable[[schemathesis.Case], None], *modes: HypothesisTestMode) -> None:
    """Sends the requests drawn for an operation.

    Schemathesis's own decorator would draw the bounds of all of them while tests are collected.
    """
    schema = alone(name)
    (found,) = schema.include(operation_id=name).get_all_operations()
    config = HypothesisTestConfig(project=schema.config, modes=[*modes], settings=FUZZED)

    def ask(case: schemathesis.Case) -> None:  # one of its own for each operation: the bounds are kept on it
        send(case)

    create_test(operation=found.ok(), test_func=ask, config=config)()


def open_to(roles: set[Role] | frozenset[Role]) -> list[str]:
    """What somebody with these roles may call; how others are refused is tried by the table of access."""
    names = {role.value for role in roles}
    access = {str(operation): operation.content["x-access"] for operation in operations()}
    return sorted(name for name, found in access.items() if found != "open" and names & set(found))


BY_PEOPLE, BY_PROGRAMS = open_to(PEOPLE), open_to(CLIENT_ROLES)
BY_EVERYBODY = sorted(str(operation) for operation in operations() if operation.content["x-access"] == "open")
AT_RANDOM = (HypothesisTestMode.FUZZING,)
BOUNDS_AND_MORE = (HypothesisTestMode.EXAMPLES, HypothesisTestMode.COVERAGE, HypothesisTestMode.FUZZING)
# An item of a batch is a referral, and what a change may state are values of the create: their bounds are tried one by
# one there.
SEEN_ELSEWHERE = {"create_referral_batch", "create_survey_response_batch"}


@dataclass
class Fuzzer:
    """Somebody's credentials, and identifiers that exist."""

    world: World
    token: str
    is_program: bool
    http: requests.Session
    known: dict[str, str] = field(default_factory=dict)

    def send(self, case: schemathesis.Case) -> None:
        self._point_at_what_exists(case)
        headers = {"Authorization": f"Bearer {self.token}"}
        if not self.is_program and not wrong_headers(case):
            headers["Purpose"] = PURPOSE
        response = case.call(base_url=self.world.service.url, headers=headers, session=self.http)
        case.validate_response(response, headers=headers, excluded_checks=self._excluded(case))

    def _point_at_what_exists(self, case: schemathesis.Case) -> None:
        """Two of three requests, so that not all of them end at 404."""
        for name, value in dict(case.path_parameters or {}).items():
            if len(str(value)) == 36 and str(value)[-1] in "0123456789a":
                case.path_parameters[name] = self._identifier(name)
        if "If-Match" in (case.headers or {}) and not wrong_headers(case):
            case.headers["If-Match"] = "*"

    def _identifier(self, name: str) -> str:
        if name not in self.known:
            self.known[name] = identifier(self.world, name, None)
        return self.known[name]

    def _excluded(self, case: schemathesis.Case) -> list[Any]:
        """Checks that ask for what the contract does not promise."""
        # Rules between values (an age or a date of birth, but not both) are told in words, not in schemas;
        # a missing If-Match is answered 428 (RFC 6585).
        found = [checks.positive_data_acceptance, checks.missing_required_header]
        # Nobody reads a program's purpose, and an odd If-None-Match is no condition (RFC 9110, 13.1.2).
        unread = {"If-None-Match"} | ({"Purpose"} if self.is_program else set())
        if unread & set(case.headers or {}) and wrong_headers(case):
            found.append(checks.negative_data_rejection)
        # A faulty item of a batch is told in its place, under 207. `batch` also stands where an identifier
        # could, and is none: reading it is 404, not 405.
        if case.operation.path.endswith("/batch"):
            found += [checks.negative_data_rejection, checks.unsupported_method]
        return found


def wrong_headers(case: schemathesis.Case) -> bool:
    return case.meta is not None and case.meta.is_negative_at(ParameterLocation.HEADER)


@pytest.fixture(scope="module")
def http() -> Iterator[requests.Session]:
    """One connection for all requests."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def person(world: World, http: requests.Session) -> Fuzzer:
    someone = world.add_principal("person", "council", *sorted(PEOPLE - {Role.CASEWORKER}), group="panel")
    world.grant(someone, Role.CASEWORKER, service="refuge")
    return Fuzzer(world, world.token(someone), is_program=False, http=http)


@pytest.fixture
def program(world: World, http: requests.Session) -> Fuzzer:
    someone = world.add_principal("program", "council", *sorted(CLIENT_ROLES))
    return Fuzzer(world, world.token(someone), is_program=True, http=http)


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_the_service_keeps_its_contract_with_people(name: str, person: Fuzzer):
    seen = name in SEEN_ELSEWHERE or name.startswith("update_")
    draw(name, person.send, *(AT_RANDOM if seen and not NIGHTLY else BOUNDS_AND_MORE))


@pytest.mark.parametrize("name", BY_PROGRAMS)
def test_the_service_keeps_its_contract_with_programs(name: str, program: Fuzzer):
    """Values are read alike for all, so a program's requests are drawn at random, not bound by bound again."""
    draw(name, program.send, *AT_RANDOM)


@pytest.mark.parametrize("name", BY_EVERYBODY)
def test_the_service_keeps_its_contract_with_everybody(name: str, program: Fuzzer):
    draw(name, program.send, *BOUNDS_AND_MORE)


def test_every_operation_is_tried_by_somebody():
    tried = {*BY_PEOPLE, *BY_PROGRAMS, *BY_EVERYBODY}
    assert tried == {str(operation) for operation in operations()}


def test_an_answer_that_breaks_the_contract_is_seen(person: Fuzzer):
    operation = alone("list_referrals")["/v1/referrals"]["GET"]
    response = operation.Case().call(
        base_url=person.world.service.url, headers={"Authorization": f"Bearer {person.token}"}
    )
    response.content = response.content.replace(b'"has_more":false', b'"has_more":"no"')
    with pytest.raises(FailureGroup):
        operation.Case().validate_response(response, checks=[checks.response_schema_conformance])
