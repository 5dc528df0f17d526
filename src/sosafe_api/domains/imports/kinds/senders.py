"""Working as whoever sent a file: a request's surroundings, with the rights that the database holds for them today."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.context import Context
from sosafe_api.core.db.session import Database
from sosafe_api.core.permissions import Permission
from sosafe_api.core.security.instruments import Instruments
from sosafe_api.domains.auth.authenticate import RightsToday
from sosafe_api.domains.imports.kinds.base import Surroundings
from sosafe_api.domains.imports.repository import Job

_NO_TOKEN = str(UUID(int=0))


class _Undone(Exception):
    """Ends the transaction of a rehearsal."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What a token would say of them that was issued when they last asked for work, for what they may write."""

    partnership_id: UUID
    subject: UUID
    scope: frozenset[str]
    issued_at: int
    client_id: str = ""
    token_id: str = _NO_TOKEN
    authenticated_at: int | None = None


class AsSender:
    """One transaction after another, each of the sender's own reach. Raises as a request of theirs would."""

    def __init__(self, job: Job, around: Surroundings, writes: Permission) -> None:
        self._around = around
        self._writes = writes
        self._instruments = Instruments.of(around.settings)
        scope, issued_at = frozenset({writes.value}), int(job.asked_at.timestamp())
        self._sender = Sender(job.partnership_id, job.principal_id, scope, issued_at)
        self._identity = RightsToday()

    @asynccontextmanager
    async def transaction(self, database: Database) -> AsyncIterator[Context]:
        """Commits when the block ends. Raises `Unauthenticated` and `NotPermitted` once the right has ended."""
        scope, rights = self._identity.opening(self._sender, with_purposes=False)
        async with database.transaction(scope, first_query=rights) as transaction:
            actor, true_scope = self._identity.actor(self._sender, transaction.opening_rows)
            await transaction.set_scope(true_scope)
            actor.require(self._writes)
            yield Context(
                actor=actor,
                transaction=transaction,
                settings=self._around.settings,
                entity_tags=self._instruments.entity_tags,
                sealer=self._instruments.sealer,
                cursors=self._instruments.cursors,
                pseudonyms=self._instruments.pseudonyms,
                now=clock.now(),
                request_id="worker",
            )

    @asynccontextmanager
    async def rehearsal(self, database: Database) -> AsyncIterator[Context]:
        """As `transaction`, but nothing of it is kept."""
        with suppress(_Undone):
            async with self.transaction(database) as context:
                yield context
                raise _Undone
