"""Each accepted element of a pushed bundle, changed, changes the referral that results or is refused."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas import FhirBundleIn, ServiceRequest, Task
from sosafe_api.domains.fhir.schemas.samples import bundle
from tests.domains.fhir.standard import MEDIA_TYPE, resource_of
from tests.fixtures.world import World

pytestmark = pytest.mark.database
Place = tuple[str | int, ...]
Change = tuple[str, Place, Any]
INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
RESOURCES: dict[str, type[BaseModel]] = {"ServiceRequest": ServiceRequest, "Task": Task}
WORDS = "Words-that-nobody-would-read"
# Values that the form of the element allows as well, so that it is not for their form that they are refused.
OTHERS: dict[str, list[Any]] = {
    "authoredOn": ["2026-11-01", "2026-11-02T10:00:00Z"],
    "birthDate": ["1991-02-01"],
    "code": ["cy", "hospital", "asb_perpetrator"],
    "display": ["ASB perpetrator", "Council, housing"],
    "fullUrl": ["urn:uuid:0e3bd0b2-7c1e-4a58-9f2a-5d6c1b7f4a03"],
    "postalCode": ["SG2"],
    "reference": ["#another", "https://example.org/Patient/1"],
    "system": ["https://example.org/other", "urn:ietf:bcp:47"],
    "type": ["Patient", "HealthcareService", "Organization", "ServiceRequest"],
    "url": ["may-call", "age-band"],
    "value": ["020 7946 0001", "another@example.org"],
    "valueCode": ["given", "refused", "25_to_34"],
}
# What may differ without a word, each for a reason that docs/how-to/referrals-as-fhir.md gives.
MEANINGLESS = {
    **{
        f"{resource}.meta.{name}": "metadata of the sender's own copy"
        for resource in ("ServiceRequest", "Patient", "Task")
        for name in ("versionId", "lastUpdated", "source", "profile")
    },
    "ServiceRequest.id": "the sender's own; this service gives another",
    "Task.id": "the sender's own; this service gives another",
    "Bundle.entry.fullUrl": "of the transaction alone: one that another entry refers to is held against it",
    "Patient.name.use": "a referral has one name and no sorts of names",
    "ServiceRequest.authoredOn = 2026-11-02T10:00:00Z": "a referral is made on a day",
    "ServiceRequest.priority = stat": "nothing is more urgent here than the same day",
    "ServiceRequest.subject.type = Patient": "of what the reference is anyway",
    "Task.focus.type = ServiceRequest": "of what the reference is anyway",
    "ServiceRequest.category.coding.display = Council, housing": "the list's own words for the code",
}


def fullest(world: World) -> dict[str, Any]:
    """A bundle that states as much as one may."""
    names = Names(world.service.settings.public_url)
    content = bundle(names, "WHOLE/1", str(world.services["refuge"]))
    request, task = (entry["resource"] for entry in content["entry"])
    meta = {
        "versionId": "1",
        "lastUpdated": "2026-11-02T09:00:00Z",
        "source": "https://example.org/sender",
        "profile": ["https://example.org/profile"],
    }
    patient = request["contained"][0]
    for resource in (request, patient, task):
        resource["meta"] = deepcopy(meta)
    request["id"], task["id"] = "request", "task"
    request["identifier"][0]["system"] = names.references_of(world.agencies["council"])
    request["priority"] = "asap"
    request["requester"] = names.agency(world.agencies["council"])
    request["note"] = [{"text": "A fictional account."}]
    request["subject"]["type"] = "Patient"
    request["extension"][0]["extension"] = [
        {"url": "status", "valueCode": "not_sought"},
        {"url": "reason", "valueString": "Asking would put the person in danger."},
    ]
    patient["name"][0]["use"] = "usual"
    patient["communication"] = [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "fr"}]}}]
    patient["extension"][0]["extension"] += [
        *({"url": url, "valueBoolean": False} for url in ("may-text", "may-leave-voicemail", "may-write")),
        {"url": "safe-times", "valueString": "After 6 pm"},
    ]
    patient["extension"].append({"url": INTERPRETER, "valueBoolean": True})
    task["focus"]["type"] = "ServiceRequest"
    task["owner"] = names.service(world.services["refuge"])
    return content


def least(world: World) -> dict[str, Any]:
    """One that states little, and of the person an age band, which excludes the day of birth."""
    names = Names(world.service.settings.public_url)
    content = bundle(names, "WHOLE/2", str(world.services["refuge"]))
    patient = content["entry"][0]["resource"]["contained"][0]
    for name in ("birthDate", "address"):
        del patient[name]
    patient["extension"].append({"url": names.extension("age-band"), "valueCode": "18_to_24"})
    return content


def changes(model: type[BaseModel], value: dict[str, Any], name: str, at: Place = ()) -> Iterator[Change]:
    """Every element that the model accepts here, stated or not, under every other value of its form."""
    for field, info in model.model_fields.items():
        element = info.alias or field
        stated = value.get(element)
        path, place = f"{name}.{element}", (*at, element)
        kind, many = _kind(info.annotation)
        if element == "resource":
            kind, path = RESOURCES[value["request"]["url"]], value["request"]["url"]
        if element == "contained":
            path = "Patient"
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            others = [other for other in _others(kind, element, stated) if other != stated]
            yield from ((path, place, [other] if many else other) for other in others)
            continue
        items = (stated or []) if many else [stated or {}]
        for number, item in enumerate(items):
            yield from changes(kind, item, path, (*place, number) if many else place)
        if many:
            yield from ((path, place, [*items, again]) for again in _one_more(kind, items))


def _kind(annotation: Any) -> tuple[Any, bool]:
    """The type beneath what may be absent or stand several times, and whether it may."""
    many = False
    while (arguments := get_args(annotation)) and get_origin(annotation) is not Literal:
        many = many or get_origin(annotation) is list
        annotation = next(one for one in arguments if one is not type(None))
    return annotation, many


def _others(kind: Any, element: str, stated: Any) -> list[Any]:
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if kind is bool:
        return [True, False] if stated is None else [not stated]
    return [WORDS, *OTHERS.get(element, [])]


def _one_more(kind: type[BaseModel], items: list[Any]) -> list[Any]:
    """What stands already, once more and with another value; a part of the profile where nothing stands."""
    again = [deepcopy(item) for item in items[:1]]
    other = [{**item, "value": "020 7946 0009"} for item in items[:1] if "value" in item]
    return [*again, *other, {"url": "may-call", "valueBoolean": True}, {"text": WORDS}]


def changed(content: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    whole = deepcopy(content)
    target: Any = whole
    for step in place[:-1]:
        target = target.setdefault(step, {}) if isinstance(target, dict) else target[step]
    target[place[-1]] = value
    return whole


def lost(world: World, content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The path of every change that is taken for the same referral, and the path with the value."""
    client = world.as_role(Role.REFERRER_CLIENT)
    headers = {"Content-Type": MEDIA_TYPE}
    resource_of(client.post("/v1/fhir", json=content, headers=headers))
    for path, place, value in changes(FhirBundleIn, content, "Bundle"):
        response = client.post("/v1/fhir", json=changed(content, place, value), headers=headers)
        assert response.status_code in {200, 409, 422}, (path, value, response.text)
        if "200 OK" in response.text:
            yield path, f"{path} = {value}"


def test_what_is_accepted_makes_a_difference_or_is_refused(world: World) -> None:
    """Under a reference in use the same content is the first receipt again and another a conflict."""
    found = [*lost(world, fullest(world)), *lost(world, least(world))]
    assert [told for path, told in found if {path, told}.isdisjoint(MEANINGLESS)] == []
    assert MEANINGLESS.keys() == {key for pair in found for key in pair if key in MEANINGLESS}
