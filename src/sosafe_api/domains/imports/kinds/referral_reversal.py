"""A file of referrals is taken back: each becomes entered in error, unless somebody has touched one since."""

from collections.abc import Sequence

from sosafe_api.core import clock
from sosafe_api.core.context import Context
from sosafe_api.domains.imports.kinds.base import Committed, Hindrance, Reversal
from sosafe_api.domains.imports.repository import Connection, Job
from sosafe_api.domains.referrals.service import reversal
from sosafe_api.domains.referrals.service.reversal import Brought, FileSender


async def _hindrances(context: Context, committed: Committed) -> Sequence[Hindrance]:
    brought = Brought(committed.id, committed.created_at, committed.updated_at)
    return [
        Hindrance(f"/v1/referrals/{found.id}", found.status)
        for found in await reversal.hindrances(context, brought)
    ]


def _take_back(connection: Connection, job: Job) -> bool:
    sender = FileSender(job.partnership_id, job.agency_id, job.principal_id, clock.now(), job.id)
    brought = Brought(job.id, job.created_at, job.updated_at)
    return reversal.take_back(connection, sender, brought, job.reversal_reason or "")


REFERRAL_REVERSAL = Reversal(reversal.REASONS, _hindrances, _take_back)
