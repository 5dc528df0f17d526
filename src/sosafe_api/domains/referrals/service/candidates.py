"""Whom of the people known a referral is about: asked by the service that received it, and by nobody else."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.people.rules.comparison import Identity
from sosafe_api.domains.people.service import CandidateService
from sosafe_api.domains.referrals.service.base import ReferralServiceBase


class PersonCandidateService(ReferralServiceBase):
    """Nothing of it is known at the door: the sender is answered alike, whether the person is known or not."""

    async def list(self, referral_id: UUID) -> list[dict[str, Any]]:
        """Raises `NotFound` for who did not receive the referral."""
        found = await self.repository.read(referral_id, reader_id=None)
        if found is None or found.content is None or not found.receiving:
            raise NotFound()
        entry = Entry(
            operation="person_candidate:read", object_type="referral", object_id=referral_id, field_set="F1"
        )
        await record(self.context, entry)
        identity = Identity(
            found.content.full_name,
            found.content.date_of_birth,
            found.content.outward_postcode,
            frozenset({found.row.agency_reference}),
        )
        return await CandidateService(self.context).propose(
            identity, agency_id=found.row.agency_id, referral_id=referral_id
        )
