"""What FHIR R4 asks: the structure of a resource by a validator of the standard, its codes by their value sets."""

from typing import Any

import fhirkit
import httpx

MEDIA_TYPE = "application/fhir+json"
# The required bindings of R4 (4.0.1); the validator holds resources against structure, not against value sets.
CODES: dict[str, dict[str, set[str]]] = {
    "ServiceRequest": {
        "status": {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
        "intent": {
            "proposal",
            "plan",
            "directive",
            "order",
            "original-order",
            "reflex-order",
            "filler-order",
            "instance-order",
            "option",
        },
        "priority": {"routine", "urgent", "asap", "stat"},
    },
    "Task": {
        "status": {
            "draft",
            "requested",
            "received",
            "accepted",
            "rejected",
            "ready",
            "cancelled",
            "in-progress",
            "on-hold",
            "failed",
            "completed",
            "entered-in-error",
        },
        "intent": {
            "unknown",
            "proposal",
            "plan",
            "order",
            "original-order",
            "reflex-order",
            "filler-order",
            "instance-order",
            "option",
        },
        "priority": {"routine", "urgent", "asap", "stat"},
    },
    "Bundle": {"type": {"transaction", "transaction-response", "searchset"}},
    "CapabilityStatement": {
        "status": {"draft", "active", "retired", "unknown"},
        "kind": {"instance", "capability", "requirements"},
        "fhirVersion": {"4.0.1"},
    },
}
ISSUE_TYPES = set(
    "invalid structure required value invariant security login unknown expired forbidden suppressed processing "  # noqa: SIM905
    "not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly "
    "business-rule conflict transient lock-error no-store exception timeout incomplete throttled informational".split()
)


def faults(resource: dict[str, Any]) -> list[str]:
    """What the resource, and each that it holds, breaks of the standard."""
    found = [str(issue) for issue in fhirkit.validate(resource)]
    kind = str(resource.get("resourceType"))
    for name, codes in CODES.get(kind, {}).items():
        if name in resource and resource[name] not in codes:
            found.append(f"{kind}.{name} is no code of its value set")
    if kind == "OperationOutcome":
        found += [
            f"{item['code']} is no issue type"
            for item in resource["issue"]
            if item["code"] not in ISSUE_TYPES
        ]
    for entry in resource.get("entry", []):
        found += faults(entry["resource"]) if "resource" in entry else []
    return found


def resource_of(response: httpx.Response, status: int = 200) -> dict[str, Any]:
    """The answer's resource, which is of the standard whatever the status."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == MEDIA_TYPE
    resource: dict[str, Any] = response.json()
    assert faults(resource) == []
    return resource
