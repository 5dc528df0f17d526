"""A record that is looked at again and again, until what goes on with it in the background is over.

Between two looks nothing is held: no connection, no transaction. Each look is what a request of its own would be, by
today's token and rights, so whoever may no longer read it hears no more.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.types import Receive

from sosafe_api.core import clock
from sosafe_api.core.context import Context
from sosafe_api.core.http.headers import bearer_token
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.core.permissions import Permission

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The record as it stands. `mark` differs whenever what is told of it does; `over`: nothing goes on with it."""

    body: dict[str, Any]
    etag: str
    mark: str
    over: bool


Look = Callable[[Context], Awaitable[Seen]]


@dataclass(frozen=True, slots=True)
class Watch:
    """How to look at one record, as whom, and by which permission."""

    request: Request
    context: Context
    needed: Permission
    look_within: Look

    @property
    def runtime(self) -> Runtime:
        runtime: Runtime = self.request.app.state.runtime
        return runtime

    async def look(self) -> Seen:
        """Raises what a request would be refused with: `Unauthenticated`, `NotPermitted`, `NotFound`."""
        identity = self.runtime.identity
        token = identity.verify(bearer_token(self.request))
        scope, rights = identity.opening(token, with_purposes=False)
        async with self.runtime.database.transaction(
            scope, first_query=rights, read_only=True
        ) as transaction:
            actor, true_scope = identity.actor(token, transaction.opening_rows)
            if true_scope != scope:
                await transaction.set_scope(true_scope)
            clock.move(actor.clock_ahead)
            actor.require(self.needed)
            return await self.look_within(
                replace(self.context, actor=actor, transaction=transaction, now=clock.now())
            )


class Pauses:
    """Waits between looks, longer each time, and cut short when the caller hangs up."""

    def __init__(self, gone: "asyncio.Task[None]") -> None:
        self._gone = gone
        self._next = SHORTEST_PAUSE

    async def pause(self, most: float) -> bool:
        """False when the caller has hung up."""
        await asyncio.wait({self._gone}, timeout=min(self._next, most))
        self._next = min(self._next * 2, LONGEST_PAUSE)
        return not self._gone.done()


@asynccontextmanager
async def pauses(receive: Receive) -> AsyncIterator[Pauses]:
    """The request's body has been read, so what else arrives is that its caller has hung up."""

    async def hung_up() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    gone = asyncio.create_task(hung_up())
    try:
        yield Pauses(gone)
    finally:
        gone.cancel()
