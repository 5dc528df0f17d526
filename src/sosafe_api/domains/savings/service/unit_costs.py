"""Sets of unit costs: loaded as drafts, published and frozen, superseded by the next version."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.ids import new_id
from sosafe_api.core.money import money
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.savings.errors import EmptySet, NotADraft
from sosafe_api.domains.savings.models import UnitCostEntry, UnitCostSet
from sosafe_api.domains.savings.reference import reference_set
from sosafe_api.domains.savings.repository import CostRepository
from sosafe_api.domains.savings.rules import SET_TRANSITIONS
from sosafe_api.domains.savings.rules.loading import head_errors
from sosafe_api.domains.savings.rules.unit_costs import NewCost, PayerPart, load_errors
from sosafe_api.domains.savings.schemas import (
    UnitCostEntriesIn,
    UnitCostIn,
    UnitCostQuery,
    UnitCostSetIn,
    UnitCostSetQuery,
    UnitCostSetTransitionIn,
)
from sosafe_api.domains.savings.vocabulary import UnitCostSetStatus

HEAD = ("code", "edition", "title", "publisher", "source", "licence")


class UnitCostService(RecordService):
    """A published version never changes; publishing one supersedes the version before it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = CostRepository(context)

    async def create(self, wanted: UnitCostSetIn) -> dict[str, Any]:
        """Raises `ValidationFailed` with every fault of the head and of every cost."""
        errors = head_errors(
            {name: getattr(wanted, name) for name in UnitCostSetIn.model_fields}, required=HEAD
        )
        if wanted.reference is not None and not errors:
            wanted = UnitCostSetIn.model_validate_json(canonical_json(reference_set(wanted.reference)))
        errors += load_errors([_new_cost(entry) for entry in wanted.entries], {})
        if errors or wanted.code is None:
            raise ValidationFailed(errors=errors)
        row = UnitCostSet(
            **wanted.model_dump(include=set(HEAD)),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            number=await self.repository.next_number(wanted.code),
            entry_count=len(wanted.entries),
            status=UnitCostSetStatus.DRAFT.value,
            status_since=self.context.now,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.repository.add(*self._rows(row.id, wanted.entries))
        await self.announce(row, "unit_cost_set.created")
        return self._view(row)

    async def add_entries(self, set_id: UUID, wanted: UnitCostEntriesIn) -> dict[str, Any]:
        """Raises `NotADraft`, and `ValidationFailed` with every fault of every cost."""
        row = await self._found(set_id, lock=True)
        if row.status != UnitCostSetStatus.DRAFT:
            raise NotADraft()
        known = await self.repository.parents(set_id)
        errors = load_errors([_new_cost(entry) for entry in wanted.entries], known)
        if errors:
            raise ValidationFailed(errors=errors)
        await self.repository.add(*self._rows(set_id, wanted.entries))
        await self.change(
            row, {"entry_count": row.entry_count + len(wanted.entries)}, "unit_cost_set.updated"
        )
        return self._view(row)

    async def transition(self, set_id: UUID, wanted: UnitCostSetTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, and `EmptySet` for the publication of nothing."""
        row = await self._found(set_id, lock=True)
        self.check(row, "unit_cost_set")
        if wanted.to not in SET_TRANSITIONS[UnitCostSetStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=_allowed(row))
        digest = row.content_digest
        if wanted.to is UnitCostSetStatus.PUBLISHED:
            digest = await self._publishable(row)
        await self._move(row, wanted.to, content_digest=digest)
        return self._view(row)

    async def _publishable(self, row: UnitCostSet) -> str:
        """The digest of the costs, once the version before is superseded."""
        entries = await self.repository.entries(row.id)
        if not entries:
            raise EmptySet()
        before = await self.repository.published_set(row.code)
        if before is not None:
            await self._move(before, UnitCostSetStatus.SUPERSEDED)
        return hashlib.sha256(canonical_json([entry_view(entry) for entry in entries])).hexdigest()

    async def _move(self, row: UnitCostSet, to: UnitCostSetStatus, **columns: Any) -> None:
        columns |= {"status": to.value, "status_since": self.context.now}
        await self.change(row, columns, f"unit_cost_set.{to.value}")

    async def read(self, set_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(set_id))

    async def page(self, query: UnitCostSetQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.sets, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def entries(self, set_id: UUID, query: UnitCostQuery) -> Page[dict[str, Any]]:
        await self._found(set_id)

        async def of_set(asked: UnitCostQuery, after: Any) -> Sequence[UnitCostEntry]:
            return await self.repository.entry_page(set_id, asked, after)

        page = await self.paged(query, of_set, "code", within=set_id)
        return Page([entry_view(row) for row in page.rows], page.next_cursor)

    async def _found(self, set_id: UUID, *, lock: bool = False) -> UnitCostSet:
        row = await self.repository.find_set(set_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _rows(self, set_id: UUID, entries: Sequence[UnitCostIn]) -> list[UnitCostEntry]:
        return [
            UnitCostEntry(
                **entry.model_dump(mode="json", exclude={"amount", "payers"}),
                partnership_id=self.actor.partnership_id,
                id=new_id(),
                set_id=set_id,
                amount=Decimal(entry.amount.amount),
                payers=[
                    {"payer": item.payer.value, "part": item.part.amount if item.part else None}
                    for item in entry.payers
                ],
            )
            for entry in entries
        ]

    def _view(self, row: UnitCostSet) -> dict[str, Any]:
        return {
            "id": row.id,
            **{name: getattr(row, name) for name in HEAD},
            "number": row.number,
            "entry_count": row.entry_count,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "content_digest": row.content_digest,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": _allowed(row),
            "etag": self.tag(row, "unit_cost_set"),
        }


def entry_view(row: UnitCostEntry) -> dict[str, Any]:
    return {
        "code": row.code,
        "parent_code": row.parent_code,
        "category": row.category,
        "description": row.description,
        "unit": row.unit,
        "amount": money(row.amount),
        "price_year": row.price_year,
        "price_year_kind": row.price_year_kind,
        "kind": row.kind,
        "payers": [
            {"payer": item["payer"], "part": money(Decimal(item["part"])) if item["part"] else None}
            for item in row.payers
        ],
    }


def _allowed(row: UnitCostSet) -> list[UnitCostSetStatus]:
    open_to = SET_TRANSITIONS[UnitCostSetStatus(row.status)]
    return [status for status in UnitCostSetStatus if status in open_to]


def _new_cost(entry: UnitCostIn) -> NewCost:
    payers = tuple(
        PayerPart(item.payer.value, Decimal(item.part.amount) if item.part else None) for item in entry.payers
    )
    return NewCost(entry.code, entry.parent_code, Decimal(entry.amount.amount), payers)
