"""Groups of most similar areas as they hold from a day on, and how an area compares with its group."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.recorded_crime.errors import GroupInUse
from sosafe_api.domains.recorded_crime.models import SimilarAreaGroup
from sosafe_api.domains.recorded_crime.repository import SimilarAreaRepository
from sosafe_api.domains.recorded_crime.rules import comparison
from sosafe_api.domains.recorded_crime.rules.quarters import Quarter
from sosafe_api.domains.recorded_crime.schemas import (
    SimilarAreaComparisonQuery,
    SimilarAreaGroupIn,
    SimilarAreaGroupPatch,
    SimilarAreaGroupQuery,
    SimilarAreaMember,
)
from sosafe_api.domains.recorded_crime.service.crimes import quarter_view

_VIEW = "similar_area_group"


class SimilarAreaService(RecordService):
    """An area has one group on a day: the last that had begun by then."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = SimilarAreaRepository(context)

    async def create(self, wanted: SimilarAreaGroupIn) -> tuple[dict[str, Any], bool]:
        """The group, and whether it is new. Raises `ValidationFailed`, and `GroupInUse` for other areas."""
        members = _members(wanted.area_code, wanted.members)
        before = await self.repository.beginning(wanted.area_code, wanted.valid_from)
        if before is not None:
            if before.members != members or before.source != wanted.source:
                raise GroupInUse()
            return self._view(before), False
        row = SimilarAreaGroup(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            area_code=wanted.area_code,
            valid_from=wanted.valid_from,
            source=wanted.source,
            members=members,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "similar_area_group.created")
        return self._view(row), True

    async def read(self, group_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(group_id))

    async def update(self, group_id: UUID, patch: SimilarAreaGroupPatch) -> dict[str, Any]:
        """Raises `ValidationFailed` and `PreconditionFailed`."""
        row = await self._found(group_id, lock=True)
        self.check(row, _VIEW)
        wanted: dict[str, Any] = {}
        if "source" in patch.model_fields_set:
            wanted["source"] = patch.source
        if "members" in patch.model_fields_set:
            wanted["members"] = _members(row.area_code, patch.members)
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        await self.change(row, changed, "similar_area_group.updated")
        return self._view(row)

    async def page(self, query: SimilarAreaGroupQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def compare(self, query: SimilarAreaComparisonQuery) -> list[dict[str, Any]]:
        """By measure; a measure that was asked for by name is answered also where it has no rate."""
        area = query.area_code or await self.repository.own_area()
        start = Quarter.named(query.quarter).start if query.quarter else None
        start = start or await self.repository.latest_quarter(query.measure)
        if start is None:
            return []
        quarter = Quarter(start)
        now, then = await self._side(area, quarter), await self._side(area, quarter.year_before)
        measures = [query.measure] if query.measure else sorted(now.rates)
        return [_compared(area, measure, now, then) for measure in measures]

    async def _side(self, area: str, quarter: Quarter) -> "_Side":
        group = await self.repository.holding(area, quarter.end - timedelta(days=1))
        return _Side(quarter, group, await self.repository.rates(quarter.start))

    async def _found(self, group_id: UUID, *, lock: bool = False) -> SimilarAreaGroup:
        row = await self.repository.find(group_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _view(self, row: SimilarAreaGroup) -> dict[str, Any]:
        return {
            "id": row.id,
            "area_code": row.area_code,
            "valid_from": row.valid_from,
            "source": row.source,
            "members": row.members,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, _VIEW),
        }


@dataclass(frozen=True, slots=True)
class _Side:
    """A quarter with the group that held at its end and every rate, by measure and area."""

    quarter: Quarter
    group: SimilarAreaGroup | None
    rates: Mapping[str, Mapping[str, Decimal]]

    def standing(self, area: str, measure: str) -> comparison.Standing:
        members = _codes(self.group) if self.group else None
        return comparison.standing(area, members, self.rates.get(measure, {}))


def _compared(area: str, measure: str, side: _Side, before: _Side) -> dict[str, Any]:
    """A group's areas are those at the quarter's end; where they changed in the year, ranks do not compare."""
    now, then = side.standing(area, measure), before.standing(area, measure)
    group, former = side.group, before.group
    comparable = group is not None and former is not None and _codes(group) == _codes(former)
    return {
        "measure": measure,
        "quarter": quarter_view(side.quarter),
        "area_code": area,
        "gap": now.gap,
        "rate": _number(now.rate),
        "mean": _number(now.mean),
        "lower_limit": _number(now.lower_limit),
        "upper_limit": _number(now.upper_limit),
        "position": now.position,
        "distance_percent": _number(now.distance_percent),
        "rank": now.rank,
        "of": now.of,
        "rate_year_before": _number(then.rate),
        "change_percent": _number(comparison.change_percent(now.rate, then.rate)),
        "trend": comparison.trend(now.rate, then.rate),
        "rank_year_before": then.rank if comparable else None,
        "rank_comparable": comparable,
        "group": group.id if group else None,
        "rule": comparison.RULE,
    }


def _codes(group: SimilarAreaGroup) -> frozenset[str]:
    return frozenset(member["area_code"] for member in group.members)


def _members(area_code: str, members: Sequence[SimilarAreaMember]) -> list[dict[str, Any]]:
    """By code. Raises `ValidationFailed` for an area named twice, and for the one that has the group."""
    times = Counter(member.area_code for member in members)
    errors = []
    for number, member in enumerate(members):
        pointer = f"#/members/{number}/area_code"
        if member.area_code == area_code:
            errors.append(
                FieldError("own_area", "Must be another area than the group's own.", pointer=pointer)
            )
        elif times[member.area_code] > 1:
            errors.append(FieldError("repeated", "Must stand in the group once.", pointer=pointer))
    if errors:
        raise ValidationFailed(errors=errors)
    return sorted((member.model_dump() for member in members), key=lambda member: member["area_code"])


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
