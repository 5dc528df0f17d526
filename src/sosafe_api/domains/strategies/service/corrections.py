"""Slips in an adopted strategy put right, with what stood there before kept."""

from typing import Any
from uuid import UUID

from sosafe_api.core.errors import ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.strategies.errors import NotAdopted
from sosafe_api.domains.strategies.models import Objective, ObjectiveMeasure, Strategy, StrategyCorrection
from sosafe_api.domains.strategies.rules.writing import Correction, correction_errors
from sosafe_api.domains.strategies.schemas import StrategyCorrectionIn, StrategyCorrectionItem
from sosafe_api.domains.strategies.service.base import StrategyServiceBase
from sosafe_api.domains.strategies.service.objectives import kpi_errors
from sosafe_api.domains.strategies.vocabulary import StrategyStatus

Change = dict[str, str | None]


class CorrectionService(StrategyServiceBase):
    """Objectives keep their numbers and identifiers, so whatever serves them goes on doing so."""

    async def correct(self, strategy_id: UUID, wanted: StrategyCorrectionIn) -> dict[str, Any]:
        """Raises `NotAdopted`, and `ValidationFailed` with every fault of every item."""
        row = await self.found(strategy_id, lock=True)
        self.check(row, "strategy")
        if row.status != StrategyStatus.ADOPTED:
            raise NotAdopted()
        objectives, measures = await self.said(row)
        by_number = {each.number: each for each in objectives}
        of_measure = {(each.objective_id, each.number): each for each in measures}
        known = {
            number: frozenset(inner for owner, inner in of_measure if owner == objective.id)
            for number, objective in by_number.items()
        }
        errors = correction_errors([_plain(item) for item in wanted.items], len(row.aims), known)
        errors += kpi_errors({f"#/items/{place}/kpi": item.kpi for place, item in enumerate(wanted.items)})
        if errors:
            raise ValidationFailed(errors=errors)
        changes: list[Change] = []
        for item in wanted.items:
            changes += _put_right(row, item, by_number, of_measure)
        await self._keep(row, wanted.reason, changes)
        return await self.view(row)

    async def _keep(self, row: Strategy, reason: str, changes: list[Change]) -> None:
        await self.repository.add(
            StrategyCorrection(
                partnership_id=row.partnership_id,
                id=new_id(),
                strategy_id=row.id,
                reason=reason,
                changes=changes,
                corrected_by=self.actor.id,
                corrected_at=self.context.now,
            )
        )
        await self.change(row, {"aims": list(row.aims)}, "strategy.corrected")


def _plain(item: StrategyCorrectionItem) -> Correction:
    return Correction(**item.model_dump())


def _put_right(
    row: Strategy,
    item: StrategyCorrectionItem,
    objectives: dict[int, Objective],
    measures: dict[tuple[UUID, int], ObjectiveMeasure],
) -> list[Change]:
    """What the item changes; the caller has checked it."""
    if item.aim_number is not None:
        before = row.aims[item.aim_number - 1]
        row.aims = [
            *row.aims[: item.aim_number - 1], str(item.words), *row.aims[item.aim_number :]
        ]  # fmt: skip
        return [{"place": f"aims/{item.aim_number}", "before": before, "after": item.words}]
    objective = objectives[item.objective_number or 0]
    place = f"objectives/{objective.number}"
    if item.measure_number is None:
        before, objective.title = objective.title, str(item.words)
        return [{"place": place, "before": before, "after": item.words}]
    measure = measures[objective.id, item.measure_number]
    place = f"{place}/measures/{measure.number}"
    changes: list[Change] = []
    if item.words is not None:
        changes.append({"place": place, "before": measure.description, "after": item.words})
        measure.description = item.words
    if item.kpi is not None:
        changes.append({"place": f"{place}/kpi", "before": measure.kpi, "after": item.kpi})
        measure.kpi = item.kpi
    return changes
