"""A referral pushed as a transaction of FHIR: the same referral as by JSON, the same refusals, nothing lost unseen."""

import copy
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas.samples import bundle
from tests.domains.fhir.standard import MEDIA_TYPE, faults, resource_of
from tests.fixtures.world import World

pytestmark = pytest.mark.database
INTERPRETER = {
    "url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired",
    "valueBoolean": True,
}


def names_of(world: World) -> Names:
    return Names(world.service.settings.public_url)


def sent(world: World, reference: str = "FHIR/1") -> dict[str, Any]:
    return bundle(names_of(world), reference, str(world.services["refuge"]))


def request_of(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = content["entry"][0]["resource"]
    return found


def push(world: World, content: dict[str, Any], **headers: str) -> httpx.Response:
    client = world.as_role(Role.REFERRER_CLIENT)
    return client.post("/v1/fhir", json=content, headers={"Content-Type": MEDIA_TYPE, **headers})


def expressions(response: httpx.Response) -> set[str]:
    return {place for issue in resource_of(response, 422)["issue"] for place in issue.get("expression", [])}


def test_what_the_tests_send_is_of_the_standard(world: World) -> None:
    assert faults(sent(world)) == []


def test_a_request_and_its_task_become_one_referral(world: World) -> None:
    answer = resource_of(push(world, sent(world)))
    assert answer["type"] == "transaction-response"
    locations = [entry["response"]["location"] for entry in answer["entry"]]
    assert [place.partition("/")[0] for place in locations] == ["ServiceRequest", "Task"]
    assert [entry["response"]["status"] for entry in answer["entry"]] == ["201 Created"] * 2
    ids = {place.partition("/")[2] for place in locations}
    listed = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"]
    assert {item["id"] for item in listed} == ids
    assert [item["agency_reference"] for item in listed] == ["FHIR/1"]


def test_the_receiving_service_reads_all_that_was_sent(world: World) -> None:
    content = sent(world)
    request = request_of(content)
    names = names_of(world)
    patient = request["contained"][0]
    patient["telecom"].append({"system": "email", "value": "person@example.org"})
    patient["extension"][0]["extension"] += [
        {"url": "may-text", "valueBoolean": False},
        {"url": "safe-times", "valueString": "After 6 pm"},
    ]
    patient["extension"].append(INTERPRETER)
    patient["communication"] = [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "cy"}]}}]
    request["extension"][0]["extension"] = [
        {"url": "status", "valueCode": "not_sought"},
        {"url": "reason", "valueString": "Asking would put the person in danger."},
    ]
    request["note"] = [{"text": "A fictional account."}]
    request["priority"] = "stat"
    request["authoredOn"] = "2026-11-01T23:30:00-02:00"
    request["requester"] = names.agency(world.agencies["council"])
    content["entry"][1]["resource"]["owner"] = names.service(world.services["refuge"])
    assert faults(content) == []
    location = resource_of(push(world, content))["entry"][0]["response"]["location"]
    read = world.as_role(Role.CASEWORKER).get(f"/v1/referrals/{location.partition('/')[2]}").json()
    told = read["content"]
    assert (read["urgency"], read["referred_on"], read["referral_source"]) == (
        "same_day",
        "2026-11-02",
        "council_housing",
    )
    assert told["reason_codes"] == ["asb_victim"]
    assert told["narrative"] == "A fictional account."
    assert told["consent"] == {"status": "not_sought", "reason": "Asking would put the person in danger."}
    assert told["person"] == {
        "full_name": "Example Person",
        "date_of_birth": "1990-01-31",
        "age_band": None,
        "outward_postcode": "SG1",
        "interpreter_language": "cy",
        "safe_contact": {
            "telephone": "020 7946 0000",
            "email": "person@example.org",
            "may_call": True,
            "may_text": False,
            "may_leave_voicemail": False,
            "may_write": False,
            "safe_times": "After 6 pm",
        },
    }


def test_the_same_transaction_again_gives_the_first_receipt(world: World) -> None:
    first, second = (resource_of(push(world, sent(world))) for _ in range(2))
    assert [entry["response"]["status"] for entry in second["entry"]] == ["200 OK"] * 2
    assert [entry["response"]["location"] for entry in second["entry"]] == [
        entry["response"]["location"] for entry in first["entry"]
    ]


def test_a_key_gives_the_first_answer_again(world: World) -> None:
    key = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
    first, second = push(world, sent(world), **key), push(world, sent(world), **key)
    assert resource_of(second) == resource_of(first)
    assert second.headers["Idempotency-Replayed"] == "true"


def test_a_referral_is_the_same_whether_it_was_pushed_as_fhir_or_as_json(world: World) -> None:
    pushed = resource_of(push(world, sent(world, "BOTH/1")))["entry"][0]["response"]["location"]
    person = {
        "full_name": "Example Person",
        "safe_contact": {"telephone": "020 7946 0000", "may_call": True},
        "date_of_birth": "1990-01-31",
        "outward_postcode": "SG1",
    }
    same = world.referral("BOTH/1", person=person, urgency="routine")
    del same["narrative"]
    again = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=same)
    assert (again.status_code, again.json()["id"]) == (200, pushed.partition("/")[2])


