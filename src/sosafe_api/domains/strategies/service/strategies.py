"""Strategies: drafted, adopted by a second person for a term, superseded by the next version."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.rules import period_errors
from sosafe_api.domains.strategies.errors import AdoptedByTwo, NoObjectives, NotADraft
from sosafe_api.domains.strategies.models import Strategy
from sosafe_api.domains.strategies.rules import TRANSITIONS
from sosafe_api.domains.strategies.rules.writing import named_kpis, numbering_errors
from sosafe_api.domains.strategies.schemas import (
    ObjectiveIn,
    StrategyIn,
    StrategyPatch,
    StrategyQuery,
    StrategyTransitionIn,
)
from sosafe_api.domains.strategies.service.base import StrategyServiceBase, numbered
from sosafe_api.domains.strategies.service.objectives import kpi_errors
from sosafe_api.domains.strategies.service.views import allowed
from sosafe_api.domains.strategies.vocabulary import StrategyStatus


class StrategyService(StrategyServiceBase):
    """A draft is written; what was adopted changes only by a new version, or by a correction that is told."""

    async def create(self, wanted: StrategyIn) -> dict[str, Any]:
        """Raises `ValidationFailed` with every fault, `DraftExists` beside another draft of the name."""
        self._refuse(period_errors(wanted.starts_on, wanted.ends_on) + _faults(wanted.objectives))
        row = await self._add(
            wanted.name, starts_on=wanted.starts_on, ends_on=wanted.ends_on, aims=wanted.aims
        )
        await self.write(row, wanted.objectives)
        return await self.view(row)

    async def create_version(self, strategy_id: UUID) -> dict[str, Any]:
        """The same words as a draft that can be changed and then takes the place of this version."""
        before = await self.found(strategy_id)
        said = (await self.view(before))["objectives"]
        row = await self._add(
            before.name, starts_on=before.starts_on, ends_on=before.ends_on, aims=before.aims
        )
        await self.write(row, [ObjectiveIn.model_validate(_without_id(each)) for each in said])
        return await self.view(row)

    async def read(self, strategy_id: UUID) -> dict[str, Any]:
        return await self.view(await self.found(strategy_id))

    async def in_force(self, day: date) -> dict[str, Any] | None:
        """The strategy whose term has this day; None where there is none."""
        row = await self.repository.in_force(day)
        return await self.view(row) if row else None

    async def page(self, query: StrategyQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def update(self, strategy_id: UUID, patch: StrategyPatch) -> dict[str, Any]:
        """Raises `NotADraft`, and `ValidationFailed` with every fault."""
        row = await self.found(strategy_id, lock=True)
        self.check(row, "strategy")
        if row.status != StrategyStatus.DRAFT:
            raise NotADraft()
        stated = patch.model_dump(exclude_unset=True, exclude={"objectives"})
        replaced = patch.objectives if "objectives" in patch.model_fields_set else None
        term = [stated.get(name, getattr(row, name)) for name in ("starts_on", "ends_on")]
        self._refuse(period_errors(*term) + _faults(replaced or []))
        columns: dict[str, Any] = {
            name: value for name, value in stated.items() if getattr(row, name) != value
        }
        if replaced is not None:
            await self.repository.clear([each.id for each in await self.repository.objectives(row.id)])
            await self.write(row, replaced)
            columns["aims"] = stated.get("aims", row.aims)  # the words changed, though perhaps no column did
        if columns:
            columns["written_by"] = sorted({*row.written_by, self.actor.id})
        await self.change(row, columns, "strategy.updated")
        return await self.view(row)

    async def transition(self, strategy_id: UUID, wanted: StrategyTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, `AdoptedByTwo`, `NoObjectives`, `TermOverlaps`."""
        row = await self.found(strategy_id, lock=True)
        self.check(row, "strategy")
        if wanted.to not in TRANSITIONS[StrategyStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=allowed(row))
        columns: dict[str, Any] = {}
        if wanted.to is StrategyStatus.ADOPTED:
            await self._adoptable(row)
            columns["adopted_by"] = self.actor.id
        await self._move(row, wanted.to, **columns)
        return await self.view(row)

    async def _adoptable(self, row: Strategy) -> None:
        """The version before steps back first, since two cannot stand for the same days."""
        if self.actor.id in {row.created_by, *row.written_by}:
            raise AdoptedByTwo()
        if not await self.repository.objectives(row.id):
            raise NoObjectives()
        before = await self.repository.adopted(row.name)
        if before is not None:
            await self._move(before, StrategyStatus.SUPERSEDED)

    async def _move(self, row: Strategy, to: StrategyStatus, **columns: Any) -> None:
        columns |= {"status": to.value, "status_since": self.context.now}
        await self.change(row, columns, f"strategy.{to.value}")

    async def _add(self, name: str, **content: Any) -> Strategy:
        row = Strategy(
            **content,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            name=name,
            number=await self.repository.next_number(name),
            status=StrategyStatus.DRAFT.value,
            status_since=self.context.now,
            created_by=self.actor.id,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "strategy.created")
        return row

    @staticmethod
    def _refuse(errors: list[FieldError]) -> None:
        if errors:
            raise ValidationFailed(errors=errors)


def _faults(objectives: list[ObjectiveIn]) -> list[FieldError]:
    found = numbered(objectives)
    return numbering_errors(found) + kpi_errors(named_kpis(found))


def _without_id(objective: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in objective.items() if name != "id"}
