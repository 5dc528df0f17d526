"""Values held against the targets in force: ratings, the direction of travel, and control charts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Self

from sosafe_api.core.context import Work
from sosafe_api.domains.kpis.rules.analysis import CHARTED, ChartBaseline, Charting, analysis_of
from sosafe_api.domains.kpis.rules.assessment import Json, Targets, assessed
from sosafe_api.domains.kpis.service.calculation import TableKey
from sosafe_api.domains.targets.service import BaselinesInForce, TargetsInForce


class Assessor:
    """Targets of several indicators, read once for all their tables."""

    def __init__(self, work: Work, by_code: Mapping[str, Targets]) -> None:
        self._baselines = BaselinesInForce(work)
        self._by_code = by_code

    @classmethod
    async def open(cls, work: Work, codes: Iterable[str], at: datetime | None = None) -> Self:
        """With the targets that rated at that instant; now without one."""
        return cls(work, await TargetsInForce(work).of(list(codes), at))

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

    async def analysis(self, key: TableKey, whole: Sequence[Json], *, screening: bool = True) -> Json | None:
        """The table as a control chart; None for periods that overlap."""
        if key.kind not in CHARTED:
            return None
        definition = key.definition
        found = await self._baselines.of(definition.code, key.kind.value)
        baselines = [ChartBaseline(*each) for each in found]
        charting = Charting(definition, key.kind, self.targets(definition.code), baselines, screening)
        return analysis_of(charting, whole)


def _within(period: Json, start: date | None, before: date | None) -> bool:
    return (start is None or period["start"] >= start) and (before is None or period["end"] <= before)
