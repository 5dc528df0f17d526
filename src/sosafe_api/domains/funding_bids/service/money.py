"""Instalments received, money spent and noted, reports submitted."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sosafe_api.core.clock import today, wire_instant
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.core.errors import FieldError, NotFound, TooMany, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.money import money
from sosafe_api.core.pagination import Page
from sosafe_api.domains.funding_bids.errors import NothingLeftToTakeBack
from sosafe_api.domains.funding_bids.models import (
    FundingBid,
    FundingInstalment,
    FundingReport,
    FundingSpendEntry,
)
from sosafe_api.domains.funding_bids.schemas import (
    FundingInstalmentIn,
    FundingInstalmentPatch,
    FundingReportIn,
    FundingReportPatch,
    FundingReportQuery,
    FundingSpendEntryIn,
    FundingSpendNoteIn,
    FundingSpendQuery,
)
from sosafe_api.domains.funding_bids.schemas.money import MOST_SHOWN
from sosafe_api.domains.funding_bids.service.base import NOTHING, FundingServiceBase, in_columns, shown

Part = TypeVar("Part", bound=PartnershipRow)


class MoneyService(FundingServiceBase):
    """What hangs on an award; amounts paid and spent are sums of it and kept nowhere else."""

    async def add_instalment(self, bid_id: UUID, wanted: FundingInstalmentIn) -> dict[str, Any]:
        """Raises `NotInDelivery` for a bid that is no award, `TooMany` for more than its record shows."""
        await self.award(bid_id)
        _refuse_nothing(wanted.amount.pounds != NOTHING)
        if len(await self.parts.instalments(bid_id)) >= MOST_SHOWN:
            raise TooMany(MOST_SHOWN, "instalments of the bid")
        row = FundingInstalment(
            **self._new(bid_id),
            updated_at=self.context.now,
            amount=wanted.amount.pounds,
            received=wanted.received_on is not None,
            **in_columns("due_on", wanted.due_on),
            **in_columns("received_on", wanted.received_on),
        )
        self.parts.add(row)
        await self.announce(row, "funding_instalment.created")
        return self.instalment(row)

    async def update_instalment(self, row_id: UUID, patch: FundingInstalmentPatch) -> dict[str, Any]:
        row = await self._part(FundingInstalment, row_id)
        self.check(row, "funding_instalment")
        columns: dict[str, Any] = {}
        if "amount" in patch.model_fields_set:
            _refuse_nothing(patch.amount.pounds != NOTHING)
            columns["amount"] = patch.amount.pounds
        if "due_on" in patch.model_fields_set:
            columns |= in_columns("due_on", patch.due_on)
        if "received_on" in patch.model_fields_set:
            columns |= {
                **in_columns("received_on", patch.received_on),
                "received": patch.received_on is not None,
            }
        await self._write(row, columns, "funding_instalment.updated")
        return self.instalment(row)

    async def add_spending(self, bid_id: UUID, wanted: FundingSpendEntryIn) -> dict[str, Any]:
        """Raises `NotInDelivery`, and `NothingLeftToTakeBack` for a correction of more than was spent."""
        bid = await self.award(bid_id)
        _refuse_nothing(wanted.amount.pounds != NOTHING)
        _refuse_unknown_line(bid, wanted.budget_line)
        spent = (await self.repository.spent_by_line(bid_id)).get(wanted.budget_line, NOTHING)
        if spent + wanted.amount.pounds < NOTHING:
            raise NothingLeftToTakeBack()
        row = FundingSpendEntry(
            **self._new(bid_id),
            updated_at=self.context.now,
            budget_line=wanted.budget_line,
            amount=wanted.amount.pounds,
            **in_columns("spent_on", wanted.spent_on),
        )
        self.parts.add(row)
        await self.announce(row, "funding_spend_entry.created")
        return self._spending(row)

    async def note_spending(self, row_id: UUID, note: FundingSpendNoteIn) -> dict[str, Any]:
        """The meeting at which a group took note of it; a later note takes the place of an earlier one."""
        row = await self._part(FundingSpendEntry, row_id)
        self.check(row, "funding_spend_entry")
        await self._write(row, note.model_dump(), "funding_spend_entry.updated")
        return self._spending(row)

    async def spending(self, bid_id: UUID, query: FundingSpendQuery) -> Page[dict[str, Any]]:
        await self.found(bid_id)

        async def read(asked: FundingSpendQuery, after: Any) -> Sequence[FundingSpendEntry]:
            return await self.parts.spending(bid_id, asked, after)

        page = await self.paged(query, read, "id", within=bid_id)
        return Page([self._spending(row) for row in page.rows], page.next_cursor)

    async def add_report(self, bid_id: UUID, wanted: FundingReportIn) -> dict[str, Any]:
        """Raises `NotInDelivery` for a bid that is no award, `TooMany` for more than its record shows."""
        await self.award(bid_id)
        if len(await self.parts.reports_of(bid_id)) >= MOST_SHOWN:
            raise TooMany(MOST_SHOWN, "reports on the bid")
        row = FundingReport(**self._new(bid_id), updated_at=self.context.now, **wanted.model_dump())
        self.parts.add(row)
        await self.announce(row, "funding_report.created")
        return self.report(row)

    async def update_report(self, row_id: UUID, patch: FundingReportPatch) -> dict[str, Any]:
        row = await self._part(FundingReport, row_id)
        self.check(row, "funding_report")
        await self.change(row, self.changes(row, patch), "funding_report.updated")
        return self.report(row)

    async def reports(self, query: FundingReportQuery) -> Page[dict[str, Any]]:
        async def read(asked: FundingReportQuery, after: Any) -> Sequence[FundingReport]:
            return await self.parts.reports(asked, after, today())

        page = await self.paged(query, read, "id")
        return Page([self.report(row) for row in page.rows], page.next_cursor)

    def _new(self, bid_id: UUID) -> dict[str, Any]:
        return {
            "partnership_id": self.actor.partnership_id,
            "id": new_id(),
            "bid_id": bid_id,
            "version": 1,
            "created_at": self.context.now,
        }

    async def _part(self, table: type[Part], row_id: UUID) -> Part:
        row = await self.parts.find(table, row_id)
        if row is None:
            raise NotFound()
        return row

    async def _write(self, row: Any, columns: dict[str, Any], event: str) -> None:
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        await self.change(row, changed, event)

    def _spending(self, row: FundingSpendEntry) -> dict[str, Any]:
        return {
            "id": row.id,
            "bid_id": row.bid_id,
            "budget_line": row.budget_line,
            "amount": money(row.amount),
            "spent_on": shown(row, "spent_on"),
            "noted_on": row.noted_on,
            "noted_by_group_id": row.noted_by_group_id,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "funding_spend_entry"),
        }


def _refuse_nothing(something: bool) -> None:  # noqa: FBT001  # what it is asked about
    if not something:
        raise ValidationFailed(errors=[FieldError("nothing", "Must not be zero.", pointer="#/amount/amount")])


def _refuse_unknown_line(bid: FundingBid, line: str) -> None:
    names = [item["name"] for item in bid.budget_lines]
    if names and line not in names:
        detail = "Must be a line of the bid's budget."
        raise ValidationFailed(errors=[FieldError("unknown_line", detail, pointer="#/budget_line")])
