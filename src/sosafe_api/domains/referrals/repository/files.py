"""Staging, judging and keeping the referrals of a file: set-based statements of one background transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.copy import Copy, FileWriter

from sosafe_api.core.clock import london_date
from sosafe_api.core.db.session import RowScope
from sosafe_api.core.ids import new_id_text
from sosafe_api.domains.referrals.repository import file_statements as statements
from sosafe_api.domains.referrals.repository.contents import content_values
from sosafe_api.domains.referrals.schemas import ReferralIn

Connection = psycopg.Connection[tuple[Any, ...]]
MOST_CHUNK_BYTES = 8_000_000  # of rows that are loaded at once, however few they are


@dataclass(frozen=True, slots=True)
class FileSender:
    """Whose referrals they are, who sent them, when they are received and by which import."""

    partnership_id: UUID
    agency_id: UUID
    principal_id: UUID
    now: datetime
    import_id: UUID

    def enter(self, connection: Connection) -> bool:
        """The worker's reach is the partnership; what follows sees what the sender may see, and no more.

        True where there is anything that is hidden from the sender in particular.
        """
        key = {"partnership_id": self.partnership_id, "principal_id": self.principal_id}
        row = connection.execute(statements.EXCLUDED.encode(), key).fetchone()
        scope = RowScope(
            self.partnership_id,
            self.agency_id,
            principal_id=self.principal_id,
            excluded_ids=tuple(row[0] or ()) if row else (),
        )
        connection.execute(scope.statements.encode())
        return bool(scope.excluded_ids)


class StagedReferral(NamedTuple):
    """A row that keeps every rule of a referral pushed singly; `place` is its row, line, byte and length."""

    place: tuple[int, int, int, int]
    content_digest: bytes
    referral: ReferralIn


class JudgedRow(NamedTuple):
    """A staged row that is not taken, and why."""

    row: int
    line: int
    position: int
    length: int
    code: str


class Chunk(NamedTuple):
    """Some rows of a file as COPY takes them."""

    rows: int
    content: bytes


class LoadedRows(NamedTuple):
    """How many rows made a referral, and how many repeat one that is held."""

    created: int = 0
    unchanged: int = 0


class ReferralFileRepository:
    """Rows of one file of one sender's, under the row security of a sender's own requests."""

    def __init__(self, connection: Connection, sender: FileSender) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {
            "partnership_id": sender.partnership_id,
            "agency_id": sender.agency_id,
            "principal_id": sender.principal_id,
            "now": sender.now,
            "received_on": london_date(sender.now),
            "import_id": sender.import_id,
        }
        self._hides = sender.enter(connection)

    def stage(self, rows: Iterable[StagedReferral], *, to_keep: bool) -> None:
        """Streams the rows into a table that ends with the transaction, each with the ids of what it may become.

        Unless they are there `to_keep`, with no more than what they are judged by.
        """
        copied, values = (statements.COPY, _kept) if to_keep else (statements.COPY_JUDGED, _judged)
        self._run(statements.STAGE)
        # In a savepoint: what is refused while it is read leaves the transaction in order.
        with (
            self._connection.transaction(),
            self._connection.cursor() as cursor,
            cursor.copy(copied.encode()) as copy,
        ):
            for row in values(rows):
                copy.write_row(row)
        for statement in (statements.MEASURE_STAGE, statements.JUDGE, statements.MEASURE_VERDICTS):
            self._run(statement)
        if to_keep and self._hides:
            self._find_hidden()

    def _find_hidden(self) -> None:
        """A reference of a referral that the sender must not see is in use; only to write a row shows it."""
        with self._connection.transaction(force_rollback=True):
            self._run(statements.ADD_REFERRALS)
            judged = self._run(statements.JUDGE_AGAIN).fetchall()
        rows, verdicts = [row for row, _ in judged], [verdict for _, verdict in judged]
        self._run(statements.JUDGED_SO, rows=rows, verdicts=verdicts)

    def load(self, rows: Iterable[StagedReferral], most_rows: int) -> LoadedRows | None:
        """Compares and writes the rows, so many at a time; the next ones are read while PostgreSQL works.

        None, with some written, as soon as one is not to be kept.
        """
        loaded = LoadedRows()
        chunks = _chunks(self._connection, rows, most_rows)
        chunk = next(chunks, None)
        while chunk is not None:
            self._copy(chunk)
            # What is run in a pipeline is sent, and not waited for before it is synchronised.
            with self._connection.pipeline() as pipeline:
                done = {statement: self._run(statement) for statement in statements.ADD_NEW}
                following = next(chunks, None)
                pipeline.sync()
            created = done[statements.ADD_NEW_REFERRALS].rowcount
            unchanged = self._held() if created < chunk.rows else 0
            if created + unchanged < chunk.rows:
                return None
            loaded = LoadedRows(loaded.created + created, loaded.unchanged + unchanged)
            chunk = following
        return loaded

    def _copy(self, chunk: Chunk) -> None:
        for statement in (statements.STAGE, statements.BEGIN_VERDICTS):
            self._run(statement)
        with self._connection.cursor() as cursor, cursor.copy(statements.COPY.encode()) as copy:
            copy.write(chunk.content)

    def _held(self) -> int:
        row = self._run(statements.COUNT_HELD).fetchone()
        return row[0] if row else 0

    def keep(self) -> bool:
        """Writes what was judged to be new; False when another request has meanwhile used one of the references."""
        expected = self.counts().get("created", 0)
        if not expected:
            return True
        created = self._run(statements.ADD_REFERRALS).rowcount
        if created != expected:
            self._run(statements.JUDGE_AGAIN)
        for statement in statements.ADD_THE_REST:
            self._run(statement)
        return created == expected

    def counts(self) -> dict[str, int]:
        """Rows by verdict: `created`, `unchanged`, or the code of the fault."""
        return dict(self._run(statements.COUNTS).fetchall())

    def rejected(self) -> list[JudgedRow]:
        """In the order of rows."""
        return [JudgedRow._make(row) for row in self._run(statements.REJECTED).fetchall()]

    def _run(self, statement: str, **more: Any) -> psycopg.Cursor[tuple[Any, ...]]:
        parameters = self._values | more if "%(" in statement else None
        # Each is planned for the rows that are there: a plan for any rows would not know of ten thousand.
        return self._connection.execute(statement.encode(), parameters, prepare=False)


def _kept(rows: Iterable[StagedReferral]) -> Iterator[tuple[Any, ...]]:
    """All that a row says, in the order of `STAGED`."""
    for row in rows:
        ids = (new_id_text(), new_id_text(), new_id_text(), new_id_text())
        yield (*row.place, *ids, row.content_digest, *content_values(row.referral).values())


def _judged(rows: Iterable[StagedReferral]) -> Iterator[tuple[Any, ...]]:
    """In the order of `JUDGED`."""
    for row in rows:
        yield (*row.place, row.content_digest, row.referral.agency_reference, row.referral.service_id)


def _chunks(connection: Connection, rows: Iterable[StagedReferral], most_rows: int) -> Iterator[Chunk]:
    """At most so many rows at once, and few where they are long. Nothing is asked of the database."""
    kept = _kept(rows)
    for first in kept:
        content, number = BytesIO(), 0
        with Copy(connection.cursor(), writer=FileWriter(content)) as copy:
            for row in chain((first,), kept):
                copy.write_row(row)
                number += 1
                if number == most_rows or content.tell() > MOST_CHUNK_BYTES:
                    break
        yield Chunk(number, content.getvalue())
