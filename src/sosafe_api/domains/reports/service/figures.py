"""What a report takes from the indicators: values by the period that each is reported by, as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, Self

import msgspec

from sosafe_api.core.context import Context
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.renditions import RenderedTable
from sosafe_api.domains.kpis.renditions.charts import reported_periods
from sosafe_api.domains.kpis.renditions.charts.telling import told_trend
from sosafe_api.domains.kpis.rules.assessment import rated_kinds
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
        observations = self._assessor.assessed(key, rows)
        table = RenderedTable.of(
            definition=definition,
            observations=observations[-MOST_SHOWN:],
            analysis=await self._assessor.analysis(key, rows),
            period=key.kind.value,
            slug=self._calculation.slug,
            publisher=self._publisher,
        )
        rated = msgspec.to_builtins(await self._rated(key, observations))
        return Figure(_shown(table, rated), _drawing(table) if table.observations else None)

    async def _rated(self, key: TableKey, shown: Sequence[Json]) -> Json | None:
        """The latest known value that a target rates: of what adds up no quarter, but the year to date or a year."""
        latest = []
        for kind in rated_kinds(key.definition, key.kind):
            other = replace(key, kind=kind)
            rows = (
                shown
                if kind is key.kind
                else self._assessor.assessed(other, await self._calculation.table(other))
            )
            latest += [row for row in rows if row["value"] is not None][-1:]
        return max(latest, key=lambda row: row["period"]["end"], default=None)

    async def _told(self, code: str, periods: Sequence[str]) -> tuple[TableKey, Any]:
        """By the first period with a value, else by the first: what is entered by hand may be known for years alone."""
        keys = [TableKey(definition=REGISTRY[code], kind=PeriodKind(period)) for period in periods]
        for key in keys:
            rows = await self._calculation.table(key)
            if any(each["value"] is not None for each in rows):
                return key, rows
        return keys[0], await self._calculation.table(keys[0])


def _nothing() -> Json:
    names = ("definition", "period", "latest", "rated", "target", "rating", "direction", "told")
    return dict.fromkeys(names) | {"observations": []}


def _shown(table: RenderedTable, rated: Json | None) -> Json:
    """The direction is that of the latest value; target and rating are those of the one that is rated."""
    known = [each for each in table.observations if each["value"] is not None]
    latest: Mapping[str, Any] = known[-1] if known else {}
    target, direction = (rated or {}).get("target"), latest.get("direction") or {}
    return {
        "definition": table.definition,
        "period": table.period,
        "observations": list(table.observations),
        "latest": latest or None,
        "rated": {"period": rated["period"], "value": rated["value"]} if rated else None,
        "target": target["value"] if target else None,
        "rating": rated["rating"] if rated else None,
        "direction": direction.get("previous_year") or direction.get("previous_period"),
        "told": " ".join(told_trend(table)),
    }


def _drawing(table: RenderedTable) -> Json:
    found: Json = msgspec.to_builtins(table)
    return found
