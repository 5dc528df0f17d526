"""What Open Referral UK 3.0 asks, as JSON Schema: each property by its type, format and whether it must be there.

Written down from the standard's published reference of fields and of its API
(<https://docs.openreferraluk.org/en/latest/>), which says what is closed here: a value is never null. What is required,
of which type and format, is what the profile's JSON Schemas of service, organization, attribute and taxonomy_term have
(<https://github.com/OpenReferralUK/uk-profile>); `eligibility_description` is of the specification beneath it.
"""

from typing import Any

from jsonschema import Draft202012Validator

_TEXT = {"type": "string"}
_ID = {"type": "string", "format": "uuid"}
_URI = {"type": "string", "format": "uri"}
_EMAIL = {"type": "string", "format": "email"}
_NUMBER = {"type": "number"}


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


ORGANIZATION = _object(
    ("id", "name", "description"),
    id=_ID,
    name=_TEXT,
    description=_TEXT,
    email=_EMAIL,
    website=_URI,
    logo=_TEXT,
    uri=_URI,
    parent_organization_id=_ID,
)
TAXONOMY_TERM = _object(
    ("id", "taxonomy"),
    id=_ID,
    parent_id=_ID,
    taxonomy=_TEXT,
    taxonomy_id=_ID,
    term_uri=_URI,
    term=_TEXT,
)
ATTRIBUTE = _object(
    ("id",), id=_ID, link_id=_ID, taxonomy_term_id=_ID, link_type=_TEXT, taxonomy_term=TAXONOMY_TERM
)
SERVICE = _object(
    ("id", "name", "status", "url"),
    id=_ID,
    organization_id=_ID,
    name=_TEXT,
    description=_TEXT,
    url=_URI,
    email=_EMAIL,
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    fees=_TEXT,
    accreditations=_TEXT,
    eligibility_description=_TEXT,
    minimum_age=_NUMBER,
    maximum_age=_NUMBER,
    assured_date=_TEXT,
    assurer_email=_EMAIL,
    alert=_TEXT,
    last_modified={"type": "string", "format": "date-time"},
    organization=ORGANIZATION,
    attributes={"type": "array", "items": ATTRIBUTE},
) | {"additionalProperties": False}
PAGE = _object(
    ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"),
    total_items={"type": "integer"},
    total_pages={"type": "integer"},
    page_number={"type": "integer"},
    size={"type": "integer"},
    first_page={"type": "boolean"},
    last_page={"type": "boolean"},
    empty={"type": "boolean"},
    contents={"type": "array", "items": SERVICE},
)
ABOUT = _object(("version", "profile", "openapi_url"), version=_TEXT, profile=_URI, openapi_url=_URI)


def faults(content: Any, schema: dict[str, Any]) -> list[str]:
    """What the content breaks of the standard, formats asserted."""
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]
