"""Extracts of records for analysts: who approves one, and what is coarsened until nobody stands alone. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.outcomes.vocabulary import ExtractStatus
from sosafe_api.domains.people.vocabulary import AgeBand

SMALLEST_CROWD = 10
LASTS_DAYS = 30
LONGEST_MONTHS = 36
S = ExtractStatus
TRANSITIONS: dict[ExtractStatus, frozenset[ExtractStatus]] = {
    S.REQUESTED: frozenset({S.APPROVED, S.REFUSED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.WITHDRAWN}),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
LIVES = {"The life of an extract approval": TRANSITIONS}


def window_errors(closed_from: date, closed_before: date, today: date) -> list[FieldError]:
    """What is wrong with the period of an extract: whole months that are over, thirty-six at most."""
    errors = [
        FieldError("not_first_of_month", "Must be the first day of a month.", f"#/{name}")
        for name, day in (("closed_from", closed_from), ("closed_before", closed_before))
        if day.day != 1
    ]
    months = (closed_before.year - closed_from.year) * 12 + closed_before.month - closed_from.month
    if months <= 0:
        errors.append(FieldError("not_after_start", "Must be later than `closed_from`.", "#/closed_before"))
    elif months > LONGEST_MONTHS:
        errors.append(FieldError("too_long", "Must be at most 36 months later.", "#/closed_before"))
    if closed_before > today:
        errors.append(FieldError("not_over", "Must not be after today.", "#/closed_before"))
    return errors


def allowed_transitions(status: ExtractStatus, *, asked_by_caller: bool) -> list[ExtractStatus]:
    """Where a caller may move a request: nobody approves their own."""
    allowed = TRANSITIONS[status] - ({S.APPROVED} if asked_by_caller else frozenset())
    return [each for each in ExtractStatus if each in allowed]


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """One closed case of an extract, about nobody: months, bands and codes. What was coarsened away is None."""

    pseudonym: str
    person: Hashable
    service_id: str
    closed_year: str
    results: tuple[str, ...]
    follow_up_results: tuple[str, ...]
    opened_month: str | None
    closed_month: str | None
    age_band: str | None
    referral_source: str | None
    kind: str | None
    ending: str | None


# What is given up first, when too few people share the rest.
COARSENED = ("opened_month", "closed_month", "age_band", "referral_source", "kind", "ending")


def crowd_of(record: OutcomeRecord) -> tuple[Hashable, ...]:
    """What a reader may know of somebody: all who share it are one crowd."""
    return (record.service_id, record.closed_year, *(getattr(record, name) for name in COARSENED))


def without_the_few(records: Iterable[OutcomeRecord]) -> tuple[list[OutcomeRecord], bool]:
    """The records, each as fine as at least ten people share it; and whether all could be given.

    Records that ten people share as they are stay so; the others lose one thing after another. Those that are
    still too few in the end are left out.
    """
    given: list[OutcomeRecord] = []
    left = list(records)
    for step in range(len(COARSENED) + 1):
        lost: dict[str, Any] = dict.fromkeys(COARSENED[:step])
        crowds: dict[tuple[Hashable, ...], list[OutcomeRecord]] = defaultdict(list)
        for record in left:
            coarse = replace(record, **lost)
            crowds[crowd_of(coarse)].append(coarse)
        left = []
        for crowd in crowds.values():
            (given if _is_enough(crowd) else left).extend(crowd)
    return sorted(given, key=lambda record: record.pseudonym), not left


def _is_enough(crowd: Sequence[OutcomeRecord]) -> bool:
    return len({record.person for record in crowd}) >= SMALLEST_CROWD


_BANDS = (
    (16, AgeBand.UNDER_16), (18, AgeBand.FROM_16_TO_17), (25, AgeBand.FROM_18_TO_24),
    (35, AgeBand.FROM_25_TO_34), (45, AgeBand.FROM_35_TO_44), (55, AgeBand.FROM_45_TO_54),
    (65, AgeBand.FROM_55_TO_64),
)  # fmt: skip


def age_band(born_on: date, on: date) -> AgeBand:
    """The band of somebody's age on a day; who was born on 29 February is a year older on 1 March."""
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return next((band for below, band in _BANDS if years < below), AgeBand.OVER_64)
