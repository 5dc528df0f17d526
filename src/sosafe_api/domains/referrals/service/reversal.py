"""Taking back the referrals that a file brought: all of them, unless one has been touched since."""

from sosafe_api.core.context import Context
from sosafe_api.domains.referrals.repository import reversal
from sosafe_api.domains.referrals.repository.files import Connection, FileSender
from sosafe_api.domains.referrals.repository.reversal import Brought, Hindrance
from sosafe_api.domains.referrals.rules import ErrorReason

__all__ = ["REASONS", "Brought", "FileSender", "Hindrance", "hindrances", "take_back", "whole"]
REASONS = tuple(reason.value for reason in ErrorReason)


async def whole(context: Context, brought: Brought) -> bool:
    """Whether all that the import made are found by it, and they are any; only what the actor may see counts."""
    return await reversal.whole(context, brought)


async def hindrances(context: Context, brought: Brought) -> list[Hindrance]:
    """What stands in the way, the first of it; only what the actor may see counts."""
    return await reversal.hindrances(context, brought)


def take_back(connection: Connection, sender: FileSender, brought: Brought, reason_code: str) -> bool:
    """Each becomes `entered_in_error`, with all that goes with it; False where one is missing or touched."""
    return reversal.take_back(connection, sender, brought, reason_code)
