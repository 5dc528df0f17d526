"""Bounds that the law sets to a step: how long it may last, what it may cost, what somebody under 18 needs. Pure."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.interventions.rules.periods import last_day

ACT = "Anti-social Behaviour, Crime and Policing Act 2014"
Values = Mapping[str, Any]
Limit = Callable[[Values], FieldError | None]
A_YEAR = 12


def cited(detail: str, source: str) -> str:
    """`detail` without its full stop, then the provision that it rests on."""
    return f"{detail} ({source})." if source else f"{detail}."


def section(number: str) -> str:
    return f"{ACT}, section {number}"


def hours_at_most(most: int, source: str) -> Limit:
    """Elapsed hours, so that a night on which the clocks change is no longer and no shorter."""

    def check(values: Values) -> FieldError | None:
        starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
        if starts_at is None or ends_at is None or ends_at - starts_at <= timedelta(hours=most):
            return None
        detail = cited(f"Must be at most {most} hours after `starts_at`", source)
        return FieldError("too_long", detail, "#/ends_at")

    return check


def _applies(values: Values, *, under_18: bool | None) -> bool:
    return under_18 is None or values.get("under_18") is under_18


def months_at_most(most: int, source: str, *, under_18: bool | None = None) -> Limit:
    def check(values: Values) -> FieldError | None:
        starts_on, end = values.get("starts_on"), values.get("last_day")
        if not _applies(values, under_18=under_18) or starts_on is None or end is None:
            return None
        if end <= last_day(starts_on, most):
            return None
        detail = cited(f"Must lie within {most} months that begin with `starts_on`", source)
        return FieldError("too_long", detail, "#/last_day")

    return check


def months_at_least(least: int, source: str, *, under_18: bool) -> Limit:
    def check(values: Values) -> FieldError | None:
        starts_on, end = values.get("starts_on"), values.get("last_day")
        if not _applies(values, under_18=under_18) or starts_on is None or end is None:
            return None
        if end >= last_day(starts_on, least):
            return None
        detail = cited(f"Must leave at least {least} months that begin with `starts_on`", source)
        return FieldError("too_short", detail, "#/last_day")

    return check


def needed_under_18(name: str, source: str) -> Limit:
    def check(values: Values) -> FieldError | None:
        if values.get("under_18") is not True or values.get(name) is not None:
            return None
        return FieldError("required", cited("Must be given for somebody under 18", source), f"#/{name}")

    return check


def yearly_review(source: str) -> Limit:
    def check(values: Values) -> FieldError | None:
        starts_on, review_on = values.get("starts_on"), values.get("review_on")
        if values.get("under_18") is not True or starts_on is None or review_on is None:
            return None
        if review_on <= last_day(values.get("reviewed_from") or starts_on, A_YEAR):
            return None
        detail = cited("Must lie within 12 months of the last review, or of the start, under 18", source)
        return FieldError("too_late", detail, "#/review_on")

    return check


def penalty_at_most(most: Decimal, source: str) -> Limit:
    def check(values: Values) -> FieldError | None:
        penalty = values.get("penalty")
        if penalty is None or penalty <= most:
            return None
        return FieldError("too_large", cited(f"Must be at most {most} GBP", source), "#/penalty/amount")

    return check


MOST_PENALTY = Decimal("100.00")
penalty_limit = penalty_at_most(MOST_PENALTY, f"{ACT}, sections 52 and 68")
