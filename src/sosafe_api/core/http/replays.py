"""A create's stored answer, given again: but to nobody who has been excluded from whom it is about since."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response

from sosafe_api.core import idempotency
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, ServiceError
from sosafe_api.core.http.answers import replayed
from sosafe_api.core.idempotency import StoredAnswer


class GivenAgain(Exception):
    """Undoes the transaction, which was to write nothing, so that the stored answer is given."""

    def __init__(self, stored: StoredAnswer) -> None:
        super().__init__()
        self.stored = stored


async def given_again(
    context: Context, stored: StoredAnswer, path: str, work: Callable[[], Awaitable[Response]]
) -> Response:
    """The stored answer, at once for all who are excluded from nobody.

    Raises `NotFound` where the request or the answer names somebody hidden. Not every answer names whom it is
    about, so the work is then tried once more, and undone: what it does not find is not answered from memory.
    """
    hidden = context.transaction.scope.excluded_ids if context.transaction.scope else ()
    if not hidden:
        return replayed(stored)
    if idempotency.names_any(hidden, context, stored, path):
        raise NotFound()
    try:
        await work()
    except ServiceError as error:
        if isinstance(error, NotFound) or "unknown_reference" in {found.code for found in error.errors}:
            raise NotFound() from error
    raise GivenAgain(stored)
