"""The columns of a CSV file of records: nested names by a dot, lists by a semicolon, an empty cell not stated."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False}
_LONGEST_INTEGER = 18
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ColumnKind(StrEnum):
    """How a cell is read before the rules of the record judge it."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    TEXTS = "texts"
    INTEGERS = "integers"
    NUMBERS = "numbers"


_LISTS: Mapping[Any, ColumnKind] = {int: ColumnKind.INTEGERS, float: ColumnKind.NUMBERS}


def columns_of(model: type[BaseModel], prefix: str = "") -> dict[str, ColumnKind]:
    """Every column that a file of these records may have, in the order of the model."""
    found: dict[str, ColumnKind] = {}
    for name, field in model.model_fields.items():
        kind = _stripped(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found |= columns_of(kind, f"{prefix}{name}.")
        else:
            found[prefix + name] = _kind(kind)
    return found


def required_columns(model: type[BaseModel], prefix: str = "") -> list[str]:
    """The columns without which no row can be whole."""
    found: list[str] = []
    for name, field in model.model_fields.items():
        if not field.is_required():
            continue
        kind = _stripped(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += required_columns(kind, f"{prefix}{name}.")
        else:
            found.append(prefix + name)
    return found


def nested(
    columns: Sequence[tuple[str, ColumnKind] | None], values: Iterable[str], required: Collection[str] = ()
) -> dict[str, Any]:
    """A row's cells as the JSON of its record would state them; what cannot be read so stays text, to be judged.

    Where a column is None, its cells are not read. An empty cell of a required column leaves the object that it
    belongs in, so that the fault is told of the column and not of an object that no heading names.
    """
    record: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=True):
        if column is None or not (value or column[0] in required):
            continue
        name, kind = column
        *above, last = name.split(".")
        place = record
        for step in above:
            place = place.setdefault(step, {})
        if value:
            place[last] = _READ[kind](value)
    return record


def _stripped(annotation: Any) -> Any:
    """The type without `None` and without what is annotated on it."""
    while True:
        arguments = get_args(annotation)
        if get_origin(annotation) in (Union, UnionType):
            annotation = next(item for item in arguments if item is not type(None))
        elif hasattr(annotation, "__metadata__"):
            annotation = arguments[0]
        else:
            return annotation


def _kind(annotation: Any) -> ColumnKind:
    if get_origin(annotation) is list:
        return _LISTS.get(_stripped(get_args(annotation)[0]), ColumnKind.TEXTS)
    if annotation is bool:
        return ColumnKind.BOOLEAN
    return ColumnKind.INTEGER if annotation is int else ColumnKind.TEXT


def _text(value: str) -> str:
    """Without the mark that keeps a spreadsheet from taking the cell for a formula."""
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def _integer(value: str) -> int | str:
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_INTEGER else value


def _number(value: str) -> float | str:
    """Written with a point; anything else stays text, the words for infinity and no number too."""
    return float(value) if _DECIMAL.fullmatch(value) else value


def _boolean(value: str) -> bool | str:
    return _BOOLEANS.get(value.lower(), value)


def _items(value: str) -> list[str]:
    return [item.strip() for item in _text(value).split(";") if item.strip()]


_READ: Mapping[ColumnKind, Any] = {
    ColumnKind.TEXT: _text,
    ColumnKind.INTEGER: _integer,
    ColumnKind.BOOLEAN: _boolean,
    ColumnKind.TEXTS: _items,
    ColumnKind.INTEGERS: lambda value: [_integer(item) for item in _items(value)],
    ColumnKind.NUMBERS: lambda value: [_number(item) for item in _items(value)],
}
