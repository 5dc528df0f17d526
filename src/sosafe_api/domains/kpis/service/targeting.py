"""Targets of indicators: what is stated checked against the indicator, and worked out from its own values."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sosafe_api.core.context import Service
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.months import months_between
from sosafe_api.domains.kpis.rules.assessment import MONTHS_OF_A_YEAR, adds_up, better
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.service.calculation import Calculation, TableKey
from sosafe_api.domains.kpis.service.reading import find
from sosafe_api.domains.targets.rules import Baseline, term_errors, terms_of
from sosafe_api.domains.targets.schemas import KpiTargetIn, KpiTargetTransitionIn
from sosafe_api.domains.targets.service import TargetReading, TargetService

Json = dict[str, Any]


class TargetingService(Service):
    """What targets need to know of indicators; the rest is `targets`' own."""

    async def listed(self, code: str) -> list[Json]:
        return await TargetReading(self.context).listed(find(code).code)

    async def read(self, code: str, year: str, rated_at: datetime | None) -> Json:
        return await TargetReading(self.context).read(find(code).code, _label(year), rated_at)

    async def versions(self, code: str, year: str) -> list[Json]:
        return await TargetReading(self.context).versions(find(code).code, _label(year))

    async def propose(self, code: str, year: str, stated: KpiTargetIn) -> tuple[Json, bool]:
        """Raises `ValidationFailed` with every fault of what is stated."""
        definition = find(code)
        owners = sum(1 for owner in (stated.owner_agency_id, stated.owner_group_id) if owner)
        own_way = better(definition)
        errors = term_errors(stated, own_way, owners=owners)
        baseline = None
        if stated.baseline_start is not None and stated.baseline_end is not None:
            days = (stated.baseline_start, stated.baseline_end)
            baseline, faults = await self._baseline(definition, *days)
            errors += faults
        wanted = own_way or stated.wanted
        if errors or wanted is None:
            raise ValidationFailed(errors=errors)
        return await TargetService(self.context).propose(
            code, _label(year), stated, terms_of(stated, wanted, baseline), only_new=self.context.only_new
        )

    async def transition(self, code: str, year: str, wanted: KpiTargetTransitionIn) -> Json:
        return await TargetService(self.context).transition(find(code).code, _label(year), wanted)

    async def _baseline(
        self, definition: Definition, start: date, end: date
    ) -> tuple[Baseline | None, list[FieldError]]:
        """The value that everybody may see: a target worked out from a hidden one would tell it."""
        if end <= start:
            detail = "Must be after `baseline_start`."
            return None, [FieldError("too_small", detail, pointer="#/baseline_end")]
        if adds_up(definition) and len(months_between(start, end)) != MONTHS_OF_A_YEAR:
            detail = (
                "Must be twelve months, since this indicator adds up over the year that the target is of."
            )
            return None, [FieldError("not_a_year", detail, pointer="#/baseline_end")]
        calculation = await Calculation.open(self.context, controlled=True)
        for kind in definition.periods:
            rows = await calculation.table(TableKey(definition=definition, kind=kind), start, end)
            for row in rows:
                if (row["period"]["start"], row["period"]["end"]) != (start, end):
                    continue
                if row["value"] is not None and row["value"] >= 0:
                    return Baseline(start, end, Decimal(str(row["value"]))), []
        detail = "Must be a period of the indicator for which a value may be shown, not below 0."
        return None, [FieldError("no_value", detail, pointer="#/baseline_start")]


def _label(year: str) -> str:
    return FinancialYear.in_path(year).label