def test_another_content_under_the_same_reference_is_a_duplicate(world: World) -> None:
    resource_of(push(world, sent(world)))
    other = sent(world)
    request_of(other)["note"] = [{"text": "Another content."}]
    outcome = resource_of(push(world, other), 409)
    assert outcome["issue"][0]["code"] == "duplicate"


def test_every_fault_is_told_where_it_stands_and_no_value_is_repeated(world: World) -> None:
    content = sent(world)
    request = request_of(content)
    patient = request["contained"][0]
    patient["name"] = [{"text": " "}]
    patient["birthDate"] = "2999-01-31"
    patient["telecom"][0]["value"] = "call me"
    request["reasonCode"][0]["coding"][0]["code"] = "no_such_reason"
    request["category"][0]["coding"][0]["system"] = "https://example.org/other"
    request["subject"]["reference"] = "#somebody"
    content["entry"][1]["resource"]["focus"]["reference"] = "urn:uuid:0"
    response = push(world, content)
    at = "Bundle.entry[0].resource"
    assert expressions(response) == {
        f"{at}.contained[0].name[0].text",
        f"{at}.contained[0].birthDate",
        f"{at}.contained[0].telecom",
        f"{at}.reasonCode[0].coding[0].code",
        f"{at}.category[0].coding[0].system",
        f"{at}.subject.reference",
        "Bundle.entry[1].resource.focus.reference",
    }
    for value in ("2999", "call me", "no_such_reason", "#somebody"):
        assert value not in response.text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("doNotPerform", True),
        ("modifierExtension", [{"url": "https://example.org/not", "valueBoolean": True}]),
        ("supportingInfo", [{"display": "Lives with two children."}]),
        ("occurrenceDateTime", "2026-11-09"),
    ],
)
def test_an_element_without_a_place_is_refused_rather_than_lost(world: World, path: str, value: Any) -> None:
    content = sent(world)
    request_of(content)[path] = value
    assert expressions(push(world, content)) == {f"Bundle.entry[0].resource.{path}"}


def test_an_unknown_extension_is_refused(world: World) -> None:
    content = sent(world)
    unknown = {"url": "https://example.org/risk", "valueCode": "high"}
    request_of(content)["contained"][0]["extension"].append(unknown)
    assert expressions(push(world, content)) == {"Bundle.entry[0].resource.contained[0].extension[1].url"}


def test_consent_must_be_spoken_of(world: World) -> None:
    content = sent(world)
    del request_of(content)["extension"]
    assert expressions(push(world, content)) == {"Bundle.entry[0].resource.extension"}


def test_a_language_alone_asks_for_no_interpreter(world: World) -> None:
    content = sent(world)
    spoken = {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "cy"}]}}
    request_of(content)["contained"][0]["communication"] = [spoken]
    assert expressions(push(world, content)) == {"Bundle.entry[0].resource.contained[0].communication"}


def test_a_service_of_another_partnership_is_as_unknown_as_one_that_never_was(
    world: World, other_world: World
) -> None:
    content = sent(world)
    request_of(content)["performer"] = [names_of(world).service(other_world.services["refuge"])]
    place = "Bundle.entry[0].resource.performer[0].identifier.value"
    assert expressions(push(world, content)) == {place}


def test_another_agency_cannot_be_named_as_the_sender(world: World) -> None:
    content = sent(world)
    request_of(content)["requester"] = names_of(world).agency(world.agencies["police"])
    assert expressions(push(world, content)) == {"Bundle.entry[0].resource.requester.identifier.value"}


def test_two_requests_without_a_task_are_no_referral(world: World) -> None:
    content = sent(world)
    content["entry"][1] = copy.deepcopy(content["entry"][0])
    assert expressions(push(world, content)) == {"Bundle.entry"}


def test_nothing_is_written_of_a_transaction_that_is_refused(world: World) -> None:
    content = sent(world)
    del content["entry"][1]["resource"]["focus"]
    assert push(world, content).status_code == 422
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"] == []


def test_errors_are_outcomes_from_the_first_check_on(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    headers = {"Content-Type": MEDIA_TYPE}
    refused = client.post("/v1/fhir", content=b"{", headers=headers)
    assert resource_of(refused, 400)["issue"][0]["code"] == "structure"
    assert resource_of(
        client.post("/v1/fhir", content=b"<Bundle/>", headers={"Content-Type": "text/xml"}), 415
    )
    with world.service.client() as anonymous:
        nobody = anonymous.post("/v1/fhir", json=sent(world), headers=headers)
    assert resource_of(nobody, 401)["issue"][0]["code"] == "login"
    reader = world.as_role(Role.CASEWORKER).post("/v1/fhir", json=sent(world), headers=headers)
    assert resource_of(reader, 403)["issue"][0]["code"] == "forbidden"
