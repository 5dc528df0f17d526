"""What every use case of referrals needs: whose side the caller is on, and the rows they may see."""

from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context, Service
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.referrals import rules
from sosafe_api.domains.referrals.repository import Move, ReferralRepository, ReferralRow
from sosafe_api.domains.referrals.rules import Side, Status


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

    def allowed(self, row: ReferralRow, status: Status | None = None) -> list[Status]:
        """Where the caller may move the referral from its status, or from the one it is about to have."""
        current = status or Status(row.status)
        return rules.allowed_transitions(current, self.sides(row), in_case=row.case_id is not None)

    async def move(
        self,
        row: ReferralRow,
        to: Status,
        reason_code: str | None = None,
        note: str | None = None,
        *,
        redirected_to_id: UUID | None = None,
    ) -> UUID:
        """Writes the locked referral's new status, its line of history, its change and its audit line."""
        now = self.context.now
        deadline, awaited = row.answer_deadline_at, 0
        if row.clock_stopped_at is not None:
            deadline = rules.resumed_deadline(deadline, row.clock_stopped_at, now)
            awaited = int((now - row.clock_stopped_at).total_seconds())
        move = Move(
            to=to,
            reason_code=reason_code,
            note=note,
            deadline_at=deadline,
            stopped_at=now if to is Status.AWAITING_INFORMATION else None,
            awaited=awaited,
            decided=to in rules.DECISIONS,
            redirected_to_id=redirected_to_id,
        )
        transition_id = await self.repository.move(row, move)
        await self.announce(row, f"referral.{to.value}", "referral:transition")
        return transition_id

    async def announce(self, row: ReferralRow, change: str, operation: str) -> None:
        await outbox.emit(
            self.context, change, row.id, row.version + 1, agency_id=row.agency_id, service_id=row.service_id
        )
        await record(self.context, Entry(operation=operation, object_type="referral", object_id=row.id))


_SIDES = {
    (False, False): frozenset[Side](),
    (True, False): frozenset({Side.SENDER}),
    (False, True): frozenset({Side.SERVICE}),
    (True, True): frozenset({Side.SENDER, Side.SERVICE}),
}
_VIEWS = {whose: "+".join(sorted(sides)) for whose, sides in _SIDES.items()}
