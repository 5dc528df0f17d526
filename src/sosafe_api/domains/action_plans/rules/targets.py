"""What is wrong with the days of an action, and with a carry-over: every fault at once. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from sosafe_api.core.errors import FieldError

Key = TypeVar("Key")


def day_errors(starts_on: date, due_on: date, year: tuple[date, date]) -> list[FieldError]:
    """An action begins and is due within its plan's year; what takes longer is carried over."""
    errors = [
        FieldError("outside_year", "Must be a day of the plan's year.", pointer=pointer)
        for pointer, day in (("#/starts_on", starts_on), ("#/due_on", due_on))
        if not year[0] <= day < year[1]
    ]
    if due_on < starts_on:
        detail = "Must not be before `starts_on`."
        errors.append(FieldError("before_start", detail, pointer="#/due_on"))
    return errors


def plan_errors(year: tuple[date, date], term: tuple[date, date]) -> list[FieldError]:
    """A plan is of a year that begins within its strategy's term."""
    if term[0] <= year[0] < term[1]:
        return []
    detail = "Must begin within the strategy's term."
    return [FieldError("outside_term", detail, pointer="#/financial_year")]


def mapping_errors(
    wanted: Iterable[Key], mapped: Mapping[Key, Key], known: Iterable[Key], numbers: Mapping[Key, int]
) -> list[FieldError]:
    """Each objective that unfinished actions serve needs one of the later plan's strategy.

    `wanted` are those objectives, `mapped` what the body says of them, `known` the later strategy's,
    `numbers` those objectives' numbers, for the words of an error.
    """
    known = set(known)
    errors = []
    for objective in wanted:
        if objective in known:
            continue
        if objective not in mapped:
            detail = f"Must say which objective the actions of objective {numbers[objective]} serve now."
            errors.append(FieldError("objective_unmapped", detail, pointer="#/objectives"))
    errors += [
        FieldError(
            "unknown_reference",
            "Must be an objective of the later plan's strategy.",
            pointer=f"#/objectives/{place}/to_objective_id",
        )
        for place, target in enumerate(mapped.values())
        if target not in known
    ]
    return errors


def carried_days(
    starts_on: date, due_on: date, year: tuple[date, date], otherwise: date
) -> tuple[date, date]:
    """An action's days in a later year: its own where they lie in it, else its beginning and `otherwise`."""
    starts = max(starts_on, year[0])
    due = due_on if year[0] <= due_on < year[1] else otherwise
    return min(starts, due), due
