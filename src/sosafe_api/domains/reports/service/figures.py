"""What a report takes from the indicators: values by the period that each is reported by, as they stand now."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Self

import msgspec

from sosafe_api.core.context import Context
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.renditions import RenderedTable
from sosafe_api.domains.kpis.renditions.charts import reported_periods
from sosafe_api.domains.kpis.renditions.charts.telling import told_trend
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.service.calculation import Calculation, TableKey
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from sosafe_api.domains.reports.schemas.content import MOST_SHOWN

Json = dict[str, Any]


class Figure(NamedTuple):
    """What a measure's indicator shows, and what its chart is drawn from; None where there is no value at all."""

    shown: Json
    drawing: Json | None


class Figures:
    """Indicators as those see them who see every count: only for reports that nobody else may read."""

    def __init__(self, calculation: Calculation, assessor: Assessor, publisher: str) -> None:
        self._calculation = calculation
        self._assessor = assessor
        self._publisher = publisher

    @classmethod
    async def open(cls, context: Context, stands_on: date, publisher: str) -> Self:
        """Of periods that ended by the day."""
        calculation = await Calculation.open(context, controlled=False, before=stands_on)
        return cls(calculation, await Assessor.open(context, REGISTRY), publisher)

    async def of(self, code: str | None) -> Figure:
        """Nothing but nulls for a measure that no indicator shows."""
        if code is None or code not in REGISTRY:
            return Figure(_nothing(), None)
        definition = views.definition(REGISTRY[code])
        key, rows = await self._told(code, reported_periods(definition))
        table = RenderedTable.of(
            definition=definition,
            observations=self._assessor.assessed(key, rows)[-MOST_SHOWN:],
            analysis=await self._assessor.analysis(key, rows),
            period=key.kind.value,
            slug=self._calculation.slug,
            publisher=self._publisher,
        )
        return Figure(_shown(table), _drawing(table) if table.observations else None)

    async def _told(self, code: str, periods: Sequence[str]) -> tuple[TableKey, Any]:
        """By the first period with a value, else by the first: what is entered by hand may be known for years alone."""
        keys = [TableKey(definition=REGISTRY[code], kind=PeriodKind(period)) for period in periods]
        for key in keys:
            rows = await self._calculation.table(key)
            if any(each["value"] is not None for each in rows):
                return key, rows
        return keys[0], await self._calculation.table(keys[0])


def _nothing() -> Json:
    names = ("definition", "period", "latest", "target", "rating", "direction", "told")
    return dict.fromkeys(names) | {"observations": []}


def _shown(table: RenderedTable) -> Json:
    """Target, rating and direction are those of the latest value, where the indicator states them."""
    known = [each for each in table.observations if each["value"] is not None]
    latest = known[-1] if known else {}
    target, direction = latest.get("target"), latest.get("direction") or {}
    return {
        "definition": table.definition,
        "period": table.period,
        "observations": list(table.observations),
        "latest": latest or None,
        "target": target["value"] if target else None,
        "rating": latest.get("rating"),
        "direction": direction.get("previous_year") or direction.get("previous_period"),
        "told": " ".join(told_trend(table)),
    }


def _drawing(table: RenderedTable) -> Json:
    found: Json = msgspec.to_builtins(table)
    return found
