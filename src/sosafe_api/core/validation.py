"""Every error of a value, in the contract's words and codes, with its place; the value is never repeated."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from sosafe_api.core.errors import FieldError
from sosafe_api.core.schemas import OWN_RULES

LONGEST_NAME = 64
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FRAGMENT = (
    "~!$&'()*+,;=:@?"  # what stands in a fragment as it is (RFC 3986 section 3.5), letters and digits aside
)
# Pydantic's kinds of error, in the words and codes of our contract. The submitted value is never repeated.
_CODES: Mapping[str, tuple[str, str]] = {
    "missing": ("required", "Must be present."),
    "extra_forbidden": ("unknown_property", "Is not a property of this resource."),
    "string_type": ("not_a_string", "Must be a string."),
    "string_too_short": ("too_short", "Must have at least {min_length} characters."),
    "string_too_long": ("too_long", "Must have at most {max_length} characters."),
    "string_pattern_mismatch": ("wrong_format", "Must match {pattern}."),
    "string_unicode": ("not_unicode", "Must be valid Unicode text."),
    "int_type": ("not_an_integer", "Must be a whole number, written without quotes."),
    "int_parsing": ("not_an_integer", "Must be a whole number."),
    "int_from_float": ("not_an_integer", "Must be a whole number."),
    "bool_type": ("not_a_boolean", "Must be true or false."),
    "bool_parsing": ("not_a_boolean", "Must be true or false."),
    "list_type": ("not_an_array", "Must be an array."),
    "tuple_type": ("not_an_array", "Must be an array."),
    "dict_type": ("not_an_object", "Must be an object."),
    "model_type": ("not_an_object", "Must be an object."),
    "model_attributes_type": ("not_an_object", "Must be an object."),
    "too_long": ("too_many_items", "Must have at most {max_length} items."),
    "too_short": ("too_few_items", "Must have at least {min_length} items."),
    "greater_than_equal": ("too_small", "Must be at least {ge}."),
    "less_than_equal": ("too_large", "Must be at most {le}."),
    "greater_than": ("too_small", "Must be more than {gt}."),
    "less_than": ("too_large", "Must be less than {lt}."),
    "enum": ("unknown_code", "Must be one of: {expected}."),
    "literal_error": ("unknown_code", "Must be one of: {expected}."),
    "uuid_parsing": ("not_an_id", "Must be a UUID."),
    "uuid_type": ("not_an_id", "Must be a UUID."),
    "uuid_version": ("not_an_id", "Must be a UUID."),
    "timezone_aware": ("offset_missing", "Must state its offset from UTC, like 2026-11-02T09:30:00Z."),
}
_DATES = ("Must be a date like 2026-11-02.", "Must be an instant with offset, like 2026-11-02T09:30:00Z.")


def field_errors(
    error: ValidationError, *, prefix: tuple[str | int, ...] = (), query: bool = False
) -> list[FieldError]:
    """Every error of a validation, each with its JSON Pointer (or parameter) and the rule it breaks."""
    found = []
    for item in error.errors(include_url=False, include_input=False):
        own = item["type"] in OWN_RULES
        code, detail = (item["type"], item["msg"]) if own else _explain(item["type"], item.get("ctx", {}))
        path = (*prefix, *item["loc"])
        if query and item["type"] == "extra_forbidden":
            found.append(unknown_parameter(str(path[0])))
        elif query:
            found.append(FieldError(code, detail, parameter=shown_name(str(path[0])) if path else ""))
        else:
            found.append(FieldError(code, detail, pointer=json_pointer(path)))
    return found


def unknown_parameter(name: str) -> FieldError:
    detail = "Is not a parameter of this operation."
    return FieldError("unknown_parameter", detail, parameter=shown_name(name))


def _explain(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind in _CODES:
        code, detail = _CODES[kind]
        return code, _sentence(detail.format(**context)) if "{" in detail else detail
    if kind.startswith("datetime"):
        return "not_an_instant", _DATES[1]
    if kind.startswith("date"):
        return "not_a_date", _DATES[0]
    return "invalid_value", "Is not a valid value here."


def _sentence(detail: str) -> str:
    return detail[0].upper() + detail[1:]


def shown_name(name: str) -> str:
    """A name as it was sent, cut where it is longer than any of ours, without control characters."""
    return _CONTROLS.sub("?", name[:LONGEST_NAME])


def json_pointer(path: Iterable[str | int]) -> str:
    """A JSON Pointer as URI fragment (RFC 6901 section 6); a name longer than any of ours is cut."""
    parts = (str(part)[:LONGEST_NAME].replace("~", "~0").replace("/", "~1") for part in path)
    return "#" + "".join("/" + quote(part, safe=_FRAGMENT) for part in parts)
