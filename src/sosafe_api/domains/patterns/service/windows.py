"""Which months a question is about, and which of them are loaded."""

from datetime import date
from typing import Any

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.months import MONTHS_OF_A_YEAR, add_months
from sosafe_api.domains.patterns.repository import PatternRepository
from sosafe_api.domains.patterns.rules.months import Window
from sosafe_api.domains.patterns.schemas.parts import ATTRIBUTION, LICENCE

MOST_MONTHS = 36
SOURCE: dict[str, Any] = {"attribution": ATTRIBUTION, "licence": LICENCE}


class PatternService(Service):
    """A use case over the rollups of the partnership's own district."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = PatternRepository(context.transaction, context.actor.partnership_id)

    def latest(self, loaded: frozenset[date]) -> date:
        """The latest month that is loaded; where none is, the last one that has ended."""
        return max(loaded, default=add_months(london_date(self.context.now).replace(day=1), -1))

    def window(self, start: date | None, before: date | None, loaded: frozenset[date]) -> Window:
        """Raises `InvalidParameter` for what is no whole months, or too many of them."""
        end = before or (add_months(start, MONTHS_OF_A_YEAR) if start else add_months(self.latest(loaded), 1))
        window = Window(start or add_months(end, -MONTHS_OF_A_YEAR), end)
        errors = [*not_first_of_month("from", window.start), *not_first_of_month("before", window.end)]
        if window.start >= window.end:
            errors.append(FieldError("period_reversed", "Must be after `from`.", parameter="before"))
        elif add_months(window.start, MOST_MONTHS) < window.end:
            detail = f"Must be at most {MOST_MONTHS} months after `from`."
            errors.append(FieldError("period_too_long", detail, parameter="before"))
        if errors:
            raise InvalidParameter(errors=errors)
        return window


def not_first_of_month(parameter: str, day: date) -> list[FieldError]:
    """The fault of a day that begins no month; none of one that does."""
    detail = "Must be the first day of a month."
    return [] if day.day == 1 else [FieldError("not_a_first_of_month", detail, parameter=parameter)]


def missing(window: Window, loaded: frozenset[date]) -> list[date]:
    return [month for month in window.months if month not in loaded]


def shown(window: Window) -> dict[str, date]:
    return {"start": window.start, "end": window.end}
