"""Lists of codes as they are answered: every label in every language at once, as bytes made once at start."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.contract.code_lists import Code, CodeList, code_lists
from sosafe_api.contract.published import Stored
from sosafe_api.core.http.answers import encode
from sosafe_api.core.labels import Source

JSON = "application/json"


def code_list_answers(used_in: Mapping[type, tuple[str, ...]]) -> dict[str, Stored]:
    """The answer of each list by its identifier, and that of all of them under the empty one."""
    answers = {found.id: code_list_answer(found, used_in.get(found.kind, ())) for found in code_lists()}
    stored = {identifier: Stored(encode(answer), JSON) for identifier, answer in answers.items()}
    return stored | {"": Stored(encode({"data": list(answers.values())}), JSON)}


def code_list_answer(found: CodeList, used_in: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title,
        "description": found.description,
        "standard": _source(found.standard),
        "welsh_source": _source(found.welsh),
        "used_in": list(used_in),
        "codes": [_code(entry) for entry in found.entries],
    }


def _code(entry: Code) -> dict[str, Any]:
    return {
        "code": entry.code,
        "labels": {"en": entry.label.en, "cy": entry.label.cy},
        "description": entry.label.description,
        "in_use": entry.label.in_use,
    }


def _source(source: Source | None) -> dict[str, str] | None:
    return None if source is None else {"title": source.title, "url": source.url}
