"""Which months a question is about, and which of them are loaded."""

from datetime import date
from typing import Any

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context, Service
from sosafe_api.domains.patterns.errors import refused
from sosafe_api.domains.patterns.repository import PatternRepository
from sosafe_api.domains.patterns.rules.months import MONTHS_OF_A_YEAR, Window, add_months
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
        for name, day in (("from", window.start), ("before", window.end)):
            must_begin_a_month(name, day)
        if window.start >= window.end:
            raise refused("before", "period_reversed", "Must be after `from`.")
        if add_months(window.start, MOST_MONTHS) < window.end:
            raise refused("before", "period_too_long", f"Must be at most {MOST_MONTHS} months after `from`.")
        return window


def must_begin_a_month(parameter: str, day: date) -> None:
    if day.day != 1:
        raise refused(parameter, "not_a_first_of_month", "Must be the first day of a month.")


def missing(window: Window, loaded: frozenset[date]) -> list[date]:
    return [month for month in window.months if month not in loaded]


def shown(window: Window) -> dict[str, date]:
    return {"start": window.start, "end": window.end}
