"""Headings of a partner's own files: what each means to us, and what one that nobody knows might mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_INITIALS = re.compile(r"(?<=\b\w)\.")  # D.O.B. is one word
_LEAST_LIKENESS = 0.6
_MOST_SUGGESTIONS = 3
# Words of agencies' own systems, in the words of our columns.
_SYNONYMS: Mapping[str, str] = {
    "dob": "date birth",
    "born": "date birth",
    "on": "date",
    "day": "date",
    "forename": "name",
    "surname": "name",
    "tel": "telephone",
    "phone": "telephone",
    "mobile": "telephone",
    "mail": "email",
    "ref": "reference",
    "number": "reference",
    "no": "reference",
    "postcode": "outward postcode",
    "priority": "urgency",
    "priorities": "urgency",
    "notes": "narrative",
    "description": "narrative",
    "summary": "narrative",
    "received": "referred",
    "happened": "occurred",
    "incident": "occurred",
    "modified": "changed",
    "updated": "changed",
    "category": "opening heading",
    "reasons": "reason codes",
}
_SILENT = frozenset({"of", "the", "a", "an", "in", "at", "is", "to", "person", "our", "your"})


class Headings:
    """By heading, the column that it means, or None for a column that is not read.

    Letter case and the number of spaces make no difference: spreadsheets change both.
    """

    def __init__(self, columns: Iterable[tuple[str, str | None]] = ()) -> None:
        self._columns = {heading_key(heading): column for heading, column in columns}
        self._headings = {column: heading for heading, column in columns if column is not None}

    def read_as(self, headings: Sequence[str]) -> list[str | None]:
        """The column of each heading; one that is not in the mapping stands for itself."""
        return [self._columns.get(heading_key(heading), heading.strip()) for heading in headings]

    def shown(self, column: str | None) -> str | None:
        """A column by the heading that the sender's own file gives it."""
        return self._headings.get(column, column) if column is not None else None


def heading_key(heading: str) -> str:
    """What two spellings of the same heading have in common."""
    return " ".join(heading.split()).casefold()


def suggestions(heading: str, columns: Iterable[str]) -> list[str]:
    """The columns that a heading resembles, the likeliest first; none where nothing does."""
    wanted = _meaning(heading)
    likeness = {column: _likeness(wanted, _meaning(column)) for column in columns}
    likely = sorted((column for column in likeness if likeness[column] >= _LEAST_LIKENESS), key=likeness.get)  # type: ignore[arg-type]
    return likely[::-1][:_MOST_SUGGESTIONS]


def _meaning(name: str) -> list[str]:
    """The words of a name, in our own terms, without those that say nothing."""
    words = [word.lower() for word in _WORDS.findall(_INITIALS.sub("", name))]
    ours = [ours for word in words for ours in _SYNONYMS.get(word, word).split()]
    return sorted({word for word in ours if word not in _SILENT})


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Between 0 and 1: how much of the words is shared, or nearly so."""
    if not one or not other:
        return 0.0
    near = sum(max(SequenceMatcher(None, word, each).ratio() for each in other) for word in one)
    far = sum(max(SequenceMatcher(None, word, each).ratio() for each in one) for word in other)
    return (near + far) / (len(one) + len(other))
