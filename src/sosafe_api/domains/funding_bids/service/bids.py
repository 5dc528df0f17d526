"""Bids: recorded, changed, moved from idea to closed, listed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import today
from sosafe_api.core.errors import FieldError, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.schemas import Schema
from sosafe_api.domains.funding_bids.models import FundingBid
from sosafe_api.domains.funding_bids.rules import TRANSITIONS, allowed
from sosafe_api.domains.funding_bids.rules.facts import BidFacts, decision_of, fact_errors, repeated_lines
from sosafe_api.domains.funding_bids.rules.grant_details import with_stated
from sosafe_api.domains.funding_bids.schemas import (
    FundingBidIn,
    FundingBidPatch,
    FundingBidQuery,
    FundingBidTransitionIn,
)
from sosafe_api.domains.funding_bids.service.base import PARTIAL, FundingServiceBase, in_columns, partial
from sosafe_api.domains.funding_bids.vocabulary import FundingBidStatus, FundingDecision
from sosafe_api.domains.strategies.service import ObjectiveService

_DETAILS = ("beneficiary_locations", "grant_programmes", "from_open_call")
_AMOUNTS = ("amount_requested", "amount_awarded")


class BidService(FundingServiceBase):
    """What the funder decided is kept when a bid moves on, so that success can be told of decided bids."""

    async def create(self, wanted: FundingBidIn) -> dict[str, Any]:
        """Raises `ValidationFailed` with every fact that its status lacks or forbids."""
        columns = _columns(wanted, set(FundingBidIn.model_fields), {})
        row = FundingBid(
            **columns,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            status_since=self.context.now,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        facts = _facts(row)
        errors = repeated_lines(item["name"] for item in row.budget_lines)
        _refuse([*errors, *fact_errors(facts), *await self._unknown(wanted.objective_id)])
        row.decision = decision_of(facts)
        self.repository.add(row)
        await self.announce(row, "funding_bid.created")
        return await self.view(row)

    async def update(self, bid_id: UUID, patch: FundingBidPatch) -> dict[str, Any]:
        """Raises `ValidationFailed` where the change would leave the status without what it needs."""
        row = await self.found(bid_id, lock=True)
        self.check(row, "funding_bid")
        columns = _columns(patch, patch.model_fields_set, row.grant_details)
        errors = repeated_lines(item["name"] for item in columns.get("budget_lines", []))
        if columns.get("follows_bid_id") == row.id:
            errors.append(FieldError("follows_itself", "Must be another bid.", pointer="#/follows_bid_id"))
        if columns.get("objective_id") != row.objective_id:
            errors += await self._unknown(columns.get("objective_id"))
        await self._write(row, columns, errors, "funding_bid.updated")
        return await self.view(row)

    async def transition(self, bid_id: UUID, wanted: FundingBidTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, and `ValidationFailed` with every fact that the new status lacks."""
        row = await self.found(bid_id, lock=True)
        self.check(row, "funding_bid")
        if wanted.to not in TRANSITIONS[FundingBidStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=allowed(row.status))
        columns = _columns(wanted, wanted.model_fields_set - {"to"}, row.grant_details)
        columns |= {"status": wanted.to.value, "status_since": self.context.now}
        await self._write(row, columns, [], f"funding_bid.{wanted.to.value}")
        return await self.view(row)

    async def _unknown(self, objective_id: UUID | None) -> list[FieldError]:
        return await ObjectiveService(self.context).unknown({"#/objective_id": objective_id})

    async def _write(
        self, row: FundingBid, columns: dict[str, Any], errors: Sequence[FieldError], event: str
    ) -> None:
        facts = _facts(row, columns)
        _refuse([*errors, *fact_errors(facts)])
        columns["decision"] = decision_of(facts)
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        await self.change(row, changed, event)

    async def read(self, bid_id: UUID) -> dict[str, Any]:
        return await self.view(await self.found(bid_id))

    async def page(self, query: FundingBidQuery) -> Page[dict[str, Any]]:
        async def read(asked: FundingBidQuery, after: Any) -> Sequence[FundingBid]:
            return await self.repository.page(asked, after, today())

        page = await self.paged(query, read, "id")
        return Page(await self.summaries(page.rows), page.next_cursor)


def _columns(wanted: Schema, names: set[str], details: Mapping[str, Any]) -> dict[str, Any]:
    """What an input states, by column."""
    stated = wanted.model_dump(mode="json", include=names)
    columns: dict[str, Any] = {}
    for name in names:
        if name in PARTIAL:
            columns |= in_columns(name, stated[name])
        elif name in _AMOUNTS:
            value = getattr(wanted, name)
            columns[name] = value.pounds if value is not None else None
        elif name == "budget_lines":
            columns[name] = [
                {"name": item["name"], "amount": item["amount"]["amount"]} for item in stated[name]
            ]
        elif name in ("conditions", "documents", "status"):
            columns[name] = stated[name]
        elif name not in _DETAILS:
            columns[name] = getattr(wanted, name)
    return columns | {"grant_details": with_stated(details, stated)}


def _facts(row: FundingBid, columns: Mapping[str, Any] | None = None) -> BidFacts:
    """The bid as it is, or as it would be with the columns."""
    merged = row.model_copy(update=dict(columns or {}))
    return BidFacts(
        status=FundingBidStatus(merged.status),
        decision=FundingDecision(merged.decision) if merged.decision else None,
        amount_requested=merged.amount_requested,
        amount_awarded=merged.amount_awarded,
        **{name: partial(merged, name) for name in PARTIAL},
    )


def _refuse(errors: Sequence[FieldError]) -> None:
    if errors:
        raise ValidationFailed(errors=list(errors))
