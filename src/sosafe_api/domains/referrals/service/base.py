"""What every use case of referrals needs: whose side the caller is on, and the rows they may see."""

from uuid import UUID

from sosafe_api.core.context import Context, Service
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.referrals.repository import ReferralRepository, ReferralRow
from sosafe_api.domains.referrals.rules import Side


class ReferralServiceBase(Service):
    """A caller is the sender of what its agency pushed, and the service for what its services received."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        sends = Permission.REFERRAL_CREATE in self.actor.permissions
        self.sender_agency_id: UUID | None = self.actor.agency_id if sends else None
        self.repository = ReferralRepository(context, sender_agency_id=self.sender_agency_id)

    def sides(self, row: ReferralRow) -> frozenset[Side]:
        return _SIDES[row.agency_id == self.sender_agency_id, row.service_id in self.actor.service_ids]

    def tag(self, row: ReferralRow, version: int | None = None) -> str:
        """The entity tag of the caller's view; two sides' tags say nothing about each other."""
        return self.tag_of(row.id, version or row.version, row.agency_id, row.service_id)

    def tag_of(self, referral_id: UUID, version: int, agency_id: UUID, service_id: UUID) -> str:
        view = _VIEWS[agency_id == self.sender_agency_id, service_id in self.actor.service_ids]
        return self.context.entity_tags.tag(referral_id, version, view)


_SIDES = {
    (False, False): frozenset[Side](),
    (True, False): frozenset({Side.SENDER}),
    (False, True): frozenset({Side.SERVICE}),
    (True, True): frozenset({Side.SENDER, Side.SERVICE}),
}
_VIEWS = {whose: "+".join(sorted(sides)) for whose, sides in _SIDES.items()}
