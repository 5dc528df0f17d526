"""Sharing agreements: who may read what they share of people, for which purposes, from when to when."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.models import AgreementPurpose, SharingAgreement
from sosafe_api.domains.auth.repository import AgreementRepository
from sosafe_api.domains.auth.rules import AgreedGround, AgreedTerms, period_errors
from sosafe_api.domains.auth.schemas import (
    SharingAgreementIn,
    SharingAgreementPatch,
    SharingAgreementQuery,
)
from sosafe_api.domains.auth.service.records import RecordService


class AgreementService(RecordService):
    """An agreement opens reading from its first day and closes it on its last, at the next request."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = AgreementRepository(context)

    async def create(self, wanted: SharingAgreementIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an agency that is not one of the partnership's, or no party."""
        _check_period(wanted)
        _check_recipients(wanted)
        row = SharingAgreement(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            title=wanted.title,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            review_on=wanted.review_on,
            data_classes=[kind.value for kind in wanted.data_classes],
            created_at=self.context.now,
        )
        receiving = wanted.agency_ids if wanted.recipient_agency_ids is None else wanted.recipient_agency_ids
        parties = {agency_id: agency_id in receiving for agency_id in wanted.agency_ids}
        await self.repository.add(row, parties, wanted.purposes)
        await self.announce(row, "sharing_agreement.created")
        return await self._view(row)

    async def read(self, agreement_id: UUID) -> dict[str, Any]:
        return await self._view(await self._found(agreement_id))

    async def update(self, agreement_id: UUID, patch: SharingAgreementPatch) -> dict[str, Any]:
        row = await self._found(agreement_id, lock=True)
        self.check(row, "sharing_agreement")
        changed = self.changes(row, patch)
        _check_period(row, **changed)
        await self.change(row, changed, "sharing_agreement.updated")
        return await self._view(row)

    async def binding(self, agency_id: UUID, day: date) -> list[AgreedTerms]:
        """What the agreements say that bind this agency on the day, newest first."""
        rows = await self.repository.in_force_with(agency_id, day)
        found = [row.id for row in rows]
        terms = {row.id: AgreedTerms(row.id, set(), set(), set(row.data_classes), {}) for row in rows}
        for party in await self.repository.parties(found):
            terms[party.agreement_id].parties.add(party.agency_id)
            if party.receives:
                terms[party.agreement_id].recipients.add(party.agency_id)
        for purpose in await self.repository.purposes(found):
            ground = AgreedGround(purpose.lawful_basis, purpose.gateway, purpose.special_category_condition)
            terms[purpose.agreement_id].grounds[purpose.code] = ground
        return list(terms.values())

    async def page(self, query: SharingAgreementQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page(await self._views(page.rows), page.next_cursor)

    async def _found(self, agreement_id: UUID, *, lock: bool = False) -> SharingAgreement:
        row = await self.repository.find(agreement_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _view(self, row: SharingAgreement) -> dict[str, Any]:
        return (await self._views([row]))[0]

    async def _views(self, rows: Sequence[SharingAgreement]) -> list[dict[str, Any]]:
        found = [row.id for row in rows]
        agencies: dict[UUID, list[UUID]] = {}
        recipients: dict[UUID, list[UUID]] = {}
        purposes: dict[UUID, list[dict[str, Any]]] = {}
        for party in await self.repository.parties(found):
            agencies.setdefault(party.agreement_id, []).append(party.agency_id)
            if party.receives:
                recipients.setdefault(party.agreement_id, []).append(party.agency_id)
        for purpose in await self.repository.purposes(found):
            purposes.setdefault(purpose.agreement_id, []).append(_purpose(purpose))
        return [
            {
                "id": row.id,
                "title": row.title,
                "agency_ids": agencies.get(row.id, []),
                "purposes": purposes.get(row.id, []),
                "data_classes": row.data_classes,
                "recipient_agency_ids": recipients.get(row.id, []),
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
                "review_on": row.review_on,
                "created_at": wire_instant(row.created_at),
                "etag": self.tag(row, "sharing_agreement"),
            }
            for row in rows
        ]


def _check_recipients(wanted: SharingAgreementIn) -> None:
    errors = [
        FieldError("not_a_party", "Must be one of `agency_ids`.", pointer=f"#/recipient_agency_ids/{place}")
        for place, agency_id in enumerate(wanted.recipient_agency_ids or ())
        if agency_id not in wanted.agency_ids
    ]
    if errors:
        raise ValidationFailed(errors=errors)


def _purpose(row: AgreementPurpose) -> dict[str, Any]:
    return {
        "code": row.code,
        "lawful_basis": row.lawful_basis,
        "gateway": row.gateway,
        "special_category_condition": row.special_category_condition,
    }


def _check_period(stated: SharingAgreementIn | SharingAgreement, **changed: Any) -> None:
    errors = period_errors(stated.starts_on, changed.get("ends_on", stated.ends_on))
    if errors:
        raise ValidationFailed(errors=errors)
