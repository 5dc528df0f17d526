"""JSON as this service takes it: bounded in depth and number of values, each property once."""

import json
import math
from typing import Any

from sosafe_api.core.errors import MalformedRequest

DEEPEST = 32
MOST_KEYS = 200
MOST_ITEMS = 1000
LARGEST_INTEGER = 2**63 - 1
LONGEST_INTEGER = 20
LONGEST_NUMBER = 32


def parse_json(raw: bytes) -> dict[str, Any]:
    """One JSON object in UTF-8. Raises `MalformedRequest` for repeated properties, values out of bounds."""
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
    except MalformedRequest:
        raise
    except UnicodeDecodeError as error:
        raise MalformedRequest("The body is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("The body is not JSON.") from error
    if not isinstance(value, dict):
        raise MalformedRequest("The body must be a JSON object.")
    if not _plain(raw):
        _check_shape(value, 1)
    return value


def _plain(raw: bytes) -> bool:
    """Whether the text alone tells that no bound of `_check_shape` is passed, as it does of almost every body.

    NUL and half a surrogate pair can only be written as escapes, nothing nests deeper than brackets open, and no
    array has more items than there are commas, and one.
    """
    return rb"\u" not in raw and raw.count(b"{") + raw.count(b"[") < DEEPEST and raw.count(b",") < MOST_ITEMS


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedRequest("A property stands twice in one object.")
    if len(members) > MOST_KEYS:
        raise MalformedRequest(f"An object has more than {MOST_KEYS} properties.")
    return members


def _integer(text: str) -> int:
    if len(text) > LONGEST_INTEGER or abs(int(text)) > LARGEST_INTEGER:
        raise MalformedRequest("A number does not fit 64 bits.")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or len(text) > LONGEST_NUMBER:
        raise MalformedRequest("A number is out of range.")
    return value


def _refuse_constant(_: str) -> Any:
    raise MalformedRequest("NaN and Infinity are not JSON.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_number, parse_constant=_refuse_constant
)


def _check_shape(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise MalformedRequest(f"The body nests deeper than {DEEPEST} levels.")
    if isinstance(value, dict):
        for name, member in value.items():
            _check_text(name)
            _check_shape(member, depth + 1)
    elif isinstance(value, list):
        if len(value) > MOST_ITEMS:
            raise MalformedRequest(f"An array has more than {MOST_ITEMS} items.")
        for item in value:
            _check_shape(item, depth + 1)
    elif isinstance(value, str):
        _check_text(value)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise MalformedRequest("NUL characters are not allowed.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedRequest("Half a surrogate pair is not a character.") from error
