"""The columns of a list as a table: nested properties by dot, in the order of the contract."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Self, Union, get_args, get_origin

from pydantic import BaseModel

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cells a row has. The names follow from the model, so a file without rows has its header too."""

    paths: tuple[Path, ...]
    kinds: tuple[Any, ...]

    @classmethod
    def of(cls, item: type[BaseModel]) -> Self:
        """`kinds` are the types by which the model declares the cells' values."""
        found = list(_paths(item))
        return cls(tuple(path for path, _ in found), tuple(kind for _, kind in found))

    @property
    def names(self) -> list[str]:
        return [".".join(path) for path in self.paths]

    def row(self, item: Mapping[str, Any]) -> list[Any]:
        """The item as it stands in JSON; what cannot be one cell stands there as JSON."""
        return [_cell(value) for value in self.values(item)]

    def values(self, item: Mapping[str, Any]) -> list[Any]:
        """The values of the cells, each as it stands in JSON."""
        return [_at(item, path) for path in self.paths]


def _paths(model: type[BaseModel]) -> Iterator[tuple[Path, Any]]:
    for name, field in model.model_fields.items():
        shown = field.serialization_alias or field.alias or name
        inner = _one_model(field.annotation)
        if inner is None:
            yield (shown,), field.annotation
        else:
            yield from (((shown, *path), kind) for path, kind in _paths(inner))


def _one_model(annotation: Any) -> type[BaseModel] | None:
    """The model of an object that may be null; none for a list, or for a choice of several."""
    kind = one_kind(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def one_kind(annotation: Any) -> Any:
    """The type of a value that may be null, without what is said about it; None for a choice of several."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    choices = [choice for choice in get_args(annotation) if choice is not NoneType]
    return one_kind(choices[0]) if len(choices) == 1 else None


def _at(item: Mapping[str, Any], path: Path) -> Any:
    found: Any = item
    for name in path:
        if found is None:
            return None
        found = found[name]
    return found


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    nested = isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(part, (dict, list)) for part in value)
    )
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if nested else value
