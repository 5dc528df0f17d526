"""Whether a schema still takes what it took, or still gives no more than it gave."""

from enum import StrEnum
from typing import Any

from sosafe_api.contract.compatibility.alternatives import alternatives, kin
from sosafe_api.contract.compatibility.findings import Finding
from sosafe_api.contract.compatibility.limits import accepts, loosened, other_form
from sosafe_api.contract.compatibility.places import Place

_ABSENT: Any = object()


class Direction(StrEnum):
    """Who writes the value: clients an input, the service an output."""

    INPUT = "input"
    OUTPUT = "output"


class SchemaComparison:
    """Compares schemas in pairs, each pair once: what a component does is found where it stands, not where it is used.

    An input must take every value that it took, so the earlier schema has to lie within the later one; of an
    output it is the other way round. `narrow` is the one that has to lie within `wide`.
    """

    def __init__(self, begun: frozenset[tuple[str, str, Direction]] = frozenset()) -> None:
        self._begun = set(begun)  # a schema that holds itself is compared once
        self._known: dict[tuple[str, str, Direction], list[Finding]] = {}

    def compare(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        key = (old.pointer, new.pointer, direction)
        if key in self._known:
            return self._known[key]
        if key in self._begun:
            return []
        self._begun.add(key)
        found = [*_default(old, new, direction), *self._over_alternatives(old, new, direction)]
        self._known[key] = found
        return found

    def _over_alternatives(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        olds, news = alternatives(old), alternatives(new)
        if len(olds) == len(news) == 1:
            return self._alike(olds[0], news[0], direction)
        narrow, wide = (olds, news) if direction is Direction.INPUT else (news, olds)
        return [fault for each in narrow for fault in self._within_one(each, wide, direction)]

    def _within_one(self, narrow: Place, wide: list[Place], direction: Direction) -> list[Finding]:
        """Nothing when some alternative holds all of it; else what keeps it out of the one it is most like."""
        best: list[Finding] | None = None
        for candidate in wide:
            trial = SchemaComparison(frozenset(self._begun))
            pair = (narrow, candidate) if direction is Direction.INPUT else (candidate, narrow)
            faults = trial._alike(*pair, direction)
            if not faults:
                return []
            if kin(narrow, candidate) and (best is None or len(faults) < len(best)):
                best = faults
        if best is not None:
            return best
        if narrow.value.get("type") == "null":
            code = "input-null-refused" if direction is Direction.INPUT else "output-made-nullable"
            return [Finding(narrow.pointer, code)]
        code = "input-alternative-removed" if direction is Direction.INPUT else "output-alternative-added"
        return [Finding(narrow.pointer, code)]

    def _alike(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        """Two schemas without alternatives."""
        narrow, wide = (old, new) if direction is Direction.INPUT else (new, old)
        if narrow.value is False:
            return []
        if wide.value is False:
            return [Finding(old.pointer, _either(direction, "input-closed", "output-opened"))]
        if _type_outside(narrow.value, wide.value):
            code = _either(direction, "input-type-narrowed", "output-type-widened")
            return [Finding(old.pointer, code, _types(old.value, new.value))]
        return [
            *_values(old, narrow.value, wide.value, direction),
            *self._members(old, new, direction),
            *self._items(old, new, direction),
        ]

    def _members(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        olds, news = old.under("properties"), new.under("properties")
        found = [*_required(old, new, direction)]
        for name, property_ in olds.items():
            if name in news:
                found += self.compare(property_, news[name], direction)
            else:
                # Its own place, not the component that it refers to.
                found.append(
                    Finding(f"{old.pointer}/properties/{_escaped(name)}", f"{direction}-property-removed")
                )
        return found + self._beside(old, new, direction)

    def _beside(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        """Properties that no name is given for."""
        if old.value.get("type", "object") != "object":
            return []
        narrow, wide = (old, new) if direction is Direction.INPUT else (new, old)
        beside = [place.find("additionalProperties") for place in (old, new)]
        if wide.value.get("additionalProperties", True) in (True, {}):
            return []
        if narrow.value.get("additionalProperties", True) in (True, {}):
            return [Finding(old.pointer, _either(direction, "input-closed", "output-opened"))]
        before, after = beside
        if before is None or after is None:
            return []
        return self.compare(before, after, direction)

    def _items(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        found: list[Finding] = []
        for key in ("items", "x-item-schema"):
            before, after = old.find(key), new.find(key)
            if before is not None and after is not None:
                found += self.compare(before, after, direction)
            elif (before is None) is not (after is None):
                wide = new if direction is Direction.INPUT else old
                if key in wide.value:
                    found.append(Finding(old.pointer, f"{direction}-form-{_comparative(direction)}", key))
        for before, after in zip(old.each("prefixItems"), new.each("prefixItems"), strict=False):
            found += self.compare(before, after, direction)
        return found


def _default(old: Place, new: Place, direction: Direction) -> list[Finding]:
    before = _of(old, "default")
    if direction is Direction.OUTPUT or before is _ABSENT or before == _of(new, "default"):
        return []
    return [Finding(f"{old.pointer}/default", "input-default-changed")]


def _of(place: Place, key: str) -> Any:
    return place.value.get(key, _ABSENT) if isinstance(place.value, dict) else _ABSENT


def _type_outside(narrow: dict[str, Any], wide: dict[str, Any]) -> bool:
    if "type" not in wide or narrow.get("type") == wide["type"]:
        return False
    if "type" not in narrow and "enum" in narrow:
        return not all(accepts(wide, value) for value in narrow["enum"])
    return not (narrow.get("type") == "integer" and wide["type"] == "number")


def _types(old: dict[str, Any], new: dict[str, Any]) -> str:
    return f"Was {old.get('type', 'anything')}, is {new.get('type', 'anything')}."


def _values(old: Place, narrow: dict[str, Any], wide: dict[str, Any], direction: Direction) -> list[Finding]:
    """Codes, bounds and forms. A list of codes is within bounds when each of them is."""
    found = []
    codes = _codes(narrow, direction)
    limit = _codes(wide, direction)
    if limit is not None:
        beyond = [] if codes is None else [code for code in codes if code not in limit]
        code = _either(direction, "input-value-removed", "output-value-added")
        if codes is None:
            found.append(Finding(old.pointer, code, "It was a list on one side only."))
        found += [Finding(old.pointer, code, f"`{value}`") for value in beyond]
    if codes is not None and all(accepts(wide, value) for value in codes):
        return found
    bound = _either(direction, "input-bound-tightened", "output-bound-loosened")
    found += [Finding(old.pointer, bound, detail) for detail in loosened(narrow, wide)]
    form = f"{direction}-form-{_comparative(direction)}"
    return found + [Finding(old.pointer, form, f"`{keyword}`") for keyword in other_form(narrow, wide)]


def _codes(schema: dict[str, Any], direction: Direction) -> list[Any] | None:
    """The values of a closed list. One that is open tells clients of codes to come, but refuses others in requests."""
    if "const" in schema:
        return [schema["const"]]
    if direction is Direction.INPUT and "x-extensible-enum" in schema:
        return list(schema["x-extensible-enum"])
    return schema.get("enum")


def _required(old: Place, new: Place, direction: Direction) -> list[Finding]:
    before, after = set(old.value.get("required", ())), set(new.value.get("required", ()))
    if direction is Direction.OUTPUT:
        gone = sorted((before - after) & set(new.value.get("properties", ())))
        return [
            Finding(f"{old.pointer}/properties/{_escaped(name)}", "output-property-made-optional")
            for name in gone
        ]
    known = old.value.get("properties", ())
    return [
        Finding(
            f"{old.pointer if name in known else new.pointer}/properties/{_escaped(name)}",
            "input-property-made-required" if name in known else "input-property-added-required",
        )
        for name in sorted(after - before)
    ]


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _either(direction: Direction, of_input: str, of_output: str) -> str:
    return of_input if direction is Direction.INPUT else of_output


def _comparative(direction: Direction) -> str:
    return _either(direction, "narrowed", "widened")
