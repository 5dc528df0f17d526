"""What is wrong with the words of a strategy, or with a correction of them: every fault at once. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosafe_api.core.errors import FieldError


@dataclass(frozen=True, slots=True)
class Numbered:
    """An objective as it is sent: its number, and its measures' numbers with the indicator of each."""

    number: int
    measures: tuple[tuple[int, str | None], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One place to put right."""

    aim_number: int | None
    objective_number: int | None
    measure_number: int | None
    words: str | None
    kpi: str | None


def numbering_errors(objectives: Sequence[Numbered]) -> list[FieldError]:
    """Each number stands once: of objectives in the strategy, of measures in the objective."""
    errors = _repeated([each.number for each in objectives], "#/objectives")
    for place, each in enumerate(objectives):
        errors += _repeated([number for number, _ in each.measures], f"#/objectives/{place}/measures")
    return errors


def named_kpis(objectives: Sequence[Numbered]) -> dict[str, str | None]:
    """The indicators that the measures name, by place."""
    return {
        f"#/objectives/{place}/measures/{inner}/kpi": kpi
        for place, each in enumerate(objectives)
        for inner, (_, kpi) in enumerate(each.measures)
    }


def _repeated(numbers: Sequence[int], at: str) -> list[FieldError]:
    counted = Counter(numbers)
    detail = "Must stand once."
    return [
        FieldError("repeated_value", detail, pointer=f"{at}/{place}/number")
        for place, number in enumerate(numbers)
        if counted[number] > 1
    ]


def correction_errors(
    items: Sequence[Correction], aims: int, objectives: Mapping[int, frozenset[int]]
) -> list[FieldError]:
    """`aims` is how many there are; `objectives` the numbers of each one's measures."""
    return [error for place, item in enumerate(items) for error in _of_item(item, place, aims, objectives)]


def _of_item(
    item: Correction, place: int, aims: int, objectives: Mapping[int, frozenset[int]]
) -> list[FieldError]:
    at = f"#/items/{place}"
    errors = [] if item.words or item.kpi else [_needed(f"{at}/words")]
    if (item.aim_number is None) is (item.objective_number is None):
        detail = "Must name an aim or an objective, and not both."
        return [*errors, FieldError("one_of", detail, pointer=at)]
    if item.aim_number is not None and item.aim_number > aims:
        errors.append(_no_such(f"{at}/aim_number"))
    if item.objective_number is not None and item.objective_number not in objectives:
        errors.append(_no_such(f"{at}/objective_number"))
    elif item.measure_number is not None:
        known = objectives.get(item.objective_number or 0, frozenset())
        errors += [] if item.measure_number in known else [_no_such(f"{at}/measure_number")]
    if item.kpi is not None and item.measure_number is None:
        errors.append(FieldError("not_wanted", "Is stated of a measure only.", pointer=f"{at}/kpi"))
    return errors


def _needed(pointer: str) -> FieldError:
    return FieldError("required", "Must be present, or the indicator of a measure.", pointer=pointer)


def _no_such(pointer: str) -> FieldError:
    return FieldError("unknown_reference", "Is not a number of this strategy.", pointer=pointer)
