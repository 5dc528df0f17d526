"""The columns of a list as CSV: nested properties by dot, in the order of the contract."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Self, Union, get_args, get_origin

from pydantic import BaseModel

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cells a row has. The names follow from the model, so a file without rows has its header too."""

    paths: tuple[Path, ...]

    @classmethod
    def of(cls, item: type[BaseModel]) -> Self:
        return cls(tuple(_paths(item)))

    @property
    def names(self) -> list[str]:
        return [".".join(path) for path in self.paths]

    def row(self, item: Mapping[str, Any]) -> list[Any]:
        """The item as it stands in JSON; what cannot be one cell stands there as JSON."""
        return [_cell(_at(item, path)) for path in self.paths]


def _paths(model: type[BaseModel]) -> Iterator[Path]:
    for name, field in model.model_fields.items():
        shown = field.serialization_alias or field.alias or name
        inner = _one_model(field.annotation)
        if inner is None:
            yield (shown,)
        else:
            yield from ((shown, *path) for path in _paths(inner))


def _one_model(annotation: Any) -> type[BaseModel] | None:
    """The model of an object that may be null; none for a list, or for a choice of several."""
    choices = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    models = [choice for choice in choices if choice is not NoneType]
    if len(models) != 1 or not isinstance(models[0], type) or not issubclass(models[0], BaseModel):
        return None
    return models[0]


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
