"""Showing referrals: one by one with what the caller may read of them, in lists without any person."""

from typing import Any
from uuid import UUID

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound
from sosafe_api.core.pagination import Page
from sosafe_api.domains.referrals.repository import ReferralRow
from sosafe_api.domains.referrals.rules import Side
from sosafe_api.domains.referrals.schemas import ReferralQuery
from sosafe_api.domains.referrals.service import views
from sosafe_api.domains.referrals.service.base import ReferralServiceBase


class ReadingService(ReferralServiceBase):
    """Every read of personal data is recorded in its own transaction, before a byte leaves."""

    async def read(self, referral_id: UUID) -> tuple[dict[str, Any], str]:
        """The referral as the caller may see it, and its entity tag; raises `NotFound`."""
        reader = self.actor.id if self.actor.kind is PrincipalKind.USER else None
        found = await self.repository.read(referral_id, reader_id=reader)
        if found is None:
            raise NotFound()
        row = found.row
        etag = self.tag(row)
        body = views.summary(row, etag, self.context.now)
        body["open_questions"] = views.open_questions(found.open_questions)
        body["allowed_transitions"] = self.allowed(row)
        body["case_id"] = row.case_id if Side.SERVICE in self.sides(row) else None
        body["content"] = views.content(found.content) if found.content else None
        return body, etag

    async def summary(self, referral_id: UUID) -> dict[str, Any]:
        """What the list shows of one referral, which names nobody; raises `NotFound`."""
        row = await self.repository.find(referral_id)
        if row is None:
            raise NotFound()
        return views.summary(row, self.tag(row), self.context.now)

    async def page(self, query: ReferralQuery) -> tuple[Page[dict[str, Any]], int]:
        """A page of summaries and the page's limit; raises `CursorInvalid` or `InvalidParameter`."""
        bound_to = f"{self.actor.id}|list_referrals"
        after = None
        if query.cursor is not None:
            others = query.model_fields_set - {"cursor", "limit"}
            if others:
                detail = "Must not stand beside `cursor`: the cursor carries the filters."
                raise InvalidParameter(
                    errors=[FieldError("beside_cursor", detail, parameter=name) for name in sorted(others)]
                )
            kept, after = self.context.cursors.decode(query.cursor, bound_to=bound_to)
            query = ReferralQuery.model_validate({**kept, "limit": query.limit})
        rows = await self.repository.page(query, after)
        shown, more = rows[: query.limit], len(rows) > query.limit
        cursor = self._cursor(query, shown[-1], bound_to) if more else None
        items = [views.summary(row, self.tag(row), self.context.now) for row in shown]
        return Page(items, cursor), query.limit

    def _cursor(self, query: ReferralQuery, last: ReferralRow, bound_to: str) -> str:
        kept = query.model_dump(mode="json", exclude={"cursor", "limit"}, exclude_none=True)
        by_change = (query.sort or "").endswith("updated_at")
        after = [last.updated_at, last.id] if by_change else [last.id]
        return self.context.cursors.encode(bound_to=bound_to, query=kept, after=after)

    async def history(self, referral_id: UUID) -> list[dict[str, Any]]:
        row = await self._seen(referral_id, "transition")
        receiving = Side.SERVICE in self.sides(row)
        return [views.transition(item, receiving=receiving) for item in await self.repository.history(row.id)]

    async def questions(self, referral_id: UUID) -> list[dict[str, Any]]:
        """Questions may speak of the person, so a program gets none of them."""
        row = await self._seen(referral_id, "question", field_set="F3")
        if self.actor.kind is PrincipalKind.CLIENT:
            raise NotFound()
        return [views.question(item) for item in await self.repository.questions(row.id)]

    async def _seen(self, referral_id: UUID, what: str, *, field_set: str | None = None) -> ReferralRow:
        row = await self.repository.find(referral_id)
        if row is None:
            raise NotFound()
        shown = field_set or ("F0 F3" if Side.SERVICE in self.sides(row) else "F0")
        entry = Entry(
            operation=f"referral_{what}:read", object_type="referral", object_id=row.id, field_set=shown
        )
        await record(self.context, entry)
        return row
