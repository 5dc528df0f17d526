"""Sending a create twice does it once: the key is claimed in the create's own transaction (ADR 0008).

A claim that another transaction holds is waited for by the database, up to its lock timeout of two
seconds; then the caller is told to come again. A failed create leaves no claim. Keys go by the true clock, so that a
test partnership's moved one neither frees a key earlier than a live one would nor keeps it longer.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from sqlalchemy import Index, LargeBinary, SmallInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from sosafe_api.core.clock import true_now
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import Access, DataClass, column, secured
from sosafe_api.core.db.session import BlockingConnection
from sosafe_api.core.errors import IdempotencyInProgress, IdempotencyKeyReused

KEPT_DAYS = 30
MOST_FORGOTTEN = 200  # turns of one day's work; the next day goes on
KEPT_HEADERS = ("location", "etag")


class IdempotencyRecord(SQLModel, table=True):
    """One key of one principal, with the answer that its first request was given.

    A create whose answer follows from its record keeps the record's id instead of the answer's bytes.
    """

    __tablename__ = "idempotency_records"
    __table_args__ = (
        Index(None, "created_at"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    principal_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    key_digest: bytes = column(DataClass.C1, LargeBinary, primary_key=True)
    fingerprint: bytes = column(DataClass.C1, LargeBinary)
    status: int | None = column(DataClass.C1, SmallInteger, nullable=True)
    headers: dict[str, str] | None = column(DataClass.C1, JSONB, nullable=True)
    resource_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    body: bytes | None = column(DataClass.C1, LargeBinary, nullable=True)
    created_at: datetime = column(DataClass.C1, datetime)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer of the first request, given again byte for byte."""

    status: int
    headers: dict[str, str]
    body: bytes
    resource_id: UUID | None = None


def canonical_json(value: Any) -> bytes:
    """Members in a fixed order, no white space: equal contents give equal bytes (after RFC 8785)."""
    return msgspec.json.encode(value, order="sorted")


def fingerprint(method: str, path: str, query: str, content: dict[str, Any]) -> bytes:
    """Equal for two requests that ask the same, however their JSON is spaced or ordered."""
    head = f"{method}\n{path}\n{query}\n".encode()
    return hashlib.sha256(head + canonical_json(content)).digest()


def key_digest(context: Context) -> bytes | None:
    if context.idempotency_key is None:
        return None
    return hashlib.sha256(f"{context.operation}\n{context.idempotency_key}".encode()).digest()


_CLAIM = b"""
INSERT INTO idempotency_records (partnership_id, principal_id, key_digest, fingerprint, created_at)
VALUES (%(partnership_id)s, %(principal_id)s, %(key_digest)s, %(fingerprint)s, now())
ON CONFLICT (partnership_id, principal_id, key_digest) DO NOTHING RETURNING 1"""

_FIND = b"""
SELECT fingerprint, status, headers, body, resource_id FROM idempotency_records
WHERE partnership_id = %(partnership_id)s AND principal_id = %(principal_id)s
 AND key_digest = %(key_digest)s"""

_STORE = b"""
UPDATE idempotency_records SET status = %(status)s, headers = %(headers)s, body = %(body)s
WHERE partnership_id = %(partnership_id)s AND principal_id = %(principal_id)s
 AND key_digest = %(key_digest)s"""

_FORGET = b"""
DELETE FROM idempotency_records WHERE partnership_id = %(partnership_id)s AND (principal_id, key_digest) IN (
    SELECT principal_id, key_digest FROM idempotency_records
    WHERE partnership_id = %(partnership_id)s AND created_at < %(before)s ORDER BY created_at LIMIT 5000)"""


def parameters(context: Context) -> dict[str, Any]:
    return {
        "partnership_id": context.actor.partnership_id,
        "principal_id": context.actor.id,
        "key_digest": key_digest(context),
        "fingerprint": context.fingerprint,
    }


async def claim(context: Context) -> StoredAnswer | None:
    """Claims the key for this transaction, or returns the answer that its first request was given."""
    values = parameters(context)
    try:
        claimed = await context.transaction.execute(_CLAIM, values)
    except psycopg.errors.LockNotAvailable as error:
        raise IdempotencyInProgress() from error
    # Found by the one and gone for the other, it was forgotten in between: it is claimed like a new one.
    return None if claimed else await find(context) or await claim(context)


async def find(context: Context) -> StoredAnswer | None:
    """Raises `IdempotencyKeyReused` when the key belongs to another request."""
    rows = await context.transaction.execute(_FIND, parameters(context))
    if not rows:
        return None
    known, status, headers, body, resource_id = rows[0]
    if bytes(known) != context.fingerprint:
        raise IdempotencyKeyReused()
    if status is None:
        raise IdempotencyInProgress()
    return StoredAnswer(status, headers or {}, bytes(body or b""), resource_id)


def names_any(hidden: Iterable[UUID], context: Context, stored: StoredAnswer, path: str) -> bool:
    """Whether the request or its stored answer names one of these records.

    Identifiers are looked for without hyphens, since a request may write them either way.
    """
    parts = (path.encode(), canonical_json(context.content), canonical_json(stored.headers), stored.body)
    said = b" ".join(parts).replace(b"-", b"").lower()
    return any(identifier.hex.encode() in said for identifier in hidden)


async def store(context: Context, status: int, headers: dict[str, str], body: bytes) -> None:
    kept = {name: value for name, value in headers.items() if name in KEPT_HEADERS}
    answer = {"status": status, "headers": msgspec.json.encode(kept).decode(), "body": body}
    await context.transaction.execute(_STORE, parameters(context) | answer)


def forget(connection: BlockingConnection, partnership_id: UUID) -> None:
    """Forgets the keys of more than 30 days ago and the answers that are stored with them.

    Rows that a test partnership's moved clock dated, before keys went by the true one, stay until that date is past.
    """
    values = {"partnership_id": partnership_id, "before": true_now() - timedelta(days=KEPT_DAYS)}
    for _ in range(MOST_FORGOTTEN):
        if not connection.execute(_FORGET, values).rowcount:
            return
