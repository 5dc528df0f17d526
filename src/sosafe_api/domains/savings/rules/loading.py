"""What must be stated when a set or an index is loaded: its own head, or the name of one that is known. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sosafe_api.core.errors import FieldError


def head_errors(stated: Mapping[str, Any], *, required: Sequence[str]) -> list[FieldError]:
    """`stated` are the properties by name, `reference` among them. A reference stands alone."""
    others = [name for name, value in stated.items() if name != "reference" and value]
    if stated["reference"] is not None:
        return [
            FieldError("not_wanted", "Is not stated beside `reference`.", pointer=f"#/{name}")
            for name in others
        ]
    return [
        FieldError("required", "Must be present, or else `reference`.", pointer=f"#/{name}")
        for name in required
        if name not in others
    ]


def year_errors(years: Sequence[int]) -> list[FieldError]:
    counted = Counter(years)
    return [
        FieldError("repeated_value", "Must state each year once.", pointer=f"#/values/{place}/year")
        for place, year in enumerate(years)
        if counted[year] > 1
    ]
