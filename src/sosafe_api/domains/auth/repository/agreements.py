"""Every query about sharing agreements, their parties and their purposes."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from sosafe_api.core.context import Context
from sosafe_api.domains.auth.models import AgreementParty, AgreementPurpose, SharingAgreement
from sosafe_api.domains.auth.schemas import AgreementPurposeIn, SharingAgreementQuery


class AgreementRepository:
    """Agreements of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def _own(self) -> Any:
        return select(SharingAgreement).where(SharingAgreement.partnership_id == self._partnership_id)

    async def find(self, agreement_id: UUID, *, lock: bool = False) -> SharingAgreement | None:
        statement = self._own().where(SharingAgreement.id == agreement_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: SharingAgreement | None = result.first()
        return found

    async def add(
        self,
        row: SharingAgreement,
        agencies: dict[UUID, bool],
        purposes: Sequence[AgreementPurposeIn],
    ) -> None:
        """`agencies` says of each party whether information may go to it.

        An agency that is none of the partnership's breaks the foreign key, whoever's it is.
        """
        self._session.add(row)
        await self._session.flush()
        common: dict[str, Any] = {"partnership_id": row.partnership_id, "agreement_id": row.id}
        self._session.add_all(
            AgreementParty(agency_id=agency_id, receives=receives, **common)
            for agency_id, receives in agencies.items()
        )
        self._session.add_all(
            AgreementPurpose(**purpose.model_dump(mode="json"), **common) for purpose in purposes
        )
        await self._session.flush()

    async def page(self, query: SharingAgreementQuery, after: Any) -> list[SharingAgreement]:
        """In the order of creation, one more than the page holds."""
        statement = self._own().order_by(col(SharingAgreement.id)).limit(query.limit + 1)
        if query.on is not None:
            open_or_later = or_(
                col(SharingAgreement.ends_on).is_(None), col(SharingAgreement.ends_on) > query.on
            )
            statement = statement.where(col(SharingAgreement.starts_on) <= query.on, open_or_later)
        if query.agency_id is not None:
            bound = select(AgreementParty.agreement_id).where(
                AgreementParty.partnership_id == self._partnership_id,
                AgreementParty.agency_id == query.agency_id,
            )
            statement = statement.where(col(SharingAgreement.id).in_(bound))
        if query.purpose is not None:
            named = select(AgreementPurpose.agreement_id).where(
                AgreementPurpose.partnership_id == self._partnership_id,
                AgreementPurpose.code == query.purpose,
            )
            statement = statement.where(col(SharingAgreement.id).in_(named))
        if after is not None:
            statement = statement.where(col(SharingAgreement.id) > UUID(after))
        return list((await self._session.exec(statement)).all())

    async def in_force_with(self, agency_id: UUID, day: date) -> list[SharingAgreement]:
        """Those that bind this agency on the day, newest first."""
        bound = select(AgreementParty.agreement_id).where(
            AgreementParty.partnership_id == self._partnership_id, AgreementParty.agency_id == agency_id
        )
        statement = self._own().where(
            col(SharingAgreement.id).in_(bound),
            SharingAgreement.starts_on <= day,
            or_(col(SharingAgreement.ends_on).is_(None), col(SharingAgreement.ends_on) > day),
        )
        newest = col(SharingAgreement.starts_on).desc(), col(SharingAgreement.id).desc()
        return list((await self._session.exec(statement.order_by(*newest))).all())

    async def parties(self, agreement_ids: Sequence[UUID]) -> list[AgreementParty]:
        statement = (
            select(AgreementParty)
            .where(
                AgreementParty.partnership_id == self._partnership_id,
                col(AgreementParty.agreement_id).in_(agreement_ids),
            )
            .order_by(col(AgreementParty.agency_id))
        )
        return list((await self._session.exec(statement)).all())

    async def purposes(self, agreement_ids: Sequence[UUID]) -> list[AgreementPurpose]:
        statement = (
            select(AgreementPurpose)
            .where(
                AgreementPurpose.partnership_id == self._partnership_id,
                col(AgreementPurpose.agreement_id).in_(agreement_ids),
            )
            .order_by(col(AgreementPurpose.code))
        )
        return list((await self._session.exec(statement)).all())
