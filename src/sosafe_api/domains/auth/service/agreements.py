"""Sharing agreements: who may read what they share of people, for which purposes, from when to when."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.models import AgreementPurpose, SharingAgreement
from sosafe_api.domains.auth.repository import AgreementRepository
from sosafe_api.domains.auth.rules import period_errors
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
        """Raises `ValidationFailed` for an agency that is not one of the partnership's."""
        _check_period(wanted)
        row = SharingAgreement(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            title=wanted.title,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            created_at=self.context.now,
        )
        await self.repository.add(row, wanted.agency_ids, wanted.purposes)
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
        purposes: dict[UUID, list[dict[str, Any]]] = {}
        for party in await self.repository.parties(found):
            agencies.setdefault(party.agreement_id, []).append(party.agency_id)
        for purpose in await self.repository.purposes(found):
            purposes.setdefault(purpose.agreement_id, []).append(_purpose(purpose))
        return [
            {
                "id": row.id,
                "title": row.title,
                "agency_ids": agencies.get(row.id, []),
                "purposes": purposes.get(row.id, []),
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
                "created_at": wire_instant(row.created_at),
                "etag": self.tag(row, "sharing_agreement"),
            }
            for row in rows
        ]


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
