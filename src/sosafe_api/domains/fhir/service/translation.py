"""Reads a ServiceRequest of the profile as a referral, and keeps what cannot be read of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import FieldError
from sosafe_api.domains.fhir.rules.naming import REFERRAL_REASONS, REFERRAL_SOURCES, Names
from sosafe_api.domains.fhir.rules.statuses import URGENCY
from sosafe_api.domains.fhir.schemas import Extension, Patient, Reference, ServiceRequest

INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
_DATE_LENGTH = len("2026-11-02")
_PERMISSIONS = {
    "may-call": "may_call",
    "may-text": "may_text",
    "may-leave-voicemail": "may_leave_voicemail",
    "may-write": "may_write",
}
_CONTACT = {"phone": "telephone", "email": "email"}


class Translation:
    """Of one ServiceRequest, which is the entry `at` of its bundle; `errors` grow as it is read."""

    def __init__(self, names: Names, at: int, agency_id: UUID) -> None:
        self.errors: list[FieldError] = []
        self._names = names
        self._prefix = f"#/entry/{at}/resource/"
        self._agency = str(agency_id)

    def referral(self, request: ServiceRequest) -> dict[str, Any]:
        """As `POST /v1/referrals` takes it, so that its rules judge it and its digest is that of the same JSON."""
        patient = request.contained[0]
        if request.subject.reference != f"#{patient.id}":
            self._fault(
                "unknown_reference", "Must be the contained Patient, like #person.", "subject/reference"
            )
        if request.requester is not None and self._named(
            request.requester, self._names.agencies, "requester"
        ) not in (
            None,
            self._agency,
        ):
            self._fault(
                "unknown_reference", "Must be the agency of your token.", "requester/identifier/value"
            )
        referral = {
            "agency_reference": request.identifier[0].value,
            "service_id": self._named(request.performer[0], self._names.services, "performer/0"),
            "referral_source": self._code(request.category[0], REFERRAL_SOURCES, "category/0"),
            "reason_codes": [
                self._code(reason, REFERRAL_REASONS, f"reasonCode/{place}")
                for place, reason in enumerate(request.reason_code)
            ],
            "urgency": URGENCY[request.priority].value,
            "referred_on": _day(request.authored_on),
            "person": self._person(patient),
            "consent": self._consent(request.extension),
        }
        return referral | ({"narrative": request.note[0].text} if request.note else {})

    def _person(self, patient: Patient) -> dict[str, Any]:
        place = "contained/0/extension"
        known = self._extensions(patient.extension, place, "age-band", "safe-contact", INTERPRETER)
        contact: dict[str, Any] = {_CONTACT[point.system]: point.value for point in patient.telecom}
        if "safe-contact" in known:
            contact |= self._safe_contact(known["safe-contact"].extension, place)
        person: dict[str, Any] = {"full_name": patient.name[0].text, "safe_contact": contact}
        if patient.birth_date is not None:
            person["date_of_birth"] = patient.birth_date
        if "age-band" in known:
            person["age_band"] = known["age-band"].value_code
        if patient.address:
            person["outward_postcode"] = patient.address[0].postal_code
        return person | self._interpreter(patient, known.get(INTERPRETER))

    def _interpreter(self, patient: Patient, required: Extension | None) -> dict[str, Any]:
        """A language alone does not say that somebody is needed who speaks it."""
        stated = required is not None and required.value_boolean is True
        if stated != bool(patient.communication):
            detail = f"Must stand together with the extension {INTERPRETER} that says true."
            self._fault("required", detail, "contained/0/communication")
        if not stated or not patient.communication:
            return {}
        return {"interpreter_language": patient.communication[0].language.coding[0].code}

    def _safe_contact(self, parts: list[Extension], place: str) -> dict[str, Any]:
        known = self._extensions(parts, place, *_PERMISSIONS, "safe-times", nested=True)
        found: dict[str, Any] = {
            _PERMISSIONS[name]: part.value_boolean for name, part in known.items() if name in _PERMISSIONS
        }
        if "safe-times" in known:
            found["safe_times"] = known["safe-times"].value_string
        return found

    def _consent(self, extensions: list[Extension]) -> dict[str, Any]:
        known = self._extensions(extensions, "extension", "consent")
        if "consent" not in known:
            detail = f"Must hold the extension {self._names.extension('consent')}."
            self._fault("required", detail, "extension")
            return {"status": "given"}  # never taken in: the fault refuses it
        parts = self._extensions(known["consent"].extension, "extension", "status", "reason", nested=True)
        consent: dict[str, Any] = {"status": parts["status"].value_code if "status" in parts else None}
        return consent | ({"reason": parts["reason"].value_string} if "reason" in parts else {})

    def _extensions(
        self, given: list[Extension], place: str, *names: str, nested: bool = False
    ) -> dict[str, Extension]:
        """By short name. One that is not known, or stands twice, is refused: it may change the sense of the rest."""
        by_url = {name if nested or ":" in name else self._names.extension(name): name for name in names}
        found: dict[str, Extension] = {}
        for number, extension in enumerate(given):
            name = by_url.get(extension.url)
            if name is None or name in found:
                detail = "Must be an extension of this profile, each at most once."
                self._fault("unknown_property", detail, place if nested else f"{place}/{number}/url")
            else:
                found[name] = extension
        return found

    def _code(self, concept: Any, code_list: str, place: str) -> str:
        system = self._names.code_list(code_list)
        if concept.coding[0].system != system:
            self._fault("unknown_code", f"Must be of the system {system}.", f"{place}/coding/0/system")
        return str(concept.coding[0].code)

    def _named(self, reference: Reference, system: str, place: str) -> str | None:
        """The value of a logical reference of this system."""
        identifier = reference.identifier
        if identifier is None or identifier.system != system or reference.reference is not None:
            self._fault("unknown_reference", f"Must be an identifier of the system {system}.", place)
            return None
        return identifier.value

    def _fault(self, code: str, detail: str, place: str) -> None:
        self.errors.append(FieldError(code, detail, pointer=self._prefix + place))


def _day(authored_on: str) -> str:
    """FHIR has a day or an instant; a referral is made on a day, in London. What is neither is judged as it stands."""
    if len(authored_on) <= _DATE_LENGTH:
        return authored_on
    try:
        instant = datetime.fromisoformat(authored_on)
    except ValueError:
        return authored_on
    return authored_on if instant.tzinfo is None else london_date(instant).isoformat()
