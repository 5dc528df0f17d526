"""Targets read: as they stand, as they were, and those that rate."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context, Work
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.targets.models import KpiTarget, KpiTargetVersion
from sosafe_api.domains.targets.repository import TargetRepository
from sosafe_api.domains.targets.rules import TargetInForce
from sosafe_api.domains.targets.rules.life import BY_TRANSITION, TARGET_TRANSITIONS, in_force
from sosafe_api.domains.targets.vocabulary import TargetKind, TargetStatus, WantedDirection

Json = dict[str, Any]
VIEW = "kpi_target"


class TargetsInForce:
    """What rates, for whoever computes: a request or the background."""

    def __init__(self, work: Work) -> None:
        self._now = work.now
        self._repository = TargetRepository(work)

    async def of(
        self, kpi_codes: Sequence[str], at: datetime | None = None
    ) -> dict[str, dict[str, TargetInForce]]:
        """By indicator and financial year, the targets that rated at that instant; now without one."""
        found: dict[str, dict[str, TargetInForce]] = {code: {} for code in kpi_codes}
        standing = [
            (row, chosen)
            for row, versions in await self._repository.of_indicators(kpi_codes)
            if (chosen := in_force(versions, at or self._now)) is not None
        ]
        names = await owners_of(self._repository, [chosen for _, chosen in standing])
        for row, chosen in standing:
            found[row.kpi_code][row.financial_year] = _rating_by(row, chosen, names)
        return found


async def owners_of(repository: TargetRepository, versions: Sequence[KpiTargetVersion]) -> Mapping[UUID, str]:
    """The names of the agencies and groups that answer for targets."""
    ids = {owner for version in versions if (owner := version.owner_agency_id or version.owner_group_id)}
    return await repository.owner_names(sorted(ids)) if ids else {}


class TargetReading(RecordService):
    """Targets of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = TargetRepository(context)

    async def found(self, kpi_code: str, year: str, *, lock: bool = False) -> KpiTarget:
        row = await self.repository.find(kpi_code, year, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def read(self, kpi_code: str, year: str, rated_at: datetime | None = None) -> Json:
        """Raises `NotFound` where none is there, or none was in force at `rated_at`."""
        row = await self.found(kpi_code, year)
        versions = await self.repository.versions(row.id)
        chosen = versions[-1] if rated_at is None else in_force(versions, rated_at)
        if chosen is None:
            raise NotFound()
        return self._view(row, versions, chosen, await owners_of(self.repository, [chosen]))

    async def listed(self, kpi_code: str) -> list[Json]:
        found = await self.repository.of_indicators([kpi_code])
        names = await owners_of(self.repository, [versions[-1] for _, versions in found])
        return [self._view(row, versions, versions[-1], names) for row, versions in found]

    async def versions(self, kpi_code: str, year: str) -> list[Json]:
        row = await self.found(kpi_code, year)
        versions = await self.repository.versions(row.id)
        names = await owners_of(self.repository, versions)
        return [_version(version, names) for version in versions]

    def _view(
        self,
        row: KpiTarget,
        versions: Sequence[KpiTargetVersion],
        chosen: KpiTargetVersion,
        names: Mapping[UUID, str],
    ) -> Json:
        rates = in_force(versions, self.context.now)
        return {
            **_version(chosen, names),
            "kpi_code": row.kpi_code,
            "financial_year": row.financial_year,
            "in_force_number": rates.number if rates else None,
            "created_at": wire_instant(row.created_at),
            "created_by": row.created_by,
            "allowed_transitions": allowed(row),
            "etag": self.tag(row, VIEW),
        }


def allowed(row: KpiTarget) -> list[TargetStatus]:
    open_to = TARGET_TRANSITIONS[TargetStatus(row.status)] & BY_TRANSITION
    return [status for status in TargetStatus if status in open_to]


def _owner(version: KpiTargetVersion, names: Mapping[UUID, str]) -> Json:
    owner = version.owner_agency_id or version.owner_group_id
    return {
        "agency_id": version.owner_agency_id,
        "group_id": version.owner_group_id,
        "name": names.get(owner, "") if owner else "",
    }


def _rating_by(row: KpiTarget, chosen: KpiTargetVersion, names: Mapping[UUID, str]) -> TargetInForce:
    return TargetInForce(
        row.financial_year,
        chosen.number,
        TargetKind(chosen.kind),
        chosen.value,
        WantedDirection(chosen.wanted),
        chosen.tolerance_percent,
        _owner(chosen, names),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _version(version: KpiTargetVersion, names: Mapping[UUID, str]) -> Json:
    baseline = None
    if version.baseline_value is not None:
        baseline = {
            "start": version.baseline_start,
            "end": version.baseline_end,
            "value": _number(version.baseline_value),
        }
    smart = ("specific", "measurable", "achievable", "relevant", "time_bound")
    return {
        "number": version.number,
        "status": version.status,
        "kind": version.kind,
        "value": _number(version.value),
        "wanted": version.wanted,
        "percent_change": _number(version.percent_change),
        "baseline": baseline,
        "tolerance_percent": _number(version.tolerance_percent),
        "owner": _owner(version, names),
        "smart": {name: getattr(version, name) for name in smart},
        "reason": version.reason,
        "changed_by": version.changed_by,
        "changed_at": wire_instant(version.changed_at),
    }
