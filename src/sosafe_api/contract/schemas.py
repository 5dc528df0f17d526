"""Tidies the schemas that Pydantic writes: nullable types, bounds by format, codes that may grow."""

from collections.abc import Callable, Iterator
from typing import Any

from sosafe_api.core.schemas import PRINTABLE

JsonSchema = dict[str, Any]

PREFIX = "#/components/schemas/"
CODE = r"^[a-z0-9][a-z0-9_]*$"
LONGEST_CODE = 64
_LENGTHS = {"uuid": 36, "date": 10, "date-time": 35, "email": 254, "uri": 2048}
_SMALL = 2**31 - 1
_MAPS = ("properties", "patternProperties", "$defs")
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "contains")


def tidy(schema: JsonSchema) -> JsonSchema:
    """The same schema without generated titles, null as a type, and the bounds its format implies."""
    result = _transformed(schema, tidy)
    if "x-component" in result:
        return {"$ref": PREFIX + result["x-component"]}
    if isinstance(result.get("title"), str):
        del result["title"]
    if "default" in result and result["default"] is None:
        del result["default"]
    result = _nullable(result)
    _bound(result)
    return result


def opened(schema: JsonSchema, enumerations: dict[str, JsonSchema]) -> JsonSchema:
    """An output's schema: a code list may grow without breaking a reader, and every text has a pattern."""
    if schema.get("$ref", "").removeprefix(PREFIX) in enumerations:
        name = schema["$ref"].removeprefix(PREFIX)
        described = {key: value for key, value in schema.items() if key != "$ref"}
        return {
            **_extensible(enumerations[name]["enum"]),
            "description": enumerations[name].get("description", ""),
            **described,
        }
    result = _transformed(schema, lambda part: opened(part, enumerations))
    if "enum" in result and _is(result, "string"):
        codes = result.pop("enum")
        result = _extensible(codes) | result
    result = _nullable(result)
    if _is(result, "string") and not {"format", "pattern", "const", "enum"} & set(result):
        result["pattern"] = CODE if "x-extensible-enum" in result else PRINTABLE
    return result


def names_in(schema: Any) -> Iterator[str]:
    """The components that a schema, or anything that holds schemas, refers to."""
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith(PREFIX):
            yield reference.removeprefix(PREFIX)
        for value in schema.values():
            yield from names_in(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from names_in(item)


def closure(names: Iterator[str], components: dict[str, JsonSchema]) -> set[str]:
    """These components and all that they refer to."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in components and name not in found:
            found.add(name)
            waiting.extend(names_in(components[name]))
    return found


def _transformed(schema: JsonSchema, change: Callable[[JsonSchema], JsonSchema]) -> JsonSchema:
    result = dict(schema)
    for key in _MAPS:
        if isinstance(result.get(key), dict):
            result[key] = {name: change(part) for name, part in result[key].items()}
    for key in _LISTS:
        if isinstance(result.get(key), list):
            result[key] = [change(part) for part in result[key]]
    for key in _SINGLE:
        if isinstance(result.get(key), dict):
            result[key] = change(result[key])
    return result


def _nullable(schema: JsonSchema) -> JsonSchema:
    """`anyOf: [x, null]` as `type: [x, "null"]`; a reference keeps its `anyOf`."""
    choices = schema.get("anyOf", [])
    others = [choice for choice in choices if choice != {"type": "null"}]
    if len(others) != 1 or len(choices) != 2 or not isinstance(others[0].get("type"), str):  # noqa: PLR2004
        return schema
    only = dict(others[0])
    only["type"] = [only["type"], "null"]
    if "enum" in only:
        only["enum"] = [*only["enum"], None]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return only | rest


def _bound(schema: JsonSchema) -> None:
    if _is(schema, "string") and schema.get("format") in _LENGTHS:
        schema.setdefault("maxLength", _LENGTHS[schema["format"]])
    if _is(schema, "integer") and "format" not in schema:
        largest = max(abs(schema.get("minimum", 0)), abs(schema.get("maximum", _SMALL + 1)))
        schema["format"] = "int32" if largest <= _SMALL else "int64"


def _extensible(codes: list[str | None]) -> JsonSchema:
    return {
        "type": "string",
        "maxLength": LONGEST_CODE,
        "pattern": CODE,
        "x-extensible-enum": [code for code in codes if code is not None],
    }


def _is(schema: JsonSchema, kind: str) -> bool:
    stated = schema.get("type")
    return stated == kind or (isinstance(stated, list) and kind in stated)
