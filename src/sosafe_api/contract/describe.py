"""A schema in words: its type, its bounds, and the schemas it leads to."""

from dataclasses import dataclass, field
from typing import Any

from sosafe_api.contract.schemas import PREFIX

_FORMATS = {
    "uuid": "UUID",
    "date": "day",
    "date-time": "instant",
    "email": "e-mail address",
    "uri": "address",
}


@dataclass(frozen=True, slots=True)
class Described:
    """`links` are names of schemas; `codes` are the values known at present."""

    kind: str
    bounds: str = ""
    links: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    default: str = ""


def describe(schema: dict[str, Any]) -> Described:
    if "$ref" in schema:
        return Described("", links=[schema["$ref"].removeprefix(PREFIX)])
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return _choices(schema[choice])
    kinds = schema.get("type", "any value")
    names = kinds if isinstance(kinds, list) else [kinds]
    main = next((name for name in names if name != "null"), "null")
    inner = describe(schema["items"]) if "items" in schema else Described("")
    kind = _kind(main, schema, inner)
    codes = [
        str(code) for code in schema.get("x-extensible-enum", schema.get("enum", [])) if code is not None
    ]
    return Described(
        kind + (" or null" if "null" in names else ""),
        _bounds(schema),
        inner.links,
        codes or inner.codes,
        "" if schema.get("default") in (None, [], {}) else str(schema["default"]),
    )


def _choices(choices: list[dict[str, Any]]) -> Described:
    found = [describe(choice) for choice in choices]
    kinds = [item.kind for item in found if item.kind]
    return Described(" or ".join(kinds), links=[link for item in found for link in item.links])


def _kind(main: str, schema: dict[str, Any], inner: Described) -> str:
    if main == "array":
        return f"list of {inner.kind}".strip() if inner.kind else "list of"
    if main == "string":
        return _FORMATS.get(schema.get("format", ""), "code" if "x-extensible-enum" in schema else "text")
    return {"integer": "whole number", "boolean": "true or false"}.get(main, main)


def _bounds(schema: dict[str, Any]) -> str:
    parts = [
        _range(schema.get("minimum"), schema.get("maximum"), ""),
        _range(schema.get("minItems"), schema.get("maxItems"), " items"),
    ]
    if "format" not in schema and "x-extensible-enum" not in schema and "enum" not in schema:
        parts.append(_range(schema.get("minLength"), schema.get("maxLength"), " characters"))
    return ", ".join(part for part in parts if part)


def _range(least: Any, most: Any, unit: str) -> str:
    if least is None and most is None:
        return ""
    if most is None:
        return f"at least {least}{unit}"
    return f"at most {most:,}{unit}" if least is None else f"{least} to {most:,}{unit}"
