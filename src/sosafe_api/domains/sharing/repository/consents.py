"""Every query about consents and their history."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col

from sosafe_api.domains.sharing.models import Consent, ConsentTransition
from sosafe_api.domains.sharing.repository.base import SharingRepositoryBase
from sosafe_api.domains.sharing.schemas import ConsentQuery


class ConsentRepository(SharingRepositoryBase):
    """Of people of the caller's cases."""

    async def find(self, consent_id: UUID, *, lock: bool = False) -> Consent | None:
        statement = self.own(Consent).where(col(Consent.id) == consent_id)
        found: Consent | None = await self.one(statement.with_for_update() if lock else statement)
        return found

    async def hold(self, person_id: UUID, service_id: UUID) -> Consent | None:
        """The consent of the two; it cannot be moved on before this transaction ends."""
        statement = self.own(Consent).where(Consent.person_id == person_id, Consent.service_id == service_id)
        found: Consent | None = await self.one(statement.with_for_update(read=True))
        return found

    async def of_person(self, person_id: UUID) -> list[Consent]:
        """The person's consents to the caller's services."""
        statement = self.own(Consent).where(
            Consent.person_id == person_id, col(Consent.service_id).in_(self.actor.service_ids)
        )
        return list((await self.session.exec(statement)).all())

    async def history(self, consent_id: UUID) -> list[ConsentTransition]:
        statement = self.own(ConsentTransition).where(ConsentTransition.consent_id == consent_id)
        return list((await self.session.exec(statement.order_by(col(ConsentTransition.id)))).all())

    async def page(self, query: ConsentQuery, after: Any) -> Sequence[Consent]:
        statement = self.own(Consent)
        if query.person_id is not None:
            statement = statement.where(Consent.person_id == query.person_id)
        if query.service_id is not None:
            statement = statement.where(Consent.service_id == query.service_id)
        return await self.rows(Consent, statement, query.limit, after)
