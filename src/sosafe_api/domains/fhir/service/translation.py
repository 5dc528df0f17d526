"""Reads a ServiceRequest of the profile as a referral, and keeps what cannot be read of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import FieldError
from sosafe_api.domains.fhir.rules.naming import REFERRAL_REASONS, REFERRAL_SOURCES, Names
from sosafe_api.domains.fhir.rules.statuses import URGENCY
from sosafe_api.domains.fhir.schemas import Extension, Patient, Reference, ServiceRequest
from sosafe_api.domains.fhir.service.elements import Elements, Forms

INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
_DATE_LENGTH = len("2026-11-02")
_CONTACT = {"phone": "telephone", "email": "email"}
_SAFE_CONTACT: Forms = {
    "may-call": "valueBoolean",
    "may-text": "valueBoolean",
    "may-leave-voicemail": "valueBoolean",
    "may-write": "valueBoolean",
    "safe-times": "valueString",
}
_CONSENT: Forms = {"status": "valueCode", "reason": "valueString"}


class Translation:
    """Of one ServiceRequest, which is the entry `at` of its bundle; `errors` grow as it is read."""

    def __init__(self, names: Names, at: int, agency_id: UUID) -> None:
        self._names = names
        self._agency = agency_id
        self._elements = Elements(names, at)

    @property
    def errors(self) -> list[FieldError]:
        return self._elements.errors

    def referral(self, request: ServiceRequest) -> dict[str, Any]:
        """As `POST /v1/referrals` takes it, so that its rules judge it and its digest is that of the same JSON."""
        read, patient = self._elements, request.contained[0]
        if read.local(request.subject, "Patient", "subject") not in (None, f"#{patient.id}"):
            detail = "Must be the contained Patient, like #person."
            read.fault("unknown_reference", detail, "subject/reference")
        if request.requester is not None:
            self._own_agency(request.requester)
        services, performer = self._names.services, request.performer[0]
        referral = {
            "agency_reference": read.own_reference(request.identifier[0], self._agency, "identifier/0"),
            "service_id": read.named(performer, "HealthcareService", services, "performer/0"),
            "referral_source": read.code(request.category[0], REFERRAL_SOURCES, "category/0"),
            "reason_codes": [
                read.code(reason, REFERRAL_REASONS, f"reasonCode/{place}")
                for place, reason in enumerate(request.reason_code)
            ],
            "urgency": URGENCY[request.priority].value,
            "referred_on": _day(request.authored_on),
            "person": self._person(patient),
            "consent": self._consent(request.extension),
        }
        return referral | ({"narrative": request.note[0].text} if request.note else {})

    def _own_agency(self, requester: Reference) -> None:
        named = self._elements.named(requester, "Organization", self._names.agencies, "requester")
        if named not in (None, str(self._agency)):
            detail = "Must be the agency of your token."
            self._elements.fault("unknown_reference", detail, "requester/identifier/value")

    def _person(self, patient: Patient) -> dict[str, Any]:
        age_band, safe_contact = (self._names.extension(name) for name in ("age-band", "safe-contact"))
        forms: Forms = {age_band: "valueCode", safe_contact: _SAFE_CONTACT, INTERPRETER: "valueBoolean"}
        known = self._elements.extensions(patient.extension, forms, "contained/0/extension")
        contact = self._elements.telecom(patient.telecom, _CONTACT, "contained/0/telecom")
        contact |= {name.replace("-", "_"): value for name, value in known.get(safe_contact, {}).items()}
        person: dict[str, Any] = {"full_name": patient.name[0].text, "safe_contact": contact}
        if patient.birth_date is not None:
            person["date_of_birth"] = patient.birth_date
        if age_band in known:
            person["age_band"] = known[age_band]
        if patient.address:
            person["outward_postcode"] = patient.address[0].postal_code
        return person | self._interpreter(patient, required=known.get(INTERPRETER, False))

    def _interpreter(self, patient: Patient, *, required: bool) -> dict[str, Any]:
        """A language alone does not say that somebody is needed who speaks it."""
        spoken = [item.language for item in patient.communication]
        if required != bool(spoken):
            detail = f"Must stand together with the extension {INTERPRETER} that says true."
            self._elements.fault("required", detail, "contained/0/communication")
        place = "contained/0/communication/0/language"
        languages = [self._elements.language(language, place) for language in spoken]
        return {"interpreter_language": languages[0]} if required and languages else {}

    def _consent(self, extensions: list[Extension]) -> dict[str, Any]:
        """What is said of it and no more: of what is missing, the rules of a referral say that it is."""
        consent = self._names.extension("consent")
        known = self._elements.extensions(extensions, {consent: _CONSENT})
        if consent not in known:
            self._elements.fault("required", f"Must hold the extension {consent}.", "extension")
        stated: dict[str, Any] = known.get(consent, {})
        return stated


def _day(authored_on: str) -> str:
    """FHIR has a day or an instant; a referral is made on a day, in London. What is neither is judged as it stands."""
    if len(authored_on) <= _DATE_LENGTH:
        return authored_on
    try:
        instant = datetime.fromisoformat(authored_on)
    except ValueError:
        return authored_on
    return authored_on if instant.tzinfo is None else london_date(instant).isoformat()
