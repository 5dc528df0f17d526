"""What releases told before, read from the bytes that they froze."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.kpis.repository.recorded import EVER
from sosafe_api.domains.kpis.rules.revisions import Figures, Published

# A draft was never published. What was withdrawn was read until then.
_TABLES = b"""
SELECT r.number, r.published_at, t.body
FROM kpi_releases r
JOIN kpi_release_tables t ON t.partnership_id = r.partnership_id AND t.release_id = r.id
WHERE r.partnership_id = %(partnership_id)s AND r.status IN ('published', 'withdrawn')
 AND r.published_at <= %(until)s AND t.path = %(path)s AND t.media_type = 'application/json'
ORDER BY r.number DESC LIMIT %(limit)s"""
MOST_RELEASES = 200


class ObservationKey(NamedTuple):
    """Which observation of a table: its days and its part."""

    start: date
    end: date
    member: str | None


class ReleasedTable(NamedTuple):
    """A table as one release has it."""

    number: int
    published_at: datetime
    observations: dict[ObservationKey, tuple[Published, str]]


class _Period(msgspec.Struct):
    start: date
    end: date


class _Part(msgspec.Struct):
    code: str


class _Count(msgspec.Struct):
    value: int | None


class _Row(msgspec.Struct):
    period: _Period
    breakdown: _Part | None
    value: int | float | None
    numerator: _Count | None
    denominator: _Count | None
    status: str
    revision: int = 0  # tables of releases before revisions were counted do not tell one


class _Table(msgspec.Struct):
    data: list[_Row]


_decode = msgspec.json.Decoder(_Table).decode


class PublishedFigures:
    """Releases of the transaction's partnership."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def latest(self, path: str, until: datetime = EVER) -> dict[ObservationKey, Published]:
        """The table of the release that was current at that time; empty before the first."""
        tables = await self._tables(path, until, 1)
        return {key: found for key, (found, _) in tables[0].observations.items()} if tables else {}

    async def every(self, path: str) -> list[ReleasedTable]:
        """The table in each release, the earliest first."""
        return (await self._tables(path, EVER, MOST_RELEASES))[::-1]

    async def _tables(self, path: str, until: datetime, limit: int) -> list[ReleasedTable]:
        values = {**self._scope, "path": path, "until": until, "limit": limit}
        rows = await self._execute(_TABLES, values)
        return [ReleasedTable(number, at, _observations(bytes(body))) for number, at, body in rows]


def _observations(body: bytes) -> dict[ObservationKey, tuple[Published, str]]:
    return {
        ObservationKey(row.period.start, row.period.end, row.breakdown.code if row.breakdown else None): (
            Published(Figures(row.value, _value(row.numerator), _value(row.denominator)), row.revision),
            row.status,
        )
        for row in _decode(body).data
    }


def _value(count: _Count | None) -> int | None:
    return count.value if count else None
