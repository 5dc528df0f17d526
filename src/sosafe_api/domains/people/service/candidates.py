"""Who of the people known a referral may be about. It proposes and never decides: opening a case does."""

from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context, Service
from sosafe_api.domains.people.repository import FindingRepository
from sosafe_api.domains.people.rules.comparison import Comparison, Identity, compared
from sosafe_api.domains.people.rules.keys import match_keys
from sosafe_api.domains.people.rules.scoring import likelihood, score, weight

MOST_CANDIDATES = 10


class CandidateService(Service):
    """Compares in the whole partnership, but for whom an exclusion hides; tells how far, and no value."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.finding = FindingRepository(context)

    async def propose(
        self, identity: Identity, *, agency_id: UUID, referral_id: UUID
    ) -> list[dict[str, Any]]:
        """The likeliest first, one a person; the caller answers for who may ask and for recording it."""
        keys = match_keys(
            self.actor.partnership_id,
            identity.full_name,
            identity.date_of_birth,
            identity.outward_postcode,
        )
        async with self.transaction.widened(reach="partnership"):
            rows = await self.finding.sharing_a_key(keys, agency_id=agency_id, referral_id=referral_id)
        best: dict[UUID, Comparison] = {}
        for row in rows:
            known = Identity(
                row.full_name, row.date_of_birth, row.outward_postcode, frozenset(row.agency_references)
            )
            comparison = compared(identity, known)
            before = best.get(row.person_id)
            if before is None or weight(comparison) > weight(before):
                best[row.person_id] = comparison
        ranked = sorted(best.items(), key=lambda item: (-weight(item[1]), item[0]))
        shown = [(person_id, found) for person_id, found in ranked if likelihood(score(found)) is not None]
        return [_view(person_id, found) for person_id, found in shown[:MOST_CANDIDATES]]


def _view(person_id: UUID, comparison: Comparison) -> dict[str, Any]:
    scored = score(comparison)
    return {
        "person_id": person_id,
        "score": scored,
        "likelihood": likelihood(scored),
        "reasons": {
            "name": comparison.name,
            "sound": comparison.sound,
            "date_of_birth": comparison.date_of_birth,
            "outward_postcode": comparison.outward_postcode,
            "agency_reference": comparison.agency_reference,
        },
    }
