"""What casework does with referrals: takes accepted ones up, and moves them as the case goes on."""

from collections.abc import Sequence
from uuid import UUID

from sosafe_api.core.errors import BusinessRule, FieldError, NotFound
from sosafe_api.domains.referrals.repository import ContentRow, ReferralRow
from sosafe_api.domains.referrals.rules import TRANSITIONS, Side, Status
from sosafe_api.domains.referrals.service.base import ReferralServiceBase


class FollowingService(ReferralServiceBase):
    """Called by the casework domains within their own transaction; the caller checked the case's entity tag."""

    async def lock_for_case(
        self, referral_ids: Sequence[UUID], service_id: UUID | None
    ) -> tuple[list[ReferralRow], list[FieldError]]:
        """The referrals that a case of the service may take up, locked; and what is wrong with the others."""
        rows = {
            row.id: row for row in [await self.repository.lock(each) for each in sorted(referral_ids)] if row
        }
        errors = [
            FieldError(
                "not_to_be_taken_up",
                "Must be an accepted referral to the case's service that no case has taken up yet.",
                pointer=f"#/referral_ids/{place}",
            )
            for place, referral_id in enumerate(referral_ids)
            if not self._can_be_taken_up(rows.get(referral_id), service_id)
        ]
        return list(rows.values()), errors

    async def take_up(self, rows: Sequence[ReferralRow], case_id: UUID) -> None:
        """Links the locked referrals to the case that begins work on them."""
        for row in rows:
            await self.repository.link_case(row.id, case_id)
            await self.move(row, Status.IN_PROGRESS)

    def _can_be_taken_up(self, row: ReferralRow | None, service_id: UUID | None) -> bool:
        return (
            row is not None
            and Side.SERVICE in self.sides(row)
            and row.service_id == service_id
            and row.status == Status.ACCEPTED
            and row.case_id is None
        )

    async def service_of(self, referral_id: UUID) -> UUID | None:
        """The service that was asked; None when the caller's services did not receive the referral."""
        row = await self.repository.find(referral_id)
        return row.service_id if row is not None and Side.SERVICE in self.sides(row) else None

    async def content(self, referral_id: UUID) -> ContentRow | None:
        """What the referral says of the person, for the receiving service; the read is recorded."""
        found = await self.repository.read(referral_id, reader_id=None)
        return found.content if found is not None and found.receiving else None

    async def contents(self, referral_ids: Sequence[UUID]) -> list[ContentRow]:
        """What several say; raises `NotFound` where one is not the caller's service's."""
        read = [await self.content(each) for each in referral_ids]
        contents = [content for content in read if content is not None]
        if len(contents) != len(read):
            raise NotFound()
        return contents

    async def of_case(self, case_id: UUID) -> list[ReferralRow]:
        """The referrals that a case has taken up, in the order of their receipt."""
        return await self.repository.of_case(case_id)

    async def follow(self, case_id: UUID, to: Status, reason_code: str | None = None) -> None:
        """Moves every referral of the case that is not there yet; raises `BusinessRule` where none may go."""
        for row in await self.repository.of_case(case_id, lock=True):
            status = Status(row.status)
            if status is to:
                continue
            if to not in TRANSITIONS[status]:
                raise BusinessRule(f"A referral of the case is {status.value} and cannot become {to.value}.")
            await self.move(row, to, reason_code)

    async def state_outcome(
        self, case_id: UUID, *, ending: str | None = None, result_codes: Sequence[str] | None = None
    ) -> None:
        """Tells the senders of a case's referrals how it ended and what changed; None keeps what was stated.

        Results stay with the service until an ending is stated; then each change is announced to the sender.
        """
        for row in await self.repository.of_case(case_id, lock=True):
            stated = ending or row.ending
            codes = row.result_codes if result_codes is None else sorted(result_codes)
            if (stated, codes) == (row.ending, row.result_codes):
                continue
            await self.repository.state_outcome(row, stated, codes)
            if stated is not None:
                await self.repository.touch(row)
                await self.announce(row, "referral.outcome_stated", "referral:state_outcome")
