"""Grants as a file has them, held against the standard: each faulty value is named, and a good grant is kept. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sosafe_api.core.partial_dates import PartialDate, certainly_before
from sosafe_api.domains.funding_bids.rules.grant_faults import WARNINGS, GrantFault
from sosafe_api.domains.funding_bids.rules.grant_standard import GRANT, TITLES, Kind, Many, Members, told
from sosafe_api.domains.funding_bids.rules.grant_values import Unreadable, read

MOST_ENTRIES = 100
LONGEST_COLUMN = 64
# Characters that JSON can escape and PostgreSQL cannot hold.
_UNHELD = re.compile(r"[\x00\ud800-\udfff]")
Json = dict[str, Any]
# Without these no award is held; `recipientOrganization/0/id` stands for the first of the list.
_REQUIRED = (
    "id",
    "title",
    "currency",
    "amountAwarded",
    "recipientOrganization/0/id",
    "recipientOrganization/0/name",
    "fundingOrganization/0/id",
    "fundingOrganization/0/name",
)
_LONGEST = {"title": 2000, "recipientOrganization/0/id": 120, "fundingOrganization/0/id": 120}
_WANTED = {"description": "description_missing", "awardDate": "day_missing"}


@dataclass(frozen=True, slots=True)
class ReadGrant:
    """A grant as its file has it. `titles` are those of its columns by the place of the member, if it has columns.

    `broken` is the fault of a row that cannot be read at all; `unknown` are columns that the standard lacks.
    """

    row: int
    line: int
    value: Mapping[str, Any]
    titles: Mapping[str, str] | None = None
    broken: str | None = None

    def column(self, path: str) -> str:
        found = path if self.titles is None else self.titles.get(path) or TITLES.get(path) or path
        return _UNHELD.sub("\ufffd", found)[:LONGEST_COLUMN]


@dataclass(slots=True)
class GrantChecker:
    """Checks the grants of one file, one after another; faults are kept in the order of rows."""

    faults: list[GrantFault] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def check(self, grant: ReadGrant) -> Json | None:
        """The grant as it is kept, in the standard's words; none where a value is an error."""
        before = len(self.faults)
        if grant.broken is not None:
            self._add(grant, None, grant.broken)
            return None
        found = self._object(grant, grant.value, GRANT, "")
        self._whole(grant, found, before)
        refused = any(fault.code not in WARNINGS for fault in self.faults[before:])
        return None if refused else found

    def _add(self, grant: ReadGrant, path: str | None, code: str) -> None:
        column = grant.column(path) if path is not None else None
        self.faults.append(GrantFault(grant.row, grant.line, column, code))

    def _object(self, grant: ReadGrant, value: Mapping[str, Any], members: Members, path: str) -> Json:
        found: Json = {}
        for name, item in value.items():
            if _empty(item):
                continue
            kind = members.get(name)
            if kind is None:
                self._add(grant, f"{path}{told(name, '')}".rstrip("/") or None, "unknown_column")
                continue
            kept = (
                self._list(grant, item, kind, f"{path}{name}")
                if isinstance(kind, Many)
                else self._value(grant, item, kind, f"{path}{name}")
            )
            if not _empty(kept):
                found[name] = kept
        return found

    def _list(self, grant: ReadGrant, value: Any, kind: Many, path: str) -> list[Any]:
        if not isinstance(value, list):
            self._add(grant, path, "not_a_list")
            return []
        if len(value) > MOST_ENTRIES:
            self._add(grant, path, "too_many")
            return []
        found = []
        for place, item in enumerate(value):
            if isinstance(kind.item, Kind):
                kept = self._value(grant, item, kind.item, f"{path}/{place}")
            elif isinstance(item, Mapping):
                kept = self._object(grant, item, kind.item, f"{path}/{place}/")
            else:
                self._add(grant, f"{path}/{place}", "not_a_member")
                continue
            if not _empty(kept):
                found.append(kept)
        return found

    def _value(self, grant: ReadGrant, value: Any, kind: Kind, path: str) -> Any:
        if kind is Kind.PRIVATE:
            self._add(grant, path, "personal_data")
            return None
        if kind is Kind.INDIVIDUAL:
            self._add(grant, path, "individual")
            return None
        try:
            return read(kind, value, lambda code: self._mended(grant, path, code))
        except Unreadable as fault:
            self._add(grant, path, fault.code)
            return None

    def _mended(self, grant: ReadGrant, path: str, code: str) -> None:
        """In a spreadsheet numbers may well be text."""
        if code != "number_as_text" or grant.titles is None:
            self._add(grant, path, code)

    def _whole(self, grant: ReadGrant, found: Json, before: int) -> None:
        """What a grant must have, and what cannot be true together."""
        faulty = {fault.column for fault in self.faults[before:]}
        for path in _REQUIRED:
            if _at(found, path) is None and grant.column(path) not in faulty:
                self._add(grant, path, "required")
        for path, code in _WANTED.items():
            if path not in found and grant.column(path) not in faulty:
                self._add(grant, path, code)
        self._values(grant, found)

    def _values(self, grant: ReadGrant, found: Json) -> None:
        """What cannot be held, or cannot be true, although each value is well formed."""
        for path, longest in _LONGEST.items():
            if len(_at(found, path) or "") > longest:
                self._add(grant, path, "too_long")
        if found.get("amountAwarded") == 0:
            self._add(grant, "amountAwarded", "nothing_awarded")
        for place, dates in enumerate(found.get("plannedDates", [])):
            if _ends_early(dates):
                self._add(grant, f"plannedDates/{place}/endDate", "end_before_start")
        identifier = found.get("id")
        if identifier in self._seen:
            self._add(grant, "id", "repeated_identifier")
        elif identifier is not None:
            self._seen.add(identifier)


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def _at(found: Json, path: str) -> Any:
    value: Any = found
    for part in path.split("/"):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def _ends_early(dates: Json) -> bool:
    if "startDate" not in dates or "endDate" not in dates:
        return False
    return certainly_before(day_of(dates["endDate"]), day_of(dates["startDate"]))


def day_of(text: str) -> PartialDate:
    """The date of a day, month, year or instant as it is kept."""
    return PartialDate.parse(text[:10])


def pounds(found: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(str(found[name])) if name in found else None


def errors_in(faults: Iterable[GrantFault]) -> int:
    return sum(fault.code not in WARNINGS for fault in faults)
