"""Consents: recorded and moved on; a withdrawal reaches everybody whom the service told of the person."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.sharing.models import Consent, ConsentTransition
from sosafe_api.domains.sharing.repository import ConsentRepository
from sosafe_api.domains.sharing.rules import CONSENT_TRANSITIONS, FIRST_CONSENTS
from sosafe_api.domains.sharing.schemas import ConsentQuery, ConsentTransitionIn, ServiceConsentIn
from sosafe_api.domains.sharing.service.base import SharingService
from sosafe_api.domains.sharing.service.notices import NoticeService
from sosafe_api.domains.sharing.vocabulary import ServiceConsentStatus


class ConsentService(SharingService):
    """One consent for a person and a service, with its history."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ConsentRepository(context)

    async def create(self, wanted: ServiceConsentIn) -> dict[str, Any]:
        """Raises `ValidationFailed`, and `Conflict` where the two have one already."""
        errors = await self.reference_errors(wanted.person_id, wanted.service_id)
        if wanted.status not in FIRST_CONSENTS:
            detail = "Must be what was said first; a consent that was given is withdrawn by a transition."
            errors.append(FieldError("not_a_first_statement", detail, pointer="#/status"))
        if wanted.status is ServiceConsentStatus.NOT_SOUGHT and wanted.reason is None:
            errors.append(
                FieldError("reason_required", "Must say why it was not sought.", pointer="#/reason")
            )
        if errors:
            raise ValidationFailed(errors=errors)
        row = Consent(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            person_id=wanted.person_id,
            service_id=wanted.service_id,
            status=wanted.status.value,
            stated_on=wanted.stated_on,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row, self._line(row, None, wanted.reason))
        await self.announce(row, "consent.created", service_id=row.service_id)
        return self._summary(row)

    async def read(self, consent_id: UUID) -> dict[str, Any]:
        """Raises `NotFound`. The read is recorded."""
        row = await self._found(consent_id)
        entry = Entry(operation="consent:read", object_type="consent", object_id=row.id, field_set="F3")
        await record(self.context, entry)
        return {
            **self._summary(row),
            "status": row.status,
            "stated_on": row.stated_on,
            "history": [_told(line) for line in await self.repository.history(row.id)],
            "allowed_transitions": self._allowed(row),
        }

    async def page(self, query: ConsentQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def transition(self, consent_id: UUID, wanted: ConsentTransitionIn) -> tuple[dict[str, Any], str]:
        """Raises `NotFound`, `PreconditionFailed`, `TransitionNotAllowed`, `ValidationFailed`."""
        row = await self._found(consent_id, lock=True)
        self.check(row, "consent")
        if wanted.to not in self._allowed(row):
            raise TransitionNotAllowed(allowed_to=self._allowed(row))
        if wanted.stated_on < row.stated_on:
            detail = "Must not be before what was said last."
            raise ValidationFailed(errors=[FieldError("before_last", detail, pointer="#/stated_on")])
        line = await self._move(row, wanted.to, wanted.stated_on, wanted.reason)
        notices = 0
        if wanted.to is ServiceConsentStatus.WITHDRAWN:
            notices = await NoticeService(self.context).issue(row.service_id, row.person_id, line.id)
        return {"id": line.id, "consent_id": row.id, "notices": notices}, self.tag(row, "consent")

    async def _move(
        self, row: Consent, to: ServiceConsentStatus, stated_on: date, reason: str | None
    ) -> ConsentTransition:
        before, row.status, row.stated_on = row.status, to.value, stated_on
        row.version += 1
        row.updated_at = self.context.now
        line = self._line(row, before, reason)
        await self.repository.add(row, line)
        await self.announce(row, "consent.updated", service_id=row.service_id)
        return line

    def _line(self, row: Consent, before: str | None, reason: str | None) -> ConsentTransition:
        return ConsentTransition(
            partnership_id=row.partnership_id,
            id=new_id(),
            person_id=row.person_id,
            consent_id=row.id,
            from_status=before,
            to_status=row.status,
            reason=reason,
            stated_on=row.stated_on,
            actor_id=self.actor.id,
            occurred_at=self.context.now,
        )

    async def _found(self, consent_id: UUID, *, lock: bool = False) -> Consent:
        row = await self.repository.find(consent_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _allowed(self, row: Consent) -> list[ServiceConsentStatus]:
        """Nothing for those who work for another service of the person's."""
        if row.service_id not in self.actor.service_ids:
            return []
        following = CONSENT_TRANSITIONS[ServiceConsentStatus(row.status)]
        return [status for status in ServiceConsentStatus if status in following]

    def _summary(self, row: Consent) -> dict[str, Any]:
        return {
            "id": row.id,
            "person_id": row.person_id,
            "service_id": row.service_id,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "consent"),
        }


def _told(line: ConsentTransition) -> dict[str, Any]:
    return {
        "from": line.from_status,
        "to": line.to_status,
        "stated_on": line.stated_on,
        "reason": line.reason,
        "actor_id": line.actor_id,
        "occurred_at": wire_instant(line.occurred_at),
    }
