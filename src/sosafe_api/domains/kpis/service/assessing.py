"""Values held against the targets in force: ratings, and the direction of travel."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Self

from sosafe_api.core.context import Context
from sosafe_api.domains.kpis.rules.assessment import Json, Targets, assessed
from sosafe_api.domains.kpis.service.calculation import TableKey
from sosafe_api.domains.targets.service import TargetReading


class Assessor:
    """Targets of several indicators, read once for all their tables."""

    def __init__(self, by_code: Mapping[str, Targets]) -> None:
        self._by_code = by_code

    @classmethod
    async def open(cls, context: Context, codes: Iterable[str], at: datetime | None = None) -> Self:
        """With the targets that rated at that instant; now without one."""
        return cls(await TargetReading(context).in_force(list(codes), at))

    def targets(self, code: str) -> Targets:
        return self._by_code.get(code, {})

    def assessed(
        self,
        key: TableKey,
        whole: Sequence[Json],
        start: date | None = None,
        before: date | None = None,
    ) -> list[Json]:
        """`whole` is all of the table, so that a direction is the same whichever part of it is asked for."""
        rows = assessed(key.definition, key.kind, whole, self.targets(key.definition.code))
        return [row for row in rows if _within(row["period"], start, before)]


def _within(period: Json, start: date | None, before: date | None) -> bool:
    return (start is None or period["start"] >= start) and (before is None or period["end"] <= before)
