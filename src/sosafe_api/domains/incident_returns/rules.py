"""When two messages are about one incident, which of them stands, and what cannot be true together. Pure: no I/O.

An agency and its reference name an incident. Each message says when the agency's own record last changed: the latest
stands, whatever the order in which they arrive, so that files can be sent again and out of turn.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

import msgspec

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.incident_returns.vocabulary import IncidentRecordStatus

S = IncidentRecordStatus

TRANSITIONS: dict[IncidentRecordStatus, frozenset[IncidentRecordStatus]] = {
    S.RECORDED: frozenset({S.ENTERED_IN_ERROR}),
    S.ENTERED_IN_ERROR: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {"The life of an incident's record": TRANSITIONS}

# Returns come in thousands a month; each row is judged in turn, so a file of these bounds takes a minute or so.
MOST_BYTES, MOST_ROWS = 128 * 1024 * 1024, 1_000_000
LSOA_VINTAGES = (2001, 2011, 2021)
# What every return states of an incident, by column. `occurred_precision` tells a day from a month.
COMMON_FACTS = (
    "occurred_on",
    "occurred_precision",
    "occurred_time",
    "lsoa_code",
    "lsoa_vintage",
    "outward_postcode",
)


class Verdict(Enum):
    """What a message does to the record that is held under its reference."""

    REPEATS = "repeats"
    SUPERSEDES = "supersedes"
    COMES_LATE = "comes_late"
    CONTRADICTS = "contradicts"


def verdict(
    held_changed_at: datetime, held_digest: bytes, sent_changed_at: datetime, sent_digest: bytes
) -> Verdict:
    """Two contents of one instant contradict each other: nobody could tell which of them stands."""
    if sent_changed_at > held_changed_at:
        return Verdict.SUPERSEDES
    if sent_changed_at < held_changed_at:
        return Verdict.COMES_LATE
    return Verdict.REPEATS if sent_digest == held_digest else Verdict.CONTRADICTS


def digest_of(facts: Mapping[str, Any]) -> bytes:
    """Of what was sent, so that a repeat is known after the record was corrected here."""
    return hashlib.sha256(msgspec.json.encode(facts, order="sorted")).digest()


def common_faults(facts: Mapping[str, Any]) -> Iterator[FieldError]:
    """What no return may say: a time of no known day, an area without its vintage."""
    if facts["occurred_time"] is not None and facts["occurred_precision"] != "day":
        yield _fault("time_without_day", "A time goes with a day only.", "occurred_time")
    if (facts["lsoa_code"] is None) != (facts["lsoa_vintage"] is None):
        detail = "State the code of an LSOA and the year of its boundaries, or neither."
        yield _fault("code_and_vintage", detail, "lsoa_vintage")


def _fault(code: str, detail: str, name: str) -> FieldError:
    return FieldError(code, detail, pointer=f"#/{name}")


def layout_fault(header: Iterable[str], known: Iterable[str], required: Iterable[str]) -> str | None:
    """What is wrong with the names of a file's columns, as a sentence; None where they will do."""
    names = list(header)
    missing = [name for name in required if name not in names]
    strange = any(name not in set(known) for name in names)
    if not missing and not strange and len(set(names)) == len(names):
        return None
    optional = [name for name in known if name not in set(required)]
    return (
        f"The first line names each column once: {', '.join(required)} (all of them), and of {', '.join(optional)}"
        " those that are stated."
    )


FILE_FAULTS = {
    "empty_file": "The file has a header and no rows.",
    "not_utf8_csv": "Write the file as CSV in UTF-8, and close every quotation mark.",
    "too_many_rows": "The file has more rows than one import takes; `upload.max_rows` says how many.",
}
# What is wrong with a row of a file, beside what is wrong with a record sent singly.
ROW_FAULTS = {
    "control_character": "Remove control characters from the row.",
    "not_utf8": "Write the file as UTF-8.",
    "wrong_number_of_columns": "Give as many values as the header has names, and quote a value that holds a comma.",
    "other_content": "Another content of the same `changed_at` is held: state when the record changed.",
    "reference_repeated": "The reference stands in the file before, with another content of the same `changed_at`.",
    "unknown_area": "Kept. The LSOA is in no look-up here, so the incident is in no known district.",
}
