"""Incidents one by one: returned, listed, read, corrected, found to be errors."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import (
    AgencyReferenceInUse,
    FieldError,
    NotFound,
    TransitionNotAllowed,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.partial_dates import DatePrecision, PartialDate
from sosafe_api.core.schemas import Schema
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.incident_returns.errors import EnteredInError
from sosafe_api.domains.incident_returns.repository import IncidentRepository
from sosafe_api.domains.incident_returns.rules import TRANSITIONS, Verdict, digest_of, verdict
from sosafe_api.domains.incident_returns.schemas import EntryErrorIn, IncidentQuery, ReturnedIncidentIn
from sosafe_api.domains.incident_returns.service.kinds import Facts, ReturnKind, facts_of
from sosafe_api.domains.incident_returns.vocabulary import IncidentRecordStatus

Json = dict[str, Any]


class ReturnedIncidentService(RecordService):
    """Incidents of one kind in the actor's partnership."""

    def __init__(self, context: Context, kind: ReturnKind) -> None:
        super().__init__(context)
        self.kind = kind
        self.repository = IncidentRepository(context, kind.tables)

    async def receive(self, wanted: ReturnedIncidentIn) -> tuple[Json, bool]:
        """The record, and whether this made it; a repeat, or what comes late, changes nothing.

        Raises `ValidationFailed` with all that cannot be true together, `AgencyReferenceInUse` for another content
        of the same instant.
        """
        facts = facts_of(wanted, set(type(wanted).model_fields))
        _refuse(self.kind.faults(facts))
        digest = digest_of(facts)
        await self.repository.lock_agency()
        held = await self.repository.find_by_reference(wanted.agency_reference)
        if held is None:
            return await self.view(await self._record(wanted, facts, digest)), True
        found = verdict(held.changed_at, held.sent_digest, wanted.changed_at, digest)
        if found is Verdict.CONTRADICTS:
            raise AgencyReferenceInUse(existing=f"/v1/{self._path}/{held.id}")
        if found is Verdict.SUPERSEDES:
            await self.repository.keep_version(held)
            sent = {"changed_at": wanted.changed_at, "sent_digest": digest, "import_id": None}
            await self.change(held, facts | sent, f"{self.kind.resource}.updated")
        return await self.view(held), False

    async def _record(self, wanted: ReturnedIncidentIn, facts: Facts, digest: bytes) -> Any:
        row = self.kind.tables.incident(
            **facts,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            agency_id=self.actor.agency_id,
            agency_reference=wanted.agency_reference,
            changed_at=wanted.changed_at,
            sent_digest=digest,
            status=IncidentRecordStatus.RECORDED.value,
            recorded_by=self.actor.id,
            recorded_at=self.context.now,
            updated_at=self.context.now,
            version=1,
        )
        await self.repository.add(row)
        await self.announce(row, f"{self.kind.resource}.created")
        return row

    async def correct(self, incident_id: UUID, patch: Schema) -> Json:
        """What the agency sends later of the incident stands over a correction, with both kept."""
        row = await self._found(incident_id, lock=True)
        self.check(row, self.kind.resource)
        if row.status == IncidentRecordStatus.ENTERED_IN_ERROR:
            raise EnteredInError()
        facts = facts_of(patch, patch.model_fields_set)
        changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
        _refuse(self.kind.faults({name: getattr(row, name) for name in self.kind.tables.facts} | changed))
        if changed:
            await self.repository.keep_version(row)
            await self.change(row, changed, f"{self.kind.resource}.updated")
        return await self.view(row)

    async def transition(self, incident_id: UUID, wanted: EntryErrorIn) -> Json:
        """Raises `TransitionNotAllowed` unless the record stands and is found to be an error."""
        row = await self._found(incident_id, lock=True)
        self.check(row, self.kind.resource)
        allowed = TRANSITIONS[IncidentRecordStatus(row.status)]
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=sorted(allowed))
        found = {"status": wanted.to.value, "error_reason": wanted.reason.value}
        await self.change(row, found, f"{self.kind.resource}.{wanted.to.value}")
        return await self.view(row)

    async def read(self, incident_id: UUID) -> Json:
        return await self.view(await self._found(incident_id))

    async def versions(self, incident_id: UUID) -> list[Json]:
        """What the record said before its changes, the latest first."""
        row = await self._found(incident_id)
        return [
            {
                "version": item.version,
                **_common(item.facts | {"occurred_on": date.fromisoformat(item.facts["occurred_on"])}),
                **{name: item.facts[name] for name in self.kind.tables.own_facts},
                "changed_at": item.facts["changed_at"],
                "replaced_at": wire_instant(item.replaced_at),
            }
            for item in await self.repository.versions(row.id)
        ]

    async def page(self, query: IncidentQuery) -> Page[Json]:
        async def read(asked: IncidentQuery, after: Any) -> Sequence[Any]:
            return await self.repository.page(asked, after)

        page = await self.paged(query, read, "id")
        return Page(await self.views(page.rows), page.next_cursor)

    async def view(self, row: Any) -> Json:
        return (await self.views([row]))[0]

    async def views(self, rows: Sequence[Any]) -> list[Json]:
        districts = await self.repository.districts([row.lsoa_code for row in rows if row.lsoa_code])
        return [self.shown(row, districts.get(row.lsoa_code)) for row in rows]

    def shown(self, row: Any, district: str | None) -> Json:
        """One record with the district of its area."""
        return {
            "id": row.id,
            "agency_id": row.agency_id,
            "agency_reference": row.agency_reference,
            **_common({name: getattr(row, name) for name in self.kind.tables.facts}),
            **{name: getattr(row, name) for name in self.kind.tables.own_facts},
            "changed_at": wire_instant(row.changed_at),
            "district_code": district,
            "status": row.status,
            "error_reason": row.error_reason,
            "recorded_at": wire_instant(row.recorded_at),
            "updated_at": wire_instant(row.updated_at),
            "version": row.version,
            "etag": self.tag(row, self.kind.resource),
        }

    @property
    def _path(self) -> str:
        return self.kind.tables.name.replace("_", "-")

    async def _found(self, incident_id: UUID, *, lock: bool = False) -> Any:
        row = await self.repository.find(incident_id, lock=lock)
        if row is None:
            raise NotFound()
        return row


def _common(facts: Mapping[str, Any]) -> Json:
    """The facts of every return as they are shown: a date with the precision in which it is known."""
    return {
        "occurred_on": str(PartialDate(facts["occurred_on"], DatePrecision(facts["occurred_precision"]))),
        "occurred_time": facts["occurred_time"],
        "lsoa_code": facts["lsoa_code"],
        "lsoa_vintage": facts["lsoa_vintage"],
        "outward_postcode": facts["outward_postcode"],
    }


def _refuse(errors: Sequence[FieldError]) -> None:
    if errors:
        raise ValidationFailed(errors=list(errors))
