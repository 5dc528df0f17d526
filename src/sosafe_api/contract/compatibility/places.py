"""Places of a contract: a value, its pointer, and what a reference there leads to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

Document = dict[str, Any]
# What explains a schema and accepts or refuses no value.
ANNOTATIONS = frozenset(
    {"description", "title", "examples", "example", "deprecated", "readOnly", "writeOnly", "$comment"}
)


class FaultyContract(Exception):
    """A file is no contract that can be compared."""


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a document, with the JSON Pointer to it as a fragment."""

    document: Document
    pointer: str
    value: Any

    @classmethod
    def root(cls, document: Document) -> "Place":
        return cls(document, "#", document)

    def at(self, key: str | int) -> "Place":
        escaped = str(key).replace("~", "~0").replace("/", "~1")
        return Place(self.document, f"{self.pointer}/{escaped}", self.value[key])

    def find(self, key: str) -> "Place | None":
        """What stands under the key, its references followed; None when nothing does."""
        if not isinstance(self.value, dict) or key not in self.value:
            return None
        return self.at(key).resolved()

    def under(self, key: str) -> dict[str, "Place"]:
        """The members of the object under the key, references followed; none when there is no such object."""
        found = self.find(key)
        return {} if found is None else {name: found.at(name).resolved() for name in found.value}

    def each(self, key: str) -> Iterator["Place"]:
        """The items of the list under the key, references followed."""
        found = self.find(key)
        for index in range(len(found.value) if found is not None else 0):
            assert found is not None  # noqa: S101
            yield found.at(index).resolved()

    def with_value(self, value: Any) -> "Place":
        return Place(self.document, self.pointer, value)

    def resolved(self) -> "Place":
        """Follows references to the end; what stands beside one and is no mere explanation is kept."""
        place, seen = self, set()
        beside: dict[str, Any] = {}
        while isinstance(place.value, dict) and "$ref" in place.value:
            reference = place.value["$ref"]
            if reference in seen:
                raise FaultyContract(f"the reference {reference} leads back to itself")
            seen.add(reference)
            own = {
                name: value
                for name, value in place.value.items()
                if name != "$ref" and name not in ANNOTATIONS and name != "summary"
            }
            beside = own | beside
            place = _follow(self.document, reference)
        return self.with_value({**place.value, **beside}) if beside else place


def _follow(document: Document, reference: str) -> Place:
    if not reference.startswith("#/"):
        raise FaultyContract(f"the reference {reference} leads out of the contract")
    place = Place.root(document)
    for part in reference[2:].split("/"):
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        if not isinstance(place.value, dict) or key not in place.value:
            raise FaultyContract(f"the reference {reference} leads to nothing")
        place = place.at(key)
    return place
