"""What the sender reads and writes of one webhook, in short transactions of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from sosafe_api.core.ids import new_id
from sosafe_api.core.security.sealing import Sealed

Connection = psycopg.Connection[tuple[Any, ...]]
_RECEIVER = """
SELECT principal_id, url, types, status, version, sequence, secret, secret_key, previous_secret, previous_secret_key,
previous_secret_ends_at, verified_at, failures, failing_since, held_until
FROM webhooks WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s"""
_REACHED = """
UPDATE webhooks SET sequence = greatest(sequence, %(sequence)s)
WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s"""
_MISSED = """
UPDATE webhooks SET sequence = %(sequence)s, changes_missed_at = %(now)s, version = version + 1, updated_at = %(now)s
WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s"""
_TAKE_UP = """
INSERT INTO webhook_deliveries (partnership_id, id, webhook_id, change_id, sequence, type, resource, resource_id,
resource_version, occurred_at, status, attempts, first_due_at, due_at, created_at)
VALUES (%(partnership_id)s, %(id)s, %(webhook_id)s, %(change_id)s, %(sequence)s, %(type)s, %(resource)s,
%(resource_id)s, %(resource_version)s, %(occurred_at)s, 'waiting', 0, %(now)s, %(now)s, %(now)s)
ON CONFLICT (partnership_id, webhook_id, change_id) DO NOTHING"""
# Of a resource what happened first goes first, so a later change waits while an earlier one does. Across resources what
# failed before goes last, so a message that its receiver cannot digest keeps no other waiting. `change` is what the
# rules of the feed call a row that is told.
_READY = """
FROM webhook_deliveries change
WHERE partnership_id = %(partnership_id)s AND webhook_id = %(webhook_id)s AND status = 'waiting' AND due_at <= %(now)s
AND NOT EXISTS (SELECT FROM webhook_deliveries earlier WHERE earlier.partnership_id = change.partnership_id
    AND earlier.webhook_id = change.webhook_id AND earlier.status = 'waiting'
    AND earlier.resource_id = change.resource_id AND earlier.sequence < change.sequence)"""
_MANY = f"SELECT count(*) FROM (SELECT 1 {_READY} LIMIT %(most)s) ready"  # noqa: S608  # our own words
_WITHHOLD = """
UPDATE webhook_deliveries SET status = 'dead', last_failure = 'no_longer_permitted'
WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""
# A failure is not put down where the owner has had the message sent again meanwhile, which began another three days.
_RECORD = """
UPDATE webhook_deliveries SET status = %(status)s, attempts = attempts + 1, due_at = %(due_at)s,
attempted_at = %(now)s, answered_status = %(answered_status)s, last_failure = %(failure)s
WHERE partnership_id = %(partnership_id)s AND id = %(id)s
AND (%(status)s = 'delivered' OR first_due_at = %(first_due_at)s)"""
_WELL = """
UPDATE webhooks SET failures = 0, failing_since = NULL, held_until = NULL, last_failure = NULL
WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s"""
_VERIFIED = """
UPDATE webhooks SET status = 'active', verified_at = %(now)s, failures = 0, failing_since = NULL, held_until = NULL,
last_failure = NULL, version = version + 1, updated_at = %(now)s
WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s AND status IN ('active', 'unverified')"""
# Whoever sets a webhook going again or disables it gives it another version, and whoever has something sent again takes
# away what held it: a turn that read it before has nothing to say against that.
_ILL = """
UPDATE webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, %(now)s),
held_until = %(held_until)s, last_failure = %(failure)s
WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s
AND status = %(status)s AND version = %(version)s AND held_until IS NOT DISTINCT FROM %(held_before)s"""
_PARK = """
UPDATE webhooks SET status = 'parked', version = version + 1, updated_at = %(now)s
WHERE partnership_id = %(partnership_id)s AND id = %(webhook_id)s AND status IN ('active', 'unverified')"""
_FORGET = """
DELETE FROM webhook_deliveries WHERE partnership_id = %(partnership_id)s AND occurred_at < %(before)s
AND status <> 'waiting'"""


