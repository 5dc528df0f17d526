"""What one web process holds for all its requests; built once by main, found on the application's state."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sosafe_api.core.actor import Actor, VerifiedToken
from sosafe_api.core.context import Context
from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.core.errors import QuotaExceeded, ServiceUnavailable
from sosafe_api.core.etags import EntityTags
from sosafe_api.core.pagination import CursorCodec
from sosafe_api.core.pseudonyms import Pseudonyms
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.core.settings import Settings
from sosafe_api.core.usage import Usage

WINDOW_SECONDS = 60


class Identity(Protocol):
    """Who a token stands for, and its rights in the database now; implemented by the auth domain."""

    def verify(self, token: str) -> VerifiedToken:
        """Raises `Unauthenticated` for any defect."""

    def opening(self, token: VerifiedToken, *, with_purposes: bool) -> tuple[RowScope, str]:
        """The row scope to begin with and the query of today's rights, sent in one message with BEGIN."""

    def actor(self, token: VerifiedToken, rows: list[tuple[Any, ...]]) -> tuple[Actor, RowScope]:
        """The actor by the rights just read, and its row scope; raises `Unauthenticated` when withdrawn."""


class Recorder(Protocol):
    """Writes a line of the audit trail; implemented by the audit domain."""

    async def denied(self, context: Context, *, code: str, object_id: UUID | None) -> None:
        """Records an attempt that was refused, in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of a caller's quota in the present minute."""

    limit: int
    remaining: int
    seconds: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"client";q={self.limit};w=60',
            "RateLimit": f'"client";r={self.remaining};t={self.seconds}',
        }


class Places:
    """So many at once. Nobody waits for a place: who finds none is told to come again."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises `ServiceUnavailable` when all are taken."""
        if self._free == 0:
            raise ServiceUnavailable()
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1


class Quotas:
    """Counts requests per caller in fixed windows of a minute, in this process.

    The libraries tried start a thread for each expiry, which cost more than the request's own statement.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._limit = per_minute
        self._clock = clock
        self._window = 0
        self._taken: dict[str, int] = {}

    def take(self, caller: str) -> Quota:
        """Raises `QuotaExceeded` when the minute's quota is used up."""
        window, into = divmod(self._clock(), WINDOW_SECONDS)
        if window != self._window:
            self._window, self._taken = int(window), {}
        taken = self._taken[caller] = self._taken.get(caller, 0) + 1
        seconds = WINDOW_SECONDS - int(into)
        if taken > self._limit:
            raise QuotaExceeded(retry_after=seconds, violated_policies=["client"])
        return Quota(self._limit, self._limit - taken, seconds)

    def give_back(self, caller: str) -> None:
        """Takes one request off the count again, for an answer that costs none."""
        if self._taken.get(caller):
            self._taken[caller] -= 1


@dataclass(slots=True, kw_only=True)
class Runtime:
    """The process's collaborators."""

    settings: Settings
    database: Database
    reader: Database
    identity: Identity
    recorder: Recorder
    entity_tags: EntityTags
    sealer: Sealer
    cursors: CursorCodec
    pseudonyms: Pseudonyms
    quotas: Quotas
    export_places: Places
    watch_places: Places
    usage: Usage = field(default_factory=Usage)
    extras: dict[str, Any] = field(default_factory=dict)

    async def close(self) -> None:
        await self.database.close()
        await self.reader.close()
