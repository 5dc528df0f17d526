"""What the background process does with the feed, in a transaction of its own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from sosafe_api.core.actor import Actor
from sosafe_api.domains.changes.repository import statements
from sosafe_api.domains.changes.rules import readings, told

Connection = psycopg.Connection[tuple[Any, ...]]


class BackgroundFeed:
    """The feed of one partnership, whose row security context is set."""

    def __init__(self, connection: Connection, partnership_id: UUID) -> None:
        self._connection = connection
        self._key: dict[str, Any] = {"partnership_id": partnership_id}

    def number(self) -> int:
        """Numbers what was committed meanwhile, unless somebody else is at it; answers the last number given."""
        execute = self._connection.execute
        (waiting,) = execute(statements.UNNUMBERED, self._key).fetchone() or (False,)
        if waiting:
            execute(statements.BEGIN_FEED, self._key)
            if execute(statements.LOCK_FEED, self._key).fetchone():
                execute(statements.NUMBER, self._key)
        row = execute(statements.FEED, self._key).fetchone()
        return int(row[0]) if row else 0

    def forgotten(self) -> int:
        """The last number whose change is no longer kept."""
        row = self._connection.execute(statements.FEED, self._key).fetchone()
        return int(row[1]) if row else 0

    def page(  # a stretch has as many parts
        self, reader: Actor, after: int, until: int, types: list[str], limit: int
    ) -> list[tuple[Any, ...]]:
        """As a request's page; the transaction has the row security context of the reader."""
        values = {"after": after, "until": until, "types": types, "limit": limit, "reader_id": reader.id}
        statement = statements.page(told(readings(reader.may)))
        return self._connection.execute(statement, self._key | values).fetchall()

    def forget(self, before: datetime) -> bool:
        """Forgets some changes from before the instant; whether there may be more."""
        return self._connection.execute(statements.FORGET, self._key | {"before": before}).rowcount > 0