class Receiver(NamedTuple):
    """A webhook as the sender needs it."""

    principal_id: UUID
    url: str
    types: list[str]
    status: str
    version: int
    sequence: int
    secret: bytes
    secret_key: int
    previous_secret: bytes | None
    previous_secret_key: int | None
    previous_secret_ends_at: datetime | None
    verified_at: datetime | None
    failures: int
    failing_since: datetime | None
    held_until: datetime | None

    def same_as(self, before: "Receiver") -> bool:
        """Whether nobody has disabled or changed it since then, or changed its secret."""
        return (self.url, self.status, self.version) == (before.url, before.status, before.version)

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.secret_key, self.secret)

    def sealed_before(self, now: datetime) -> Sealed | None:
        """The secret before, while it still signs."""
        if self.previous_secret is None or self.previous_secret_key is None:
            return None
        if self.previous_secret_ends_at is None or self.previous_secret_ends_at <= now:
            return None
        return Sealed(self.previous_secret_key, self.previous_secret)


class Waiting(NamedTuple):
    """A delivery that is due."""

    id: UUID
    change_id: UUID
    type: str
    resource: str
    resource_id: UUID
    resource_version: int
    occurred_at: datetime
    attempts: int
    first_due_at: datetime
    told: bool


class SendingRepository:
    """One webhook of a partnership whose row security context the transaction has."""

    def __init__(self, connection: Connection, partnership_id: UUID, webhook_id: UUID) -> None:
        self._connection = connection
        self._key = {"partnership_id": partnership_id, "webhook_id": webhook_id}

    def receiver(self) -> Receiver | None:
        row = self._connection.execute(_RECEIVER, self._key).fetchone()
        return Receiver(*row) if row else None

    def rights(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query.encode()).fetchall()

    def take_up(self, changes: Sequence[tuple[Any, ...]], reached: int, now: datetime) -> None:
        """Makes a delivery of each change as the feed gives it; with how far that reaches, in one transaction."""
        names = (
            "sequence",
            "change_id",
            "type",
            "resource",
            "resource_id",
            "resource_version",
            "occurred_at",
        )
        rows = [
            self._key | {"id": new_id(), "now": now} | dict(zip(names, change, strict=True))
            for change in changes
        ]
        if rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(_TAKE_UP, rows)
        self._connection.execute(_REACHED, self._key | {"sequence": reached})

    def missed(self, until: int, now: datetime) -> None:
        """What was up to this number is forgotten, and was not taken up."""
        self._connection.execute(_MISSED, self._key | {"sequence": until, "now": now})

    def many_ready(self, most: int, now: datetime) -> bool:
        """Whether so many may be sent at once."""
        row = self._connection.execute(_MANY.encode(), self._key | {"most": most, "now": now}).fetchone()
        return row is not None and int(row[0]) >= most

    def next_due(self, told: str, reader_id: UUID, now: datetime) -> Waiting | None:
        """The next to send. `told` is the condition of the feed's rules, under whose row security it is asked."""
        statement = f"""
SELECT id, change_id, type, resource, resource_id, resource_version, occurred_at, attempts, first_due_at,
resource = 'webhook' OR {told} {_READY} ORDER BY attempts, sequence LIMIT 1"""  # the rules' own words
        values = self._key | {"reader_id": reader_id, "now": now}
        row = self._connection.execute(statement.encode(), values).fetchone()
        return Waiting(*row) if row else None

    def withhold(self, delivery: Waiting) -> None:
        """Gives up what its program may read no more."""
        self._connection.execute(_WITHHOLD, self._key | {"id": delivery.id})

    def record(self, delivery: Waiting, **outcome: Any) -> None:
        """`outcome` is `status`, `due_at`, `now`, `answered_status` and `failure`."""
        values = self._key | {"id": delivery.id, "first_due_at": delivery.first_due_at} | outcome
        self._connection.execute(_RECORD, values)

    def well(self) -> None:
        self._connection.execute(_WELL, self._key)

    def verified(self, now: datetime) -> None:
        self._connection.execute(_VERIFIED, self._key | {"now": now})

    def ill(self, before: Receiver, failure: str, held_until: datetime, now: datetime) -> bool:
        """Holds it, unless somebody has changed it since it was read; whether it is held.

        That locks its row, so what follows in the transaction is about the same webhook.
        """
        values = {
            "status": before.status,
            "version": before.version,
            "held_before": before.held_until,
            "failure": failure,
            "held_until": held_until,
            "now": now,
        }
        return self._connection.execute(_ILL, self._key | values).rowcount == 1

    def park(self, now: datetime) -> None:
        self._connection.execute(_PARK, self._key | {"now": now})

    def forget(self, before: datetime) -> None:
        self._connection.execute(_FORGET, self._key | {"before": before})
