"""Public spaces protection orders: three years at most, extended before they lapse, any number of times. Pure.

Anti-social Behaviour, Crime and Policing Act 2014, sections 59 to 61 and 68.
"""

from datetime import date, timedelta

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.interventions.rules.limits import cited, section
from sosafe_api.domains.interventions.rules.periods import last_day

MOST_MONTHS = 36


def longest(starts_on: date) -> date:
    """The last day of an order that runs as long as it may."""
    return last_day(starts_on, MOST_MONTHS)


def longest_extension(last: date) -> date:
    """The last day of the longest extension, which begins with the day after the present last one."""
    return longest(last + timedelta(days=1))


def order_errors(starts_on: date, last: date, review_on: date | None) -> list[FieldError]:
    """What is wrong with the days of a new order."""
    errors = []
    if last < starts_on:
        errors.append(FieldError("before_start", "Must not be before `starts_on`.", "#/last_day"))
    if last > longest(starts_on):
        detail = cited("Must lie within three years that begin with `starts_on`", section("60(1)"))
        errors.append(FieldError("too_long", detail, "#/last_day"))
    return errors + review_errors(starts_on, review_on)


def review_errors(starts_on: date, review_on: date | None) -> list[FieldError]:
    if review_on is None or review_on >= starts_on:
        return []
    return [FieldError("before_start", "Must not be before `starts_on`.", "#/review_on")]


def extension_errors(present: date, decided_on: date, last: date) -> list[FieldError]:
    """What is wrong with an extension: decided too late, no longer than before, or longer than the law allows."""
    errors = []
    if decided_on > present:
        detail = cited("Must not be after the present last day: the order has lapsed", section("60(2)"))
        errors.append(FieldError("lapsed", detail, "#/decided_on"))
    if last <= present:
        errors.append(FieldError("not_later", "Must be later than the present last day.", "#/last_day"))
    if last > longest_extension(present):
        detail = cited("Must lie within three years that follow the present last day", section("60(3)"))
        errors.append(FieldError("too_long", detail, "#/last_day"))
    return errors


def has_effect(day: date, starts_on: date, last: date, discharged_on: date | None) -> bool:
    """Both the first and the last day count; the day of the discharge does not."""
    return starts_on <= day <= last and (discharged_on is None or day < discharged_on)
