"""Work that is tried again when the database undid it through no fault of the caller."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sosafe_api.core.errors import ServiceUnavailable, TransientFault

ATTEMPTS = 3
Done = TypeVar("Done")


async def with_retries(work: Callable[[], Awaitable[Done]], *, seconds: float | None = None) -> Done:
    """Awaits `work()` up to three times; each attempt is one that leaves nothing behind when it fails.

    Raises `ServiceUnavailable` when an attempt takes longer than `seconds`, or when all of them fail.
    """
    for _ in range(ATTEMPTS):
        try:
            async with asyncio.timeout(seconds):
                return await work()
        except TransientFault:
            continue
        except TimeoutError as error:
            raise ServiceUnavailable() from error
    raise ServiceUnavailable()
