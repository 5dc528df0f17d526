"""What every use case of bids needs: bids found or locked, and how they and their parts are shown."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import today, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.money import money, money_or_none
from sosafe_api.core.partial_dates import DatePrecision, PartialDate, partial_date
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.funding_bids.errors import NotInDelivery
from sosafe_api.domains.funding_bids.models import (
    FundingBid,
    FundingInstalment,
    FundingReport,
)
from sosafe_api.domains.funding_bids.repository import BidRepository, MoneyRepository
from sosafe_api.domains.funding_bids.rules import AWARDS, allowed, grant_details

PARTIAL = ("applied_on", "decided_on", "awarded_on", "received_on", "starts_on", "last_funded_on")
SAME = (
    "id",
    "title",
    "purpose",
    "funder_id",
    "intermediary_id",
    "deliverer_id",
    "follows_bid_id",
    "objective_id",
    "status",
    "decision",
    "grant_identifier",
)
NOTHING = Decimal(0)


class FundingServiceBase(RecordService):
    """Bids of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = BidRepository(context)
        self.parts = MoneyRepository(context)

    async def found(self, bid_id: UUID, *, lock: bool = False) -> FundingBid:
        row = await self.repository.find(bid_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def award(self, bid_id: UUID) -> FundingBid:
        """The bid, locked. Raises `NotInDelivery` where nothing was awarded that could be paid or spent."""
        row = await self.found(bid_id, lock=True)
        if row.status not in AWARDS:
            raise NotInDelivery()
        return row

    async def summaries(self, rows: Sequence[FundingBid]) -> list[dict[str, Any]]:
        ids = [row.id for row in rows]
        paid, spent = await self.repository.paid(ids), await self.repository.spent(ids)
        return [self._summary(row, paid.get(row.id), spent.get(row.id)) for row in rows]

    async def view(self, row: FundingBid) -> dict[str, Any]:
        summary = (await self.summaries([row]))[0]
        return {
            **summary,
            "budget_lines": _lines(row, await self.repository.spent_by_line(row.id)),
            "conditions": row.conditions,
            "documents": row.documents,
            "beneficiary_locations": grant_details.locations(row.grant_details),
            "grant_programmes": grant_details.programmes(row.grant_details),
            "instalments": [self.instalment(item) for item in await self.parts.instalments(row.id)],
            "reports": [self.report(item) for item in await self.parts.reports_of(row.id)],
        }

    def _summary(self, row: FundingBid, paid: Decimal | None, spent: Decimal | None) -> dict[str, Any]:
        return {
            **{name: getattr(row, name) for name in SAME},
            "status_since": wire_instant(row.status_since),
            "amount_requested": money_or_none(row.amount_requested),
            "amount_awarded": money_or_none(row.amount_awarded),
            "amount_paid": money(paid or NOTHING),
            "amount_spent": money(spent or NOTHING),
            **{name: shown(row, name) for name in PARTIAL},
            "financial_year": _year(partial(row, "received_on")),
            "from_open_call": grant_details.open_call(row.grant_details),
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": allowed(row.status),
            "etag": self.tag(row, "funding_bid"),
        }

    def instalment(self, row: FundingInstalment) -> dict[str, Any]:
        return {
            "id": row.id,
            "bid_id": row.bid_id,
            "amount": money(row.amount),
            "due_on": shown(row, "due_on"),
            "received": row.received,
            "received_on": shown(row, "received_on"),
            "etag": self.tag(row, "funding_instalment"),
        }

    def report(self, row: FundingReport) -> dict[str, Any]:
        return {
            "id": row.id,
            "bid_id": row.bid_id,
            "title": row.title,
            "due_on": row.due_on,
            "submitted_on": row.submitted_on,
            "overdue": row.submitted_on is None and row.due_on < today(),
            "etag": self.tag(row, "funding_report"),
        }


def partial(row: Any, name: str) -> PartialDate | None:
    return partial_date(getattr(row, name), getattr(row, f"{name}_precision"))


def shown(row: Any, name: str) -> str | None:
    found = partial(row, name)
    return str(found) if found else None


def in_columns(name: str, text: str | None) -> dict[str, Any]:
    """A partial date as its two columns hold it."""
    read = PartialDate.parse(text) if text is not None else None
    return {
        name: read.first_day if read else None,
        f"{name}_precision": read.precision.value if read else None,
    }


def _year(received: PartialDate | None) -> str | None:
    if received is None or received.precision is DatePrecision.YEAR:
        return None
    return FinancialYear.of(received.first_day).label


def _lines(row: FundingBid, spent: dict[str, Decimal]) -> list[dict[str, Any]]:
    """The budget's lines, then what was spent beside it."""
    planned = {item["name"]: Decimal(item["amount"]) for item in row.budget_lines}
    names = [*planned, *sorted(set(spent) - set(planned))]
    return [
        {
            "name": name,
            "amount": money_or_none(planned.get(name)),
            "spent": money(spent.get(name, NOTHING)),
        }
        for name in names
    ]
