"""What higher domains may count of referrals: whole numbers by agency, never a referral."""

from datetime import date, datetime, time

from sosafe_api.core.clock import LONDON
from sosafe_api.core.context import Context, Service
from sosafe_api.domains.referrals.repository.measuring import MeasuringRepository


class MeasuringService(Service):
    """Counts belong to no one agency: the transaction's reach is widened for them alone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = MeasuringRepository(context)

    async def dash_use(self, start: date, end: date) -> dict[str, tuple[int, int]]:
        """Referrals for domestic abuse received on these days in London, the end exclusive.

        By agency: how many state a DASH assessment, and how many there are. What hides a person from the reader
        hides nothing here, lest two readers' counts tell of them by their difference.
        """
        begins, ends = (datetime.combine(day, time(), LONDON) for day in (start, end))
        async with self.transaction.widened(reach="partnership", excluded_ids=()):
            counted = await self.repository.dash_use(begins, ends)
        return {str(agency): counts for agency, counts in counted.items()}
