"""Statements of savings are made: from inputs, or by bringing one to the prices of another year."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.errors import (
    Conflict,
    FieldError,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.domains.savings.errors import NewerVersionExists, StatementWithdrawn
from sosafe_api.domains.savings.models import SavingsCalculation, SavingsStatement
from sosafe_api.domains.savings.rules import FROZEN
from sosafe_api.domains.savings.rules.faults import faults
from sosafe_api.domains.savings.schemas import (
    SavingsStatementIn,
    SavingsVersionIn,
)
from sosafe_api.domains.savings.service.base import StatementServiceBase
from sosafe_api.domains.savings.service.calculation import Calculated, as_line, calculate, line_inputs
from sosafe_api.domains.savings.service.materials import Json, MaterialsFinder, index_used, set_used
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus, UnitCostSetStatus

_PUBLISHED = frozenset({UnitCostSetStatus.PUBLISHED})


class MakingService(StatementServiceBase):
    """What a statement says is fixed when it is made; the same inputs lead back to the same statement."""

    async def create(self, wanted: SavingsStatementIn) -> tuple[dict[str, Any], bool]:
        """The statement, and whether it is new. Raises `ValidationFailed` with every fault at once."""
        finder = MaterialsFinder(self.context)
        if wanted.period.end <= wanted.period.start:
            finder.errors.append(FieldError("not_after_start", "Must be later than `start`.", "#/period/end"))
        stated: Json = {
            **wanted.model_dump(
                mode="json", include={"title", "period", "cohort", "price_year", "assumptions"}
            ),
            "version_of": None,
            "agencies_in_scope": await finder.scope(wanted.agencies_in_scope),
            "lines": [line_inputs(line) for line in wanted.lines],
        }
        finder.errors += _repeated_payers(wanted)
        calculated = await self._calculate(
            finder, stated, wanted.unit_cost_set_ids, wanted.price_index_id, _PUBLISHED
        )
        return await self._keep(calculated, None, wanted.price_index_id)

    async def create_version(
        self, statement_id: UUID, wanted: SavingsVersionIn
    ) -> tuple[dict[str, Any], bool]:
        """The version, and whether it is new. Raises `NewerVersionExists`, `StatementWithdrawn`."""
        before = await self.found(statement_id, lock=True)
        stated: Json = msgspec.json.decode((await self.repository.calculation(before.id)).inputs)
        index_id = wanted.price_index_id or before.price_index_id
        if before.status == SavingsStatementStatus.WITHDRAWN:
            raise StatementWithdrawn()
        finder = MaterialsFinder(self.context)
        if (wanted.price_year, index_id) == (before.price_year, before.price_index_id):
            detail = "Must be another year, unless the index is another one."
            finder.errors.append(FieldError("nothing_changed", detail, pointer="#/price_year"))
        set_ids = [UUID(item["id"]) for item in stated["unit_cost_sets"]]
        stated |= {"price_year": wanted.price_year, "version_of": str(before.id)}
        calculated = await self._calculate(finder, stated, set_ids, index_id, FROZEN)
        return await self._keep(calculated, before, index_id)

    async def _calculate(
        self,
        finder: MaterialsFinder,
        stated: Json,
        set_ids: list[UUID],
        index_id: UUID,
        allowed: frozenset[UnitCostSetStatus],
    ) -> Calculated:
        sets, index = await finder.sets(set_ids, allowed), await finder.index(index_id)
        lines = [as_line(line) for line in stated["lines"]]
        materials = await finder.materials(sets, index, {line.unit_cost_code for line in lines})
        # A line cannot be judged by sets or an index that are not there: their own faults come first.
        if len(sets) == len(set_ids) and index is not None:
            finder.errors += faults(lines, materials.costs, materials.index, stated["price_year"])
        if finder.errors or index is None:
            raise ValidationFailed(errors=finder.errors)
        used = {"unit_cost_sets": [set_used(row) for row in sets], "price_index": index_used(index)}
        return calculate({**stated, **used}, materials)

    async def _keep(
        self, calculated: Calculated, before: SavingsStatement | None, index_id: UUID
    ) -> tuple[dict[str, Any], bool]:
        known = await self.repository.of_inputs(calculated.input_hash)
        if known is not None:
            return await self.view(known), False
        if before is not None and before.next_version_id is not None:
            raise NewerVersionExists()
        row = await self._row(calculated, before, index_id)
        kept = SavingsCalculation(
            partnership_id=row.partnership_id, id=row.id, inputs=calculated.inputs, body=calculated.body
        )
        if not await self.repository.add(row, kept):
            return await self._made_meanwhile(calculated.input_hash)
        await self.announce(row, "savings_statement.created")
        if before is not None:
            await self.change(before, {"next_version_id": row.id}, "savings_statement.updated")
        return await self.view(row), True

    async def _made_meanwhile(self, input_hash: str) -> tuple[dict[str, Any], bool]:
        """Another request with the same inputs committed first; if it was withdrawn at once, ask again."""
        known = await self.repository.of_inputs(input_hash)
        if known is None:
            raise Conflict()
        return await self.view(known), False

    async def _row(
        self, calculated: Calculated, before: SavingsStatement | None, index_id: UUID
    ) -> SavingsStatement:
        stated = msgspec.json.decode(calculated.inputs)
        own_id = new_id()
        return SavingsStatement(
            partnership_id=self.actor.partnership_id,
            id=own_id,
            series_id=before.series_id if before else own_id,
            number=await self.repository.next_number(before.series_id) if before else 1,
            previous_version_id=before.id if before else None,
            title=stated["title"],
            starts_on=date.fromisoformat(stated["period"]["start"]),
            ends_on=date.fromisoformat(stated["period"]["end"]),
            price_year=stated["price_year"],
            price_index_id=index_id,
            status=SavingsStatementStatus.DRAFT.value,
            status_since=self.context.now,
            created_by=self.actor.id,
            input_hash=calculated.input_hash,
            calculation_digest=calculated.digest,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )


def _repeated_payers(wanted: SavingsStatementIn) -> list[FieldError]:
    return [
        FieldError("repeated_value", "Must name each payer once.", pointer=f"#/lines/{place}/payers")
        for place, line in enumerate(wanted.lines)
        if line.payers is not None and len({item.payer for item in line.payers}) != len(line.payers)
    ]
