"""What a sender writes beside an element that is read, or twice, may limit it: it is refused where it stands."""

from collections.abc import Callable
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas.samples import bundle
from tests.domains.fhir.standard import MEDIA_TYPE, faults, resource_of
from tests.fixtures.world import World

pytestmark = pytest.mark.database
Content = dict[str, Any]
INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
REQUEST, TASK = "Bundle.entry[0].resource", "Bundle.entry[1].resource"
PERSON = f"{REQUEST}.contained[0]"
CONTACT = f"{PERSON}.extension[0]"
CONSENT = f"{REQUEST}.extension[0]"
ABOUT_MAY_CALL = f"{CONTACT}.extension[0]"
SECRET = "never at home"


class Sent:
    """A bundle as it is about to be pushed, by its parts."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.names = Names(world.service.settings.public_url)
        self.content = bundle(self.names, "CAVEAT/1", str(world.services["refuge"]))
        self.request, self.task = (entry["resource"] for entry in self.content["entry"])
        self.person: Content = self.request["contained"][0]
        self.contact: Content = self.person["extension"][0]
        self.consent: Content = self.request["extension"][0]

    def about_the_person(self, url: str, **value: Any) -> None:
        self.person["extension"].append({"url": url if ":" in url else self.names.extension(url), **value})

    def push(self) -> Any:
        client = self.world.as_role(Role.REFERRER_CLIENT)
        return client.post("/v1/fhir", json=self.content, headers={"Content-Type": MEDIA_TYPE})


def _another_telephone(sent: Sent) -> None:
    sent.person["telecom"].insert(0, {"system": "phone", "value": "020 7946 0001"})


def _another_email(sent: Sent) -> None:
    sent.person["telecom"] = [{"system": "email", "value": f"{name}@example.org"} for name in "ab"]


def _safe_contact_in_words(sent: Sent) -> None:
    del sent.contact["extension"]
    sent.contact["valueString"] = SECRET


def _words_beside_safe_contact(sent: Sent) -> None:
    sent.contact["valueString"] = SECRET


def _a_caveat_in_words(sent: Sent) -> None:
    sent.contact["extension"][0]["valueString"] = SECRET


def _a_caveat_as_a_part(sent: Sent) -> None:
    sent.contact["extension"][0]["extension"] = [{"url": SECRET, "valueBoolean": True}]


def _a_permission_twice(sent: Sent) -> None:
    sent.contact["extension"].append({"url": "may-call", "valueBoolean": False})


def _a_permission_that_is_none(sent: Sent) -> None:
    sent.contact["extension"].append({"url": SECRET, "valueBoolean": True})


def _a_permission_without_a_value(sent: Sent) -> None:
    del sent.contact["extension"][0]["valueBoolean"]


def _safe_times_as_a_code(sent: Sent) -> None:
    sent.contact["extension"].append({"url": "safe-times", "valueCode": SECRET})


def _age_band_in_words(sent: Sent) -> None:
    sent.about_the_person("age-band", valueString=SECRET)


def _interpreter_in_words(sent: Sent) -> None:
    sent.about_the_person(INTERPRETER, valueString=SECRET)


def _safe_contact_twice(sent: Sent) -> None:
    sent.about_the_person("safe-contact", extension=[{"url": "may-call", "valueBoolean": False}])


def _consent_in_words(sent: Sent) -> None:
    sent.consent["valueString"] = SECRET


def _consent_with_words(sent: Sent) -> None:
    sent.consent["extension"][0]["valueString"] = SECRET


def _subject_by_identifier(sent: Sent) -> None:
    sent.request["subject"]["identifier"] = {"value": SECRET}


def _subject_in_words(sent: Sent) -> None:
    sent.request["subject"]["display"] = SECRET


def _subject_of_another_type(sent: Sent) -> None:
    sent.request["subject"]["type"] = "Group"


def _service_in_words(sent: Sent) -> None:
    sent.request["performer"][0]["display"] = SECRET


def _service_of_another_type(sent: Sent) -> None:
    sent.request["performer"][0]["type"] = "Organization"


def _sender_in_words(sent: Sent) -> None:
    agency = sent.names.agency(sent.world.agencies["council"])
    sent.request["requester"] = {**agency, "display": SECRET}


def _owner_by_address(sent: Sent) -> None:
    sent.task["owner"] = {**sent.request["performer"][0], "reference": "HealthcareService/another"}


def _focus_in_words(sent: Sent) -> None:
    sent.task["focus"]["display"] = SECRET


def _reference_of_another_agency(sent: Sent) -> None:
    sent.request["identifier"][0]["system"] = sent.names.references_of(sent.world.agencies["police"])


def _reference_of_a_system_elsewhere(sent: Sent) -> None:
    sent.request["identifier"][0]["system"] = "https://fhir.nhs.uk/Id/nhs-number"


def _other_words_for_a_reason(sent: Sent) -> None:
    sent.request["reasonCode"][0]["coding"][0]["display"] = SECRET


def _speak(sent: Sent, **coding: str) -> None:
    sent.about_the_person(INTERPRETER, valueBoolean=True)
    language = {"coding": [{"system": "urn:ietf:bcp:47", "code": "cy", **coding}]}
    sent.person["communication"] = [{"language": language}]


def _words_for_a_language(sent: Sent) -> None:
    _speak(sent, display=SECRET)


def _language_of_another_system(sent: Sent) -> None:
    _speak(sent, system="http://terminology.hl7.org/CodeSystem/v3-ietf3066")


LANGUAGE = f"{PERSON}.communication[0].language.coding[0]"


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_another_telephone, f"{PERSON}.telecom[1].system"),
        (_another_email, f"{PERSON}.telecom[1].system"),
        (_safe_contact_in_words, f"{CONTACT}.valueString"),
        (_safe_contact_in_words, f"{CONTACT}.extension"),
        (_words_beside_safe_contact, f"{CONTACT}.valueString"),
        (_a_caveat_in_words, f"{ABOUT_MAY_CALL}.valueString"),
        (_a_caveat_as_a_part, f"{ABOUT_MAY_CALL}.extension"),
        (_a_permission_twice, f"{CONTACT}.extension[1].url"),
        (_a_permission_that_is_none, f"{CONTACT}.extension[1].url"),
        (_a_permission_without_a_value, f"{ABOUT_MAY_CALL}.valueBoolean"),
        (_safe_times_as_a_code, f"{CONTACT}.extension[1].valueCode"),
        (_safe_times_as_a_code, f"{CONTACT}.extension[1].valueString"),
        (_age_band_in_words, f"{PERSON}.extension[1].valueString"),
        (_interpreter_in_words, f"{PERSON}.extension[1].valueString"),
        (_interpreter_in_words, f"{PERSON}.extension[1].valueBoolean"),
        (_safe_contact_twice, f"{PERSON}.extension[1].url"),
        (_consent_in_words, f"{CONSENT}.valueString"),
        (_consent_with_words, f"{CONSENT}.extension[0].valueString"),
        (_subject_by_identifier, f"{REQUEST}.subject.identifier"),
        (_subject_in_words, f"{REQUEST}.subject.display"),
        (_subject_of_another_type, f"{REQUEST}.subject.type"),
        (_service_in_words, f"{REQUEST}.performer[0].display"),
        (_service_of_another_type, f"{REQUEST}.performer[0].type"),
        (_sender_in_words, f"{REQUEST}.requester.display"),
        (_owner_by_address, f"{TASK}.owner.reference"),
        (_focus_in_words, f"{TASK}.focus.display"),
        (_reference_of_another_agency, f"{REQUEST}.identifier[0].system"),
        (_reference_of_a_system_elsewhere, f"{REQUEST}.identifier[0].system"),
        (_other_words_for_a_reason, f"{REQUEST}.reasonCode[0].coding[0].display"),
        (_words_for_a_language, f"{LANGUAGE}.display"),
        (_language_of_another_system, f"{LANGUAGE}.system"),
    ],
)
def test_it_is_refused_where_it_stands(world: World, spoil: Callable[[Sent], None], place: str) -> None:
    sent = Sent(world)
    spoil(sent)
    response = sent.push()
    issues = resource_of(response, 422)["issue"]
    assert place in {found for issue in issues for found in issue.get("expression", [])}
    for value in (SECRET, "7946", "@example.org", "nhs-number", str(world.agencies["police"])):
        assert value not in response.text
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"] == []


def _nothing(sent: Sent) -> None:
    """As it is."""


def _own_system(sent: Sent) -> None:
    system = sent.names.references_of(sent.world.agencies["council"])
    sent.request["identifier"][0]["system"] = system


def _types(sent: Sent) -> None:
    sent.request["subject"]["type"] = "Patient"
    sent.task["focus"]["type"] = "ServiceRequest"


def _no_words(sent: Sent) -> None:
    del sent.request["reasonCode"][0]["coding"][0]["display"]


def _words_of_the_list(sent: Sent) -> None:
    sent.request["reasonCode"][0]["coding"][0]["display"] = "ASB, victim"


def _telephone_and_email(sent: Sent) -> None:
    sent.person["telecom"].append({"system": "email", "value": "person@example.org"})


@pytest.mark.parametrize(
    "state", [_nothing, _own_system, _types, _no_words, _words_of_the_list, _telephone_and_email, _speak]
)
def test_what_is_understood_is_taken(world: World, state: Callable[[Sent], None]) -> None:
    sent = Sent(world)
    state(sent)
    assert faults(sent.content) == []
    answer = resource_of(sent.push())
    assert [entry["response"]["status"] for entry in answer["entry"]] == ["201 Created"] * 2


def test_the_system_of_a_reference_is_the_one_that_is_read_back(world: World) -> None:
    sent = Sent(world)
    location = resource_of(sent.push())["entry"][0]["response"]["location"]
    read = resource_of(world.as_role(Role.REFERRER_CLIENT).get(f"/v1/fhir/{location}"))
    again = Sent(world)
    again.request["identifier"] = read["identifier"]
    answer = resource_of(again.push())
    assert [entry["response"]["status"] for entry in answer["entry"]] == ["200 OK"] * 2
