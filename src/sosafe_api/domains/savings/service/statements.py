"""Statements of savings: made from inputs, approved by a second person, brought to other prices, withdrawn."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import (
    Conflict,
    FieldError,
    NotFound,
    TransitionNotAllowed,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.savings.errors import NewerVersionExists, SecondPersonRequired, StatementWithdrawn
from sosafe_api.domains.savings.models import SavingsCalculation, SavingsStatement
from sosafe_api.domains.savings.repository import StatementRepository
from sosafe_api.domains.savings.rules import FROZEN, STATEMENT_TRANSITIONS, reason_errors
from sosafe_api.domains.savings.rules.faults import faults
from sosafe_api.domains.savings.schemas import (
    SavingsStatementIn,
    SavingsStatementQuery,
    SavingsTransitionIn,
    SavingsVersionIn,
)
from sosafe_api.domains.savings.service.calculation import Calculated, as_line, calculate, line_inputs
from sosafe_api.domains.savings.service.materials import Json, MaterialsFinder, index_used, set_used
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus, UnitCostSetStatus

_PUBLISHED = frozenset({UnitCostSetStatus.PUBLISHED})


class StatementService(RecordService):
    """What a statement says is fixed when it is made; the same inputs lead back to the same statement."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = StatementRepository(context)

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
        before = await self._found(statement_id, lock=True)
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
            return await self._view(known), False
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
        return await self._view(row), True

    async def _made_meanwhile(self, input_hash: str) -> tuple[dict[str, Any], bool]:
        """Another request with the same inputs committed first; if it was withdrawn at once, ask again."""
        known = await self.repository.of_inputs(input_hash)
        if known is None:
            raise Conflict()
        return await self._view(known), False

    async def transition(self, statement_id: UUID, wanted: SavingsTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, and `SecondPersonRequired` for the approval of one's own work."""
        row = await self._found(statement_id, lock=True)
        self.check(row, "savings_statement")
        if wanted.to not in STATEMENT_TRANSITIONS[SavingsStatementStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=_allowed(row))
        reason = wanted.reason_code.value if wanted.reason_code else None
        errors = reason_errors(wanted.to, reason)
        if errors:
            raise ValidationFailed(errors=errors)
        columns: dict[str, Any] = {
            "status": wanted.to.value, "status_since": self.context.now, "reason_code": reason
        }  # fmt: skip
        if wanted.to is SavingsStatementStatus.APPROVED:
            if row.created_by == self.actor.id:
                raise SecondPersonRequired()
            columns["approved_by"] = self.actor.id
        await self.change(row, columns, f"savings_statement.{wanted.to.value}")
        if wanted.to is SavingsStatementStatus.WITHDRAWN and row.previous_version_id is not None:
            await self._make_latest(row.previous_version_id)
        return await self._view(row)

    async def _make_latest(self, statement_id: UUID) -> None:
        """What a withdrawn version followed on is the latest again, and can be brought to other prices anew."""
        before = await self._found(statement_id, lock=True)
        await self.change(before, {"next_version_id": None}, "savings_statement.updated")

    async def read(self, statement_id: UUID) -> dict[str, Any]:
        return await self._view(await self._found(statement_id))

    async def calculation(self, statement_id: UUID) -> tuple[bytes, str]:
        """The bytes that the statement was made with, and their entity tag."""
        row = await self._found(statement_id)
        return (await self.repository.calculation(row.id)).body, f'"{row.calculation_digest[:20]}"'

    async def page(self, query: SavingsStatementQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def _found(self, statement_id: UUID, *, lock: bool = False) -> SavingsStatement:
        row = await self.repository.find(statement_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

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

    def _summary(self, row: SavingsStatement) -> dict[str, Any]:
        return {
            "id": row.id,
            "series_id": row.series_id,
            "number": row.number,
            "previous_version_id": row.previous_version_id,
            "next_version_id": row.next_version_id,
            "title": row.title,
            "period": {"start": row.starts_on, "end": row.ends_on},
            "price_year": row.price_year,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "reason_code": row.reason_code,
            "created_at": wire_instant(row.created_at),
            "created_by": row.created_by,
            "approved_by": row.approved_by,
            "input_hash": row.input_hash,
            "calculation_digest": row.calculation_digest,
            "allowed_transitions": _allowed(row),
            "etag": self.tag(row, "savings_statement"),
        }

    async def _view(self, row: SavingsStatement) -> dict[str, Any]:
        """The calculation's bytes are embedded as they are stored."""
        kept = await self.repository.calculation(row.id)
        return {**self._summary(row), "calculation": msgspec.Raw(kept.body)}


def _allowed(row: SavingsStatement) -> list[SavingsStatementStatus]:
    open_to = STATEMENT_TRANSITIONS[SavingsStatementStatus(row.status)]
    return [status for status in SavingsStatementStatus if status in open_to]


def _repeated_payers(wanted: SavingsStatementIn) -> list[FieldError]:
    return [
        FieldError("repeated_value", "Must name each payer once.", pointer=f"#/lines/{place}/payers")
        for place, line in enumerate(wanted.lines)
        if line.payers is not None and len({item.payer for item in line.payers}) != len(line.payers)
    ]
