"""The columns of a list as CSV: nested properties by dot, in the order of the contract."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, get_args

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
    """The model of an object that may be null; none for a choice of several."""
    choices = [choice for choice in (get_args(annotation) or (annotation,)) if choice is not type(None)]
    (only,) = choices if len(choices) == 1 else (None,)
    return (
        only if isinstance(only, type) and issubclass(only, BaseModel) and _is_optional(annotation) else None
    )


def _is_optional(annotation: Any) -> bool:
    """Whether it is the model itself or that or null, and no list of it."""
    return isinstance(annotation, type) or type(None) in get_args(annotation)


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
