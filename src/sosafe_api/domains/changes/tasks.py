"""The feed in the background: what receivers are to be told, and what is old enough to be forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.actor import Actor
from sosafe_api.core.observability.partnerships import Reading
from sosafe_api.domains.changes.repository import FIGURES, WINDOW, BackgroundFeed, Connection
from sosafe_api.domains.changes.rules import KEPT_DAYS

MOST_TOLD = 200  # changes read at a time
MOST_FORGOTTEN = 200  # turns of one day's work; the next day goes on


class Stretch(NamedTuple):
    """What of the feed is wanted: after one number, up to the last given, of these types or of all."""

    after: int
    numbered: int
    types: Sequence[str]


def figures() -> Sequence[Reading]:
    """What those who watch an installation are told of the feed."""
    return FIGURES


def number(connection: Connection, partnership_id: UUID) -> int:
    """Numbers what was committed; answers the last number given."""
    return BackgroundFeed(connection, partnership_id).number()


def forgotten(connection: Connection, partnership_id: UUID) -> int:
    """The last number whose change nobody can be told any more."""
    return BackgroundFeed(connection, partnership_id).forgotten()


def following(connection: Connection, reader: Actor, wanted: Stretch) -> tuple[list[tuple[Any, ...]], int]:
    """What the reader is told, and how far that reaches: it may be further than the last one told.

    The transaction has the reader's row security context.
    """
    until = min(wanted.after + WINDOW, wanted.numbered)
    feed = BackgroundFeed(connection, reader.partnership_id)
    rows = feed.page(reader, wanted.after, until, list(wanted.types), MOST_TOLD)
    return rows, rows[-1][0] if len(rows) == MOST_TOLD else max(wanted.after, until)


def forget(connection: Connection, partnership_id: UUID, now: datetime) -> None:
    """Forgets what is older than 30 days."""
    feed = BackgroundFeed(connection, partnership_id)
    for _ in range(MOST_FORGOTTEN):
        if not feed.forget(now - timedelta(days=KEPT_DAYS)):
            return
