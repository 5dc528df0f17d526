"""A file of referrals is taken back: each becomes entered in error, unless somebody has touched one since."""

from collections.abc import Sequence

from sosafe_api.core import clock
from sosafe_api.core.context import Context
from sosafe_api.domains.imports.kinds.base import Committed, Hindrance, Reversal
from sosafe_api.domains.imports.repository import Connection, Job
from sosafe_api.domains.referrals.service import reversal
from sosafe_api.domains.referrals.service.reversal import Brought, FileSender


async def _whole(context: Context, committed: Committed) -> bool:
    return await reversal.whole(context, _brought(committed))


async def _hindrances(context: Context, committed: Committed) -> Sequence[Hindrance]:
    return [
        Hindrance(f"/v1/referrals/{found.id}", found.status)
        for found in await reversal.hindrances(context, _brought(committed))
    ]


def _take_back(connection: Connection, job: Job) -> bool:
    sender = FileSender(job.partnership_id, job.agency_id, job.principal_id, clock.now(), job.id)
    return reversal.take_back(connection, sender, _brought(job), job.reversal_reason or "")


def _brought(committed: Committed | Job) -> Brought:
    return Brought(committed.id, committed.created_at, committed.updated_at, committed.rows_created or 0)


REFERRAL_REVERSAL = Reversal(reversal.REASONS, _whole, _hindrances, _take_back)
