"""Bounds and forms of single values, compared by keyword."""

import re
from typing import Any

from sosafe_api.contract.compatibility.alternatives import is_of

_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_COUNTS = {"minLength", "minItems", "minProperties"}  # of which none means nought
# Of two that differ nobody can say which takes more, so a change of one is a change.
_FORMS = (
    "pattern",
    "format",
    "multipleOf",
    "contentMediaType",
    "contentEncoding",
    "uniqueItems",
    "propertyNames",
    "patternProperties",
    "not",
    "contains",
)


def loosened(narrow: dict[str, Any], wide: dict[str, Any]) -> list[str]:
    """What lies outside the bounds of `wide`: its keyword, the bound it has and the one it would have to have."""
    found = []
    for keyword in (*_UPPER, *_LOWER):
        limit = wide.get(keyword)
        own = narrow.get(keyword, 0 if keyword in _COUNTS else None)
        if limit is None or (keyword in _COUNTS and limit == 0):
            continue
        if own is None or (own > limit if keyword in _UPPER else own < limit):
            found.append(f"`{keyword}`: {own if keyword in narrow else 'none'} and {limit}.")
    return found


def other_form(narrow: dict[str, Any], wide: dict[str, Any]) -> list[str]:
    """Keywords by which `wide` asks a form that `narrow` does not ask."""
    return [
        keyword
        for keyword in _FORMS
        if wide.get(keyword, False) is not False and wide[keyword] != narrow.get(keyword)
    ]


def accepts(schema: dict[str, Any], value: Any) -> bool:
    """Whether a code of a list lies within a schema's type, bounds and pattern."""
    type_ = schema.get("type")
    if type_ is not None and not is_of(value, type_):
        return False
    if not isinstance(value, str):
        return not any(keyword in schema for keyword in (*_UPPER, *_LOWER, *_FORMS))
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return False
    if "format" in schema:
        return False
    return "pattern" not in schema or re.search(schema["pattern"], value) is not None
