"""The systems by which FHIR resources name what belongs to this service: agencies, services, codes, extensions."""

from typing import Any

from sosafe_api.core.sentence import sentence

VERSION = "4.0.1"
BASE = "/v1/fhir"
_MASKED = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
REFERRAL_REASONS = "referrals.referral_reason"
REFERRAL_SOURCES = "referrals.referral_source"
REFERRAL_STATUSES = "referrals.status"
CASE_ENDINGS = "cases.case_ending"


class Names:
    """Made from the address of the installation, so that two installations never mean the same by one name."""

    def __init__(self, public_url: str) -> None:
        self.base = f"{public_url}{BASE}"
        self.agencies = f"{public_url}/v1/agencies"
        self.services = f"{public_url}/v1/services"
        self.results = f"{self.base}/CodeSystem/referral-result"
        self.problems = f"{public_url}/problems"
        self._code_lists = f"{public_url}/v1/code-lists"

    def code_list(self, name: str) -> str:
        return f"{self._code_lists}/{name}"

    def references_of(self, agency_id: Any) -> str:
        """The system of an agency's own references: unique within the agency, not beyond it."""
        return f"{self.agencies}/{agency_id}/references"

    def extension(self, name: str) -> str:
        return f"{self.base}/StructureDefinition/{name}"

    def coded(self, code_list: str, code: str) -> dict[str, Any]:
        """A CodeableConcept of one code of a list of ours."""
        return {"coding": [{"system": self.code_list(code_list), "code": code, "display": sentence(code)}]}

    def agency(self, agency_id: Any) -> dict[str, Any]:
        """A logical reference: what it names is read at `GET /v1/agencies/{agency_id}`."""
        return _logical("Organization", self.agencies, agency_id)

    def service(self, service_id: Any) -> dict[str, Any]:
        """A logical reference: what it names is read at `GET /v1/services/{service_id}`."""
        return _logical("HealthcareService", self.services, service_id)


def _logical(kind: str, system: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "identifier": {"system": system, "value": str(value)}}


def masked() -> dict[str, Any]:
    """A reference to somebody who is not told of here, as FHIR's own extension says it."""
    return {"type": "Patient", "extension": [{"url": _MASKED, "valueCode": "masked"}]}
