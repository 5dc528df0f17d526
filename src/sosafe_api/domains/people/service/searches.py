"""Looking for one person exactly: capped, and each search recorded, with a keyed hash of what it was for."""

from datetime import timedelta
from math import ceil
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import QuotaExceeded
from sosafe_api.domains.people.repository import FindingRepository
from sosafe_api.domains.people.rules.ages import age_band
from sosafe_api.domains.people.rules.contact import PERMITTED, strictest
from sosafe_api.domains.people.rules.names import normalised
from sosafe_api.domains.people.schemas import PersonSearchIn
from sosafe_api.domains.people.service.base import PeopleService

SEARCHES = 30
PERIOD = timedelta(hours=1)


class SearchService(PeopleService):
    """In the whole partnership, but for whom an exclusion hides; of whom it finds, where they are is not told."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.finding = FindingRepository(context)

    async def search(self, wanted: PersonSearchIn) -> list[dict[str, Any]]:
        """Raises `QuotaExceeded` when the hour's searches are used up."""
        await self._refuse_too_many()
        name = normalised(wanted.full_name)
        async with self.transaction.widened(reach="partnership"):
            ids = await self.finding.exactly(name, wanted.date_of_birth) if name else []
            found = [await self._hit(person_id) for person_id in ids]
        digest = self.context.pseudonyms.of(
            str(self.actor.partnership_id), name, wanted.date_of_birth.isoformat()
        )
        search_id = await self.finding.keep_search(digest, len(found))
        entry = Entry(
            operation="person:search", object_type="person_search", object_id=search_id, field_set="F1"
        )
        await record(self.context, entry)
        return found

    async def _refuse_too_many(self) -> None:
        oldest = await self.finding.nth_latest_search(SEARCHES, self.context.now - PERIOD)
        if oldest is not None:
            wait = oldest + PERIOD - self.context.now
            raise QuotaExceeded(
                f"At most {SEARCHES} searches an hour.",
                retry_after=max(1, ceil(wait.total_seconds())),
                violated_policies=["person_search"],
            )

    async def _hit(self, person_id: UUID) -> dict[str, Any]:
        row = await self.found(person_id)
        others = await self.people.merged_with(row)
        contact = strictest([row.safe_contact, *(other.safe_contact for other in others)])
        today = london_date(self.context.now)
        return {
            "person_id": row.id,
            "full_name": row.full_name,
            "age_band": age_band(row.date_of_birth, today) if row.date_of_birth else row.age_band,
            **{name: contact[name] for name in PERMITTED},
        }
