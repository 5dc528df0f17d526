"""What the FHIR side of the service can do, as CapabilityStatement."""

from typing import Any

from sosafe_api.domains.fhir.rules.naming import VERSION, Names

PUBLISHED = "2026-11-26"
_SEARCHED = (
    ("identifier", "token", "The agency's own reference, without a system."),
    ("status", "token", "Any of the codes, separated by commas."),
    ("_lastUpdated", "date", "With the prefix `ge` or `lt`, and an instant."),
)


def capability_statement(names: Names, version: str) -> dict[str, Any]:
    """Of this installation, by its own address."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": PUBLISHED,
        "kind": "instance",
        "software": {"name": "SoSafe API", "version": version},
        "implementation": {"description": "Referrals of a community safety partnership", "url": names.base},
        "fhirVersion": VERSION,
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": "OAuth 2.0 client credentials; the token names the partnership."},
                "resource": [_resource("ServiceRequest"), _resource("Task")],
                "interaction": [
                    {"code": "transaction", "documentation": "One referral: its ServiceRequest and its Task."}
                ],
            }
        ],
    }


def _resource(kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "referencePolicy": ["logical", "local"],
        "searchParam": [
            {"name": name, "type": what, "documentation": documentation}
            for name, what, documentation in _SEARCHED
        ],
    }
