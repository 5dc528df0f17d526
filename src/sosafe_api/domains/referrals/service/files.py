"""Referrals from a file: each row by the rules of a referral pushed singly; what they make is kept by sets.

A row is known by the agency's reference, as a push is, so a file that is sent again makes nothing twice.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import ValidationError

from sosafe_api.core.errors import FieldError
from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.row_files import ROW_FAULTS, SentRow
from sosafe_api.core.validation import field_errors
from sosafe_api.domains.referrals.repository.files import (
    Connection,
    FileSender,
    ReferralFileRepository,
    StagedReferral,
)
from sosafe_api.domains.referrals.rules import FILE_ROW_FAULTS
from sosafe_api.domains.referrals.schemas import ReferralIn

__all__ = ["FileSender", "JudgedReferrals", "ReferralFile", "RejectedRow", "RowFault"]
_POINTERS = {"unknown_reference": "#/service_id", "service_not_accepting": "#/service_id"}
_REFERENCE = "#/agency_reference"


class RowFault(NamedTuple):
    """A faulty value: where it stands, which rule it breaks, what to do about it; never the value."""

    row: int
    line: int
    pointer: str | None
    code: str
    suggestion: str


class RejectedRow(NamedTuple):
    """A row that is not taken, and where it stands in the file, in bytes."""

    row: int
    line: int
    position: int
    length: int


@dataclass(slots=True)
class JudgedReferrals:
    """What became, or would become, of the rows; the first faults and how many there are."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    errors: int = 0
    faults: list[RowFault] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)


class ReferralFile:
    """Rows of one sender's file, within the caller's transaction."""

    def __init__(self, connection: Connection, sender: FileSender, *, most_faults: int) -> None:
        self._repository = ReferralFileRepository(connection, sender)
        self._most_faults = most_faults
        self._found = JudgedReferrals()

    def judge(self, rows: Iterable[SentRow], *, to_keep: bool = True) -> JudgedReferrals:
        """Reads and compares the rows; nothing is written but the staging table.

        `to_keep` False: they are not kept in this transaction, and nothing of a person has to be staged.
        """
        self._found = JudgedReferrals()
        self._repository.stage(self._staged(rows), to_keep=to_keep)
        return self._told()

    def keep(self) -> JudgedReferrals | None:
        """Writes what was judged to be new, and tells it; None when the judgement did not hold for a row."""
        return self._told() if self._repository.keep() else None

    def keep_what_holds(self) -> JudgedReferrals:
        """As `keep`, but a row whose reference was used meanwhile is judged anew and the others are kept."""
        self._repository.keep()
        return self._told()

    def load(self, rows: Iterable[SentRow], most_rows: int) -> JudgedReferrals | None:
        """Reads, compares and writes rows without a fault in one reading, so many at a time.

        None, with some written, as soon as a row is not to be kept: it takes `judge` to tell why.
        """
        self._found = JudgedReferrals()
        loaded = self._repository.load(self._before_a_fault(rows), most_rows)
        if loaded is None or self._found.errors:
            return None
        return JudgedReferrals(self._found.rows, *loaded)

    def _before_a_fault(self, rows: Iterable[SentRow]) -> Iterator[StagedReferral]:
        for row in rows:
            staged = self._read(row)
            if staged is None:
                return
            yield staged

    def _staged(self, rows: Iterable[SentRow]) -> Iterator[StagedReferral]:
        for row in rows:
            staged = self._read(row)
            if staged is not None:
                yield staged

    def _read(self, row: SentRow) -> StagedReferral | None:
        """None for a row that a push would refuse, which is noted."""
        self._found.rows += 1
        if row.fault is not None:
            self._reject(row, [FieldError(row.fault, ROW_FAULTS[row.fault])])
            return None
        try:
            referral = ReferralIn.model_validate_json(row.json)
        except ValidationError as error:
            self._reject(row, field_errors(error))
            return None
        digest = hashlib.sha256(canonical_json(row.content)).digest()
        return StagedReferral(place_of(row), digest, referral)

    def _reject(self, row: SentRow, errors: Iterable[FieldError]) -> None:
        record = row.record
        self._found.rejected.append(RejectedRow(*place_of(row)))
        for item in errors:
            # The name of a property that is none of ours may be anything, a person's too: only its place is told.
            strange = item.code == "unknown_property"
            pointer = (item.pointer or "#").rpartition("/")[0] if strange else item.pointer
            self._note(RowFault(record.row, record.line, pointer, item.code, item.detail))

    def _note(self, fault: RowFault) -> None:
        self._found.errors += 1
        if len(self._found.faults) < self._most_faults:
            self._found.faults.append(fault)

    def _told(self) -> JudgedReferrals:
        """With what showed only when the rows were compared with each other and with what is held."""
        found, compared = self._found, self._repository.rejected()
        counts = self._repository.counts()
        faults = [
            RowFault(
                item.row,
                item.line,
                _POINTERS.get(item.code, _REFERENCE),
                item.code,
                FILE_ROW_FAULTS[item.code],
            )
            for item in compared
        ]
        rejected = [RejectedRow(*item[:4]) for item in compared]
        return JudgedReferrals(
            found.rows,
            counts.get("created", 0),
            counts.get("unchanged", 0),
            found.errors + len(faults),
            sorted([*found.faults, *faults], key=lambda fault: fault.row)[: self._most_faults],
            sorted([*found.rejected, *rejected]),
        )


def place_of(row: SentRow) -> tuple[int, int, int, int]:
    """Its row, its line, the byte at which it begins, and its length."""
    record = row.record
    return record.row, record.line, record.position, len(record.raw)
