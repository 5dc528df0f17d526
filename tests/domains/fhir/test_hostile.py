"""What is sent to lead astray as FHIR is refused where it stands, and leaves nothing behind."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas.samples import bundle
from tests.domains.fhir.standard import MEDIA_TYPE, resource_of
from tests.fixtures.world import World

pytestmark = pytest.mark.database
Content = dict[str, Any]
REQUEST, TASK = "Bundle.entry[0].resource", "Bundle.entry[1].resource"
OTHER_PROFILE = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-ServiceRequest"


def sent(world: World) -> Content:
    names = Names(world.service.settings.public_url)
    return bundle(names, "HOSTILE/1", str(world.services["refuge"]))


def push(world: World, content: bytes) -> httpx.Response:
    client = world.as_role(Role.REFERRER_CLIENT)
    return client.post("/v1/fhir", content=content, headers={"Content-Type": MEDIA_TYPE})


def referrals(world: World) -> list[Content]:
    found: list[Content] = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"]
    return found


def request_of(content: Content) -> Content:
    found: Content = content["entry"][0]["resource"]
    return found


def _another_contained(content: Content) -> None:
    contained = request_of(content)["contained"]
    contained.append({**deepcopy(contained[0]), "id": "another"})


def _contained_of_another_type(content: Content) -> None:
    request_of(content)["contained"][0]["resourceType"] = "RelatedPerson"


def _contained_within_the_contained(content: Content) -> None:
    patient = request_of(content)["contained"][0]
    patient["contained"] = [deepcopy(patient)]


def _contained_in_the_task(content: Content) -> None:
    content["entry"][1]["resource"]["contained"] = deepcopy(request_of(content)["contained"])


def _twenty_entries(content: Content) -> None:
    content["entry"] = [deepcopy(content["entry"][number % 2]) for number in range(20)]


def _one_full_url_for_both(content: Content) -> None:
    content["entry"][1]["fullUrl"] = content["entry"][0]["fullUrl"]


def _a_task_of_nothing_here(content: Content) -> None:
    content["entry"][1]["resource"]["focus"] = {"reference": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}"}


def _a_subject_elsewhere(content: Content) -> None:
    request_of(content)["subject"] = {"reference": "https://example.org/Patient/1"}


def _a_service_by_address(content: Content) -> None:
    performer = request_of(content)["performer"][0]
    performer["reference"] = "https://example.org/HealthcareService/1"


def _another_type_under_the_url(content: Content) -> None:
    content["entry"][1]["resource"]["resourceType"] = "Communication"


def _another_url(content: Content) -> None:
    content["entry"][1]["request"]["url"] = "Patient"


def _a_deletion(content: Content) -> None:
    content["entry"][1]["request"]["method"] = "DELETE"


def _a_batch(content: Content) -> None:
    content["type"] = "batch"


def _a_label_to_be_heeded(content: Content) -> None:
    request_of(content)["meta"] = {"security": [{"system": "https://example.org/labels", "code": "V"}]}


def _words_beside_a_code(content: Content) -> None:
    request_of(content)["reasonCode"][0]["text"] = "Words that nobody would read."


def _no_resource(content: Content) -> None:
    content["entry"][1]["resource"] = []


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_another_contained, f"{REQUEST}.contained"),
        (_contained_of_another_type, f"{REQUEST}.contained[0].resourceType"),
        (_contained_within_the_contained, f"{REQUEST}.contained[0].contained"),
        (_contained_in_the_task, f"{TASK}.contained"),
        (_twenty_entries, "Bundle.entry"),
        (_one_full_url_for_both, "Bundle.entry[1].fullUrl"),
        (_a_task_of_nothing_here, f"{TASK}.focus.reference"),
        (_a_subject_elsewhere, f"{REQUEST}.subject.reference"),
        (_a_service_by_address, f"{REQUEST}.performer[0].reference"),
        (_another_type_under_the_url, f"{TASK}.resourceType"),
        (_another_url, "Bundle.entry[1].request.url"),
        (_a_deletion, "Bundle.entry[1].request.method"),
        (_a_batch, "Bundle.type"),
        (_a_label_to_be_heeded, f"{REQUEST}.meta.security"),
        (_words_beside_a_code, f"{REQUEST}.reasonCode[0].text"),
        (_no_resource, TASK),
    ],
)
def test_it_is_refused_where_it_stands(world: World, spoil: Callable[[Content], None], place: str) -> None:
    content = sent(world)
    spoil(content)
    outcome = resource_of(push(world, json.dumps(content).encode()), 422)
    assert place in {found for issue in outcome["issue"] for found in issue.get("expression", [])}
    assert referrals(world) == []


def test_a_key_that_stands_twice_is_refused_at_any_depth(world: World) -> None:
    """Which of two values counts differs from parser to parser: a name could be checked here and read otherwise."""
    whole = json.dumps(sent(world))
    for once, twice in (
        ('"type": "transaction"', '"type": "transaction", "type": "transaction"'),
        ('"birthDate": ', '"birthDate": "1990-02-01", "birthDate": '),
        ('"valueBoolean": true', '"valueBoolean": false, "valueBoolean": true'),
    ):
        assert once in whole
        outcome = resource_of(push(world, whole.replace(once, twice, 1).encode()), 400)
        assert outcome["issue"][0]["code"] == "structure"
    assert referrals(world) == []


def test_a_zero_character_is_refused_before_anything_reads_it(world: World) -> None:
    content = sent(world)
    request_of(content)["contained"][0]["name"][0]["text"] = "Example\x00Person"
    resource_of(push(world, json.dumps(content).encode()), 400)
    assert referrals(world) == []


def test_nesting_without_end_is_refused(world: World) -> None:
    content = sent(world)
    request_of(content)["extension"] = "DEEP"
    deep = json.dumps(content).replace('"DEEP"', '[{"extension":' * 4000 + "[]" + "}]" * 4000)
    assert push(world, deep.encode()).status_code in {400, 413, 422}
    assert referrals(world) == []


def test_a_claim_to_another_profile_changes_nothing(world: World) -> None:
    content = sent(world)
    request_of(content)["meta"] = {"profile": [OTHER_PROFILE], "versionId": "7"}
    resource_of(push(world, json.dumps(content).encode()))
    assert [item["agency_reference"] for item in referrals(world)] == ["HOSTILE/1"]


def test_a_reference_into_another_partnership_is_as_unknown_as_any(world: World, other_world: World) -> None:
    """The answer tells a service of another partnership from none at all by nothing but the request it is to."""
    told = []
    for service_id in (str(other_world.services["refuge"]), "019a0000-0000-7000-8000-000000000001"):
        content = sent(world)
        named = request_of(content)["performer"][0]["identifier"]
        named["value"] = service_id
        content["entry"][1]["resource"]["owner"] = {"type": "HealthcareService", "identifier": dict(named)}
        outcome = resource_of(push(world, json.dumps(content).encode()), 422)
        told.append(outcome["issue"])
        assert service_id not in json.dumps(outcome)
    assert told[0] == told[1]
    assert (
        referrals(world)
        == other_world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"]
        == []
    )


@pytest.mark.parametrize("kind", ["ServiceRequest", "Task"])
def test_whoever_is_excluded_finds_what_was_never_there(world: World, kind: str) -> None:
    caseworker = Role.CASEWORKER
    another = {"full_name": "Example Neighbour", "date_of_birth": "1970-02-01", "safe_contact": {}}
    shown, hidden = world.push("REF-1", person=another)["id"], world.push("REF-2")["id"]
    world.exclude(caseworker, "referral", hidden)
    client = world.as_role(caseworker)
    absent = client.get(f"/v1/fhir/{kind}/019a0000-0000-7000-8000-000000000001")
    refused = client.get(f"/v1/fhir/{kind}/{hidden}")
    assert resource_of(refused, 404)["issue"] == resource_of(absent, 404)["issue"]
    listed = resource_of(client.get(f"/v1/fhir/{kind}"))
    assert [entry["resource"]["id"] for entry in listed["entry"]] == [shown]


@pytest.mark.parametrize(
    "path", ["/v1/fhir/Patient/1", "/v1/fhir/Task/not-an-identifier", "/v1/fhir/Task/1/_history"]
)
def test_an_address_that_is_not_served_is_answered_as_fhir(world: World, path: str) -> None:
    outcome = resource_of(world.as_role(Role.REFERRER_CLIENT).get(path), 404)
    assert [issue["code"] for issue in outcome["issue"]] == ["not-found"]


def test_a_method_that_is_not_served_is_answered_as_fhir(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    assert resource_of(client.delete(f"/v1/fhir/Task/{world.id}"), 405)
    assert resource_of(client.get("/v1/fhir/Task", params={"identifier": "x" * 9000}), 414)


@pytest.mark.parametrize("bound", ["ge2025-02-29T00:00:00Z", "lt4242-92-29T28:53:63Z"])
def test_an_instant_that_no_calendar_has_is_refused(world: World, bound: str) -> None:
    response = world.as_role(Role.REFERRER_CLIENT).get("/v1/fhir/Task", params={"_lastUpdated": bound})
    (issue,) = resource_of(response, 400)["issue"]
    assert issue["expression"] == ["http._lastUpdated"]
