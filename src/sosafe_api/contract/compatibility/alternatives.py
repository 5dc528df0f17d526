"""The alternatives of a schema: each member of a union, and each type of a list of types."""

from typing import Any

from sosafe_api.contract.compatibility.places import ANNOTATIONS, Place

_UNIONS = ("anyOf", "oneOf")
_OF_TYPE = {"string": str, "boolean": bool, "null": type(None), "object": dict, "array": list}


def alternatives(place: Place) -> list[Place]:
    """Schemas without unions, of one type at most; together they accept what the schema accepts."""
    found = place.resolved()
    if found.value is True:
        return [found.with_value({})]
    if found.value is False:
        return [found]
    if "allOf" in found.value:
        found = found.with_value(_all_of(found))
    for keyword in _UNIONS:
        if keyword in found.value:
            return [each for member in found.each(keyword) for each in _beside(found, keyword, member)]
    types = found.value.get("type")
    if isinstance(types, list):
        return [found.with_value(_of_type(found.value, name)) for name in types]
    return [found]


def _beside(whole: Place, keyword: str, member: Place) -> list[Place]:
    """A member of a union with what the schema asks beside the union."""
    rest = {
        name: value
        for name, value in whole.value.items()
        if name not in ANNOTATIONS and name not in (keyword, "default", "discriminator")
    }
    if not rest or not isinstance(member.value, dict):
        return alternatives(member)
    return alternatives(member.with_value({**rest, **member.value}))


def _all_of(place: Place) -> dict[str, Any]:
    """One schema that asks what all of them ask; of two bounds of one kind the last is taken."""
    merged: dict[str, Any] = {name: value for name, value in place.value.items() if name != "allOf"}
    for part in place.each("allOf"):
        value = _all_of(part) if "allOf" in part.value else part.value
        properties = {**merged.get("properties", {}), **value.get("properties", {})}
        required = sorted({*merged.get("required", ()), *value.get("required", ())})
        merged = {**merged, **value}
        if properties:
            merged["properties"] = properties
        if required:
            merged["required"] = required
    return merged


def _of_type(schema: dict[str, Any], name: str) -> dict[str, Any]:
    if name == "null":
        return {"type": "null"}
    found = {**schema, "type": name}
    if "enum" in schema:
        found["enum"] = [value for value in schema["enum"] if is_of(value, name)]
    return found


def is_of(value: Any, name: str) -> bool:
    """Whether a value is of a JSON type."""
    if name in ("integer", "number"):
        return not isinstance(value, bool) and isinstance(value, int if name == "integer" else int | float)
    return isinstance(value, _OF_TYPE[name])


def kin(one: Place, other: Place) -> bool:
    """Whether two alternatives are the same one before and after: one component, or one scalar type."""
    if one.pointer == other.pointer and one.value.get("type") == other.value.get("type"):
        return True
    type_ = one.value.get("type")
    return type_ == other.value.get("type") and type_ not in (None, "object", "null")
