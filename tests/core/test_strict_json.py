"""A body is bounded in depth, in values and in characters, whether or not its text tells so at a glance."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core import strict_json
from sosafe_api.core.errors import MalformedRequest
from sosafe_api.core.strict_json import DEEPEST, MOST_ITEMS, parse_json

LEAVES = st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.text(max_size=8)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner))


def answer(raw: bytes) -> Any:
    try:
        return parse_json(raw)
    except MalformedRequest as error:
        return error.detail


def nested(containers: int, innermost: str) -> bytes:
    return ('{"a": ' + "[" * (containers - 1) + innermost + "]" * (containers - 1) + "}").encode()


def body(text: str) -> bytes:
    return b'{"a": "' + text.encode() + b'"}'


@given(content=st.dictionaries(st.text(max_size=4), VALUES), ascii_only=st.booleans())
def test_a_glance_and_a_look_at_every_value_agree(*, content: dict[str, Any], ascii_only: bool) -> None:
    raw = json.dumps(content, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    at_a_glance = answer(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_json, "_plain", lambda _: False)
        assert answer(raw) == at_a_glance


def test_depth_is_bounded_however_little_is_at_the_bottom() -> None:
    deepest = f"The body nests deeper than {DEEPEST} levels."
    assert isinstance(answer(nested(DEEPEST - 1, "1")), dict)
    assert isinstance(answer(nested(DEEPEST, "")), dict)
    assert answer(nested(DEEPEST, "1")) == deepest
    assert answer(nested(DEEPEST + 1, "")) == deepest
    assert answer(nested(10_000, "1")) == "The body is not JSON.", "Python reads no deeper than its own stack"


def test_the_items_of_an_array_are_bounded() -> None:
    def array(items: int) -> bytes:
        return json.dumps({"a": [1] * items}).encode()

    assert isinstance(answer(array(MOST_ITEMS)), dict)
    assert answer(array(MOST_ITEMS + 1)) == f"An array has more than {MOST_ITEMS} items."


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        (r"\u0000", "NUL characters are not allowed."),
        (r"\ud800", "Half a surrogate pair is not a character."),
        (r"\uDC00", "Half a surrogate pair is not a character."),
        ("\x00", "The body is not JSON."),
    ],
)
def test_characters_that_nobody_can_keep_are_refused(text: str, detail: str) -> None:
    assert answer(body(text)) == detail
    assert answer(b'{"' + text.encode() + b'": 1}') == detail


def test_escapes_that_stand_for_characters_are_read() -> None:
    assert answer(body(r"\u00e9 \\u0000 \ud83d\ude00")) == {"a": "é \\u0000 \U0001f600"}


@pytest.mark.parametrize(
    "raw", [b'{"a": 1, "a": 2}', b"[]", b'\xef\xbb\xbf{"a": 1}', b'{"a": NaN}', b'{"a": 1} x']
)
def test_what_is_no_object_with_each_property_once_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedRequest):
        parse_json(raw)
