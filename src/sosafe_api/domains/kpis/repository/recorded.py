"""What was counted when: reading it as of any time, and adding what has changed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.db.session import Transaction
from sosafe_api.core.ids import new_id
from sosafe_api.domains.kpis.repository import recorded_statements as statements
from sosafe_api.domains.kpis.rules.counts import CountKey
from sosafe_api.domains.kpis.rules.definition import Measure, Records
from sosafe_api.domains.kpis.rules.history import CountEvent
from sosafe_api.domains.kpis.rules.medians import Window
from sosafe_api.domains.kpis.rules.recorded import Recording
from sosafe_api.domains.kpis.vocabulary import Breakdown

# A measure that a later version of the service no longer has is kept, and read no more.
_KNOWN = frozenset(measure.value for measure in Measure)
EVER = datetime(9999, 1, 1, tzinfo=UTC)
_WHOLE = ""
Medians = dict[Window, float | None]


class RecordedRepository:
    """Rows of the transaction's partnership; never commits, never changes a row."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def recording(
        self, records: Records, until: datetime = EVER, *, counts: bool = True
    ) -> Recording | None:
        """The last one at that time or before."""
        values = {**self._scope, "records": records.value, "until": until}
        found = await self._execute(statements.LATEST_RECORDING, values)
        if not found:
            return None
        rows = await self._execute(statements.COUNTS, values) if counts else []
        by_key = {_key(*row[:4]): row[4] for row in rows if row[0] in _KNOWN}
        recorded_at, basis, facts = found[0]
        return Recording(recorded_at, bytes(basis), facts, by_key)

    async def medians(self, records: Records, until: datetime = EVER) -> Medians:
        values = {**self._scope, "records": records.value, "until": until}
        rows = await self._execute(statements.MEDIANS, values)
        return {Window(start, end, member or None): value for start, end, member, value in rows}

    async def history(
        self, records: Records, measures: Sequence[Measure], days: tuple[date, date], by: Breakdown | None
    ) -> list[CountEvent]:
        """Every count of these measures and months, earliest recorded first."""
        values = {
            **self._scope,
            "records": records.value,
            "measures": [measure.value for measure in measures],
            "start": days[0],
            "end": days[1],
            "breakdowns": [_WHOLE, by.value] if by else [_WHOLE],
        }
        rows = await self._execute(statements.HISTORY, values)
        return [CountEvent(row[0], _key(*row[1:5]), row[5]) for row in rows]

    async def median_history(
        self, records: Records, days: tuple[date, date]
    ) -> list[tuple[datetime, Window, float | None]]:
        values = {**self._scope, "records": records.value, "start": days[0], "end": days[1]}
        rows = await self._execute(statements.MEDIAN_HISTORY, values)
        return [(at, Window(start, end, member or None), value) for at, start, end, member, value in rows]

    async def facts(self, records: Records) -> list[tuple[datetime, dict[str, Any]]]:
        """The facts of recordings where they were others than before, earliest first."""
        values = {**self._scope, "records": records.value}
        return [(at, facts) for at, facts in await self._execute(statements.RECORDINGS, values)]

    async def lock(self) -> None:
        await self._execute(statements.LOCK, self._scope)

    async def add(
        self, records: Records, recorded_at: datetime, basis: bytes, facts: Mapping[str, Any] | None
    ) -> None:
        values = {
            **self._scope,
            "id": new_id(),
            "records": records.value,
            "recorded_at": recorded_at,
            "basis": basis,
            "facts": None if facts is None else msgspec.json.encode(facts).decode(),
        }
        await self._execute(statements.ADD_RECORDING, values)

    async def add_counts(
        self, records: Records, recorded_at: datetime, counts: Mapping[CountKey, int]
    ) -> None:
        if not counts:
            return
        values = {
            **self._scope,
            "records": records.value,
            "recorded_at": recorded_at,
            "measures": [key.measure.value for key in counts],
            "months": [key.month for key in counts],
            "breakdowns": [key.breakdown.value if key.breakdown else _WHOLE for key in counts],
            "members": [key.member or _WHOLE for key in counts],
            "counts": list(counts.values()),
        }
        await self._execute(statements.ADD_COUNTS, values)

    async def add_medians(self, records: Records, recorded_at: datetime, medians: Medians) -> None:
        if not medians:
            return
        values = {
            **self._scope,
            "records": records.value,
            "recorded_at": recorded_at,
            "starts": [window.start for window in medians],
            "ends": [window.end for window in medians],
            "members": [window.member or _WHOLE for window in medians],
            "values": list(medians.values()),
        }
        await self._execute(statements.ADD_MEDIANS, values)


def _key(measure: str, month: date, breakdown: str, member: str) -> CountKey:
    return CountKey(Measure(measure), month, Breakdown(breakdown) if breakdown else None, member or None)
