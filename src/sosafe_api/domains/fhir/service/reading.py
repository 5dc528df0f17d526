"""Showing referrals as FHIR resources, by the rights and in the pages of the list of referrals."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sosafe_api.core.context import Context, Service
from sosafe_api.domains.fhir.rules import showing, statuses
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas import Search, ServiceRequestQuery, TaskQuery
from sosafe_api.domains.referrals.rules import Status
from sosafe_api.domains.referrals.schemas import ReferralQuery
from sosafe_api.domains.referrals.service import ReadingService


class ResourceService(Service):
    """What it shows stands in the list of referrals as well, so it names nobody and asks for no purpose."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._names = Names(context.settings.public_url)
        self._referrals = ReadingService(context)

    async def service_request(self, referral_id: UUID) -> tuple[dict[str, Any], str]:
        """The resource and its entity tag; raises `NotFound`."""
        row = await self._referrals.summary(referral_id)
        return showing.service_request(row, self._names), row["etag"]

    async def task(self, referral_id: UUID) -> tuple[dict[str, Any], str]:
        """The resource and its entity tag; raises `NotFound`."""
        row = await self._referrals.summary(referral_id)
        return showing.task(row, self._names), row["etag"]

    async def service_requests(self, query: ServiceRequestQuery) -> dict[str, Any]:
        rows, links = await self._found("ServiceRequest", query, statuses.REQUEST)
        shown = [showing.service_request(row, self._names) for row in rows]
        return showing.searchset("ServiceRequest", shown, self._names, links)

    async def tasks(self, query: TaskQuery) -> dict[str, Any]:
        rows, links = await self._found("Task", query, statuses.TASK)
        return showing.searchset("Task", [showing.task(row, self._names) for row in rows], self._names, links)

    async def _found(
        self, kind: str, query: Search, told: dict[Status, str]
    ) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """A page's summaries, and the links of the bundle that shows them."""
        page, limit = await self._referrals.page(_as_list_query(query, told))
        asked = query.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)
        values = {name: ",".join(item) if isinstance(item, list) else item for name, item in asked.items()}
        links = {"self": self._link(kind, values)}
        if page.next_cursor is not None:
            links["next"] = self._link(kind, {"_cursor": page.next_cursor, "_count": limit})
        return list(page.rows), links

    def _link(self, kind: str, values: dict[str, Any]) -> str:
        query = urlencode(values)
        return f"{self._names.base}/{kind}" + (f"?{query}" if query else "")


def _as_list_query(query: Search, told: dict[Status, str]) -> ReferralQuery:
    """Only what was stated: beside a cursor the list takes nothing but the limit."""
    codes = getattr(query, "status", None)
    wanted = {
        "agency_reference": query.identifier,
        "status": statuses.statuses_of(codes, told),
        "cursor": query.cursor,
        **query.changed(),
    }
    stated = {name: value for name, value in wanted.items() if value is not None}
    return ReferralQuery.model_validate({**stated, "limit": query.count})
