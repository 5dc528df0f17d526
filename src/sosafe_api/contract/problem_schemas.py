"""Schemas and shared answers of problem documents, from the catalogue that the service answers with."""

from typing import Any

from sosafe_api.contract.schemas import CODE, LONGEST_CODE, JsonSchema
from sosafe_api.core.http.catalogue import CATALOGUE, ProblemKind
from sosafe_api.core.http.problems import MEDIA_TYPE, MOST_ERRORS
from sosafe_api.core.schemas import PRINTABLE

ADDRESS = "https://api.example.org/problems/"
REQUEST_ID = "019a4b1c2d3e7f508192a3b4c5d6e7f8"
_MEMBERS: dict[str, dict[str, Any]] = {
    "insufficient_scope": {"scope": "referral:create"},
    "transition_not_allowed": {"allowed_to": ["withdrawn"]},
    "content_too_large": {"limit_bytes": 262_144},
    "unsupported_media_type": {"accepted": ["application/json"]},
    "not_acceptable": {"available": ["application/json"]},
    "quota_exceeded": {"violated_policies": ["client"]},
    "import_not_reversible": {
        "hindrances": [{"record": "/v1/referrals/019a0000-0000-7000-8000-0000000000aa", "status": "received"}]
    },
    "agency_reference_in_use": {"existing": "/v1/referrals/019a0000-0000-7000-8000-0000000000aa"},
}
_ERRORS: dict[str, list[dict[str, str]]] = {
    "invalid_parameter": [
        {"parameter": "limit", "code": "too_large", "detail": "Must be at most 200."},
    ],
    "invalid_header": [
        {
            "header": "Idempotency-Key",
            "code": "wrong_format",
            "detail": "Must be 16 to 255 visible ASCII characters, best a UUID.",
        },
    ],
    "validation_failed": [
        {
            "pointer": "#/person/date_of_birth",
            "code": "date_in_future",
            "detail": "Must not be after today.",
        },
        {"pointer": "#/service_id", "code": "required", "detail": "Must be present."},
    ],
}


def example(kind: ProblemKind) -> dict[str, Any]:
    """A problem document as the service writes it."""
    errors = _ERRORS.get(kind.code)
    detail = f"{len(errors)} values need attention." if errors and len(errors) > 1 else kind.cause
    found: dict[str, Any] = {
        "type": ADDRESS + kind.slug,
        "title": kind.title,
        "status": kind.status,
        "code": kind.code,
        "detail": "1 value needs attention." if errors and len(errors) == 1 else detail,
        "request_id": REQUEST_ID,
    }
    if errors:
        found["errors"] = errors
    return found | _MEMBERS.get(kind.code, {})


def components() -> dict[str, JsonSchema]:
    return {"Problem": _problem(), "FaultyValue": _faulty_value()}


def response_components(headers: dict[str, Any]) -> dict[str, Any]:
    """One answer for each status of the catalogue, and `ProblemDefault` for what no status foresees."""
    found = {f"Problem{status}": _response(_kinds(status), headers) for status in sorted(_statuses())}
    found["ProblemDefault"] = {
        **_response(_kinds(500), headers),
        "description": "Anything else: a problem document, whatever the status.",
    }
    return found


def _statuses() -> set[int]:
    return {kind.status for kind in CATALOGUE.values()}


def _kinds(status: int) -> list[ProblemKind]:
    return [kind for kind in CATALOGUE.values() if kind.status == status]


def _response(kinds: list[ProblemKind], headers: dict[str, Any]) -> dict[str, Any]:
    status = kinds[0].status
    extra = {
        401: ["WWW-Authenticate"],
        403: ["WWW-Authenticate"],
        405: ["Allow"],
        409: ["Retry-After"],
        412: ["ETag"],
        429: ["Retry-After"],
        503: ["Retry-After"],
    }
    names = [*COMMON, "Content-Language", *extra.get(status, [])]
    return {
        "description": " ".join(f"`{kind.code}`: {kind.title}." for kind in kinds),
        "headers": {name: headers[name] for name in names},
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.code: {"summary": kind.title, "value": example(kind)} for kind in kinds},
            }
        },
    }


COMMON = (
    "Request-Id",
    "API-Version",
    "Cache-Control",
    "Correlation-Id",
    "RateLimit",
    "RateLimit-Policy",
    "Access-Control-Allow-Origin",
)


def _text(description: str, maximum: int, **rest: Any) -> JsonSchema:
    return {"type": "string", "maxLength": maximum, "pattern": PRINTABLE, "description": description, **rest}


_CODES: JsonSchema = {"maxLength": LONGEST_CODE, "pattern": CODE}
_MANY: JsonSchema = {
    "type": "array",
    "maxItems": 50,
    "items": {"type": "string", "maxLength": 128, "pattern": PRINTABLE},
}
_PROBLEM_MEMBERS: JsonSchema = {
    "type": {
        "type": "string",
        "format": "uri",
        "maxLength": 2048,
        "description": "The page that explains this kind of problem.",
    },
    "title": _text("The kind of problem in a few words.", 200),
    "status": {
        "type": "integer",
        "format": "int32",
        "minimum": 400,
        "maximum": 599,
        "description": "The status of the answer.",
    },
    "code": {
        "type": "string",
        **_CODES,
        "x-extensible-enum": sorted(CATALOGUE),
        "description": "What programs switch on; never renamed.",
    },
    "detail": _text("What happened this time.", 2000),
    "request_id": _text("Quote it to support.", 64),
    "errors": {
        "type": "array",
        "maxItems": MOST_ERRORS,
        "items": {"$ref": "#/components/schemas/FaultyValue"},
        "description": "Every value that needs attention, all at once.",
    },
    "allowed_to": {**_MANY, "description": "Where the record may go instead."},
    "accepted": {**_MANY, "description": "The media types that are read here."},
    "available": {**_MANY, "description": "The media types that can be written here."},
    "scope": _text("The scope that the token lacks.", 128),
    "existing": _text("The record that is already there, where you may read it.", 2048),
    "hindrances": {
        "type": "array",
        "maxItems": 50,
        "items": {
            "type": "object",
            "required": ["record", "status"],
            "properties": {
                "record": _text("The record.", 2048),
                "status": {"type": "string", **_CODES, "description": "How it stands."},
            },
        },
        "description": "The first of the records that stand in the way.",
    },
    "limit_bytes": {
        "type": "integer",
        "format": "int64",
        "minimum": 0,
        "maximum": 2**53,
        "description": "The most that is taken.",
    },
    "violated_policies": {**_MANY, "description": "The quotas that are used up."},
}


def _problem() -> JsonSchema:
    return {
        "type": "object",
        "description": "What went wrong, why, and the way out (RFC 9457). Further members may appear.",
        "required": ["type", "title", "status", "code", "detail", "request_id"],
        "properties": _PROBLEM_MEMBERS,
        "examples": [example(CATALOGUE["validation_failed"])],
    }


def _faulty_value() -> JsonSchema:
    return {
        "type": "object",
        "description": "One value that needs attention, named by one of pointer, parameter and header.",
        "required": ["code", "detail"],
        "properties": {
            "pointer": _text("Its place in the body, a JSON Pointer as URI fragment (RFC 6901).", 2048),
            "parameter": _text("The query parameter.", 256),
            "header": _text("The request header.", 64),
            "code": {
                "type": "string",
                "maxLength": LONGEST_CODE,
                "pattern": CODE,
                "description": "The rule it breaks.",
            },
            "detail": _text("How to mend it.", 2000),
        },
        "examples": [_ERRORS["validation_failed"][0]],
    }
