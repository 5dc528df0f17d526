"""Scored assessments by any tool: each item within its range, the total, and its change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.risk.vocabulary import ScoreChange, ScoreDirection


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a tool; its value is a whole number within the range, ends included."""

    code: str
    minimum: int
    maximum: int


def total_range(items: Sequence[Item]) -> tuple[int, int]:
    """The lowest and the highest total."""
    return sum(item.minimum for item in items), sum(item.maximum for item in items)


def item_errors(items: Sequence[Item]) -> list[FieldError]:
    """What is wrong with the items of a tool that is being defined."""
    errors = []
    seen: set[str] = set()
    for place, item in enumerate(items):
        pointer = f"#/items/{place}"
        if item.code in seen:
            errors.append(
                FieldError("repeated_value", "Must name each item once.", pointer=f"{pointer}/code")
            )
        if item.maximum <= item.minimum:
            detail = "Must be more than `minimum`."
            errors.append(FieldError("too_small", detail, pointer=f"{pointer}/maximum"))
        seen.add(item.code)
    return errors


def value_errors(items: Sequence[Item], values: Sequence[tuple[str, int]]) -> list[FieldError]:
    """Everything that is wrong with the values of an assessment: each item must have one within its range."""
    known = {item.code: item for item in items}
    errors = list(_faulty(known, values))
    missing = [code for code in known if code not in dict(values)]
    if missing:
        detail = f"Must have a value for every item; missing: {', '.join(missing)}."
        errors.append(FieldError("required", detail, pointer="#/values"))
    return errors


def _faulty(known: Mapping[str, Item], values: Sequence[tuple[str, int]]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for place, (code, value) in enumerate(values):
        pointer = f"#/values/{place}"
        item = known.get(code)
        if code in seen:
            yield FieldError("repeated_value", "Must have one value.", pointer=f"{pointer}/item")
        elif item is None:
            yield FieldError("unknown_code", "Is not an item of the tool.", pointer=f"{pointer}/item")
        elif value < item.minimum:
            yield FieldError("too_small", f"Must be at least {item.minimum}.", pointer=f"{pointer}/value")
        elif value > item.maximum:
            yield FieldError("too_large", f"Must be at most {item.maximum}.", pointer=f"{pointer}/value")
        seen.add(code)


def score_change(before: int, after: int, direction: ScoreDirection) -> ScoreChange:
    if before == after:
        return ScoreChange.UNCHANGED
    fell = after < before
    worse_when_higher = direction is ScoreDirection.HIGHER_IS_WORSE
    return ScoreChange.IMPROVED if fell is worse_when_higher else ScoreChange.WORSENED
