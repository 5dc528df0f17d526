"""A problem of this service as OperationOutcome, with one issue for each value that needs attention."""

import re
from collections.abc import Mapping
from typing import Any

# The codes of `issue-type` by the problem's code; what is not named here could not be processed.
_ISSUES = {
    "malformed_request": "structure",
    "invalid_parameter": "invalid",
    "invalid_header": "invalid",
    "cursor_invalid": "invalid",
    "unauthenticated": "login",
    "insufficient_scope": "forbidden",
    "role_not_permitted": "forbidden",
    "not_found": "not-found",
    "not_acceptable": "not-supported",
    "unsupported_media_type": "not-supported",
    "agency_reference_in_use": "duplicate",
    "idempotency_in_progress": "conflict",
    "idempotency_key_reused": "conflict",
    "content_too_large": "too-long",
    "request_timeout": "timeout",
    "validation_failed": "invalid",
    "business_rule": "business-rule",
    "quota_exceeded": "throttled",
    "service_unavailable": "transient",
    "outcome_unknown": "transient",
    "internal_error": "exception",
}
_VALUES = {
    "required": "required",
    "unknown_code": "code-invalid",
    "unknown_property": "structure",
    "unknown_reference": "not-found",
    "service_not_accepting": "business-rule",
}
_STEP = re.compile(r"/([^/]+)")


def operation_outcome(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Of a problem document (RFC 9457). Like it, an outcome never repeats what was submitted."""
    about = _details(problem, str(problem["code"]), str(problem["title"]))
    faults = problem.get("errors", ())
    issues = [_of_value(fault, about) for fault in faults] or [
        {"severity": "error", "code": _ISSUES.get(problem["code"], "processing"), "details": about}
    ]
    issues[0]["diagnostics"] = issues[0].get("diagnostics") or str(problem["detail"])
    return {"resourceType": "OperationOutcome", "id": problem["request_id"], "issue": issues}


def _details(problem: Mapping[str, Any], code: str, text: str) -> dict[str, Any]:
    system = str(problem["type"]).rpartition("/")[0]
    return {"coding": [{"system": system, "code": code}], "text": text}


def _of_value(fault: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    issue: dict[str, Any] = {
        "severity": "error",
        "code": _VALUES.get(fault["code"], "value"),
        "details": {"coding": [*about["coding"], {"code": fault["code"]}], "text": about["text"]},
        "diagnostics": fault["detail"],
    }
    place = expression(fault)
    return issue | {"expression": [place]} if place else issue


def expression(fault: Mapping[str, Any]) -> str | None:
    """Where the value stands, as FHIRPath; a search parameter or header by its name, as FHIR writes it."""
    if "pointer" in fault:
        steps = _STEP.findall(fault["pointer"])
        return "Bundle" + "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in steps)
    if "parameter" in fault:
        return f"http.{fault['parameter']}"
    return f"http.{fault['header'].lower()}" if "header" in fault else None
