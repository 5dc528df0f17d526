"""What an agreement says of sharing, and when it is in force."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sosafe_api.core.errors import FieldError


@dataclass(frozen=True, slots=True)
class AgreedGround:
    """On what ground a purpose of an agreement is agreed."""

    lawful_basis: str
    gateway: str
    special_category_condition: str | None


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """What an agreement in force says: whom it binds, who may receive which data, for what."""

    agreement_id: UUID
    parties: set[UUID]
    recipients: set[UUID]
    data_classes: set[str]
    grounds: dict[str, AgreedGround]


def period_errors(starts_on: date, ends_on: date | None) -> list[FieldError]:
    """What is wrong with a period of whole days; its end is exclusive, so it must come later."""
    if ends_on is None or ends_on > starts_on:
        return []
    return [FieldError("not_after_start", "Must be later than `starts_on`.", pointer="#/ends_on")]


def overlaps(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two periods share a day; their ends are exclusive, None is no end. One may hold no day at all."""
    if one[0] == one[1] or other[0] == other[1]:
        return False
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])
