"""Examples of the contract, built as the service builds its answers."""

from typing import Any

from sosafe_api.domains.fhir.rules.capabilities import capability_statement
from sosafe_api.domains.fhir.rules.naming import REFERRAL_REASONS, REFERRAL_SOURCES, Names
from sosafe_api.domains.fhir.rules.outcomes import operation_outcome
from sosafe_api.domains.fhir.rules.showing import service_request, task, transaction_response
from sosafe_api.domains.referrals.schemas.intake import RECEIPT
from sosafe_api.domains.referrals.schemas.reading import SUMMARY

NAMES = Names("https://api.example.org")
_URN = "urn:uuid:0e3bd0b2-7c1e-4a58-9f2a-5d6c1b7f4a01"
_SERVICE = "019a0000-0000-7000-8000-000000000001"

SERVICE_REQUEST: dict[str, Any] = service_request(SUMMARY, NAMES)
TASK: dict[str, Any] = task(SUMMARY, NAMES)
RESPONSE: dict[str, Any] = transaction_response(RECEIPT, "201 Created", ["ServiceRequest", "Task"])
CAPABILITIES: dict[str, Any] = capability_statement(NAMES, "0.1.0")
OUTCOME: dict[str, Any] = operation_outcome(
    {
        "type": "https://api.example.org/problems/not-found",
        "title": "Not found",
        "status": 404,
        "code": "not_found",
        "detail": "There is nothing here for you.",
        "request_id": "019a4b1c2d3e7f508192a3b4c5d6e7f8",
    }
)


def bundle(names: Names, reference: str, service_id: str) -> dict[str, Any]:
    """A referral of a fictional person as a sender's system pushes it."""
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [_request(names, reference, service_id), _task()],
    }


def _request(names: Names, reference: str, service_id: str) -> dict[str, Any]:
    permission = {"url": "may-call", "valueBoolean": True}
    patient = {
        "resourceType": "Patient",
        "id": "person",
        "name": [{"text": "Example Person"}],
        "birthDate": "1990-01-31",
        "telecom": [{"system": "phone", "value": "020 7946 0000"}],
        "address": [{"postalCode": "SG1"}],
        "extension": [{"url": names.extension("safe-contact"), "extension": [permission]}],
    }
    resource = {
        "resourceType": "ServiceRequest",
        "contained": [patient],
        "extension": [
            {"url": names.extension("consent"), "extension": [{"url": "status", "valueCode": "given"}]}
        ],
        "identifier": [{"value": reference}],
        "status": "active",
        "intent": "order",
        "category": [names.coded(REFERRAL_SOURCES, "council_housing")],
        "priority": "routine",
        "subject": {"reference": "#person"},
        "authoredOn": "2026-11-02",
        "performer": [names.service(service_id)],
        "reasonCode": [names.coded(REFERRAL_REASONS, "asb_victim")],
    }
    return {"fullUrl": _URN, "resource": resource, "request": {"method": "POST", "url": "ServiceRequest"}}


def _task() -> dict[str, Any]:
    resource = {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "focus": {"reference": _URN},
    }
    return {
        "fullUrl": "urn:uuid:0e3bd0b2-7c1e-4a58-9f2a-5d6c1b7f4a02",
        "resource": resource,
        "request": {"method": "POST", "url": "Task"},
    }


BUNDLE: dict[str, Any] = bundle(NAMES, "ASB/2026/0012", _SERVICE)
