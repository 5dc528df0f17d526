"""Queries about targets, their versions and baselines; all of it is of the actor's partnership."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel, col, select

from sosafe_api.core.context import Work
from sosafe_api.domains.targets.models import KpiBaseline, KpiTarget, KpiTargetVersion
from sosafe_api.domains.targets.vocabulary import BaselineStatus

_OWNERS = b"""
SELECT id, name FROM agencies WHERE partnership_id = %(partnership_id)s AND id = ANY(%(ids)s)
UNION ALL SELECT id, name FROM groups WHERE partnership_id = %(partnership_id)s AND id = ANY(%(ids)s)"""

_CLAIM = b"""
INSERT INTO kpi_targets (partnership_id, id, kpi_code, financial_year, status, created_by, version, created_at,
 updated_at)
VALUES (%(partnership_id)s, %(id)s, %(kpi_code)s, %(financial_year)s, %(status)s, %(created_by)s, %(version)s,
 %(created_at)s, %(updated_at)s)
ON CONFLICT (partnership_id, kpi_code, financial_year) DO NOTHING RETURNING id"""


class TargetRepository:
    """Targets and their versions; never commits."""

    def __init__(self, context: Work) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session
        self._execute = context.transaction.execute

    async def find(self, kpi_code: str, financial_year: str, *, lock: bool = False) -> KpiTarget | None:
        statement = self._of(KpiTarget).where(
            KpiTarget.kpi_code == kpi_code, KpiTarget.financial_year == financial_year
        )
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: KpiTarget | None = result.first()
        return found

    async def claim(self, row: KpiTarget) -> bool:
        """False when somebody proposed one for this year meanwhile; then nothing is written."""
        return bool(await self._execute(_CLAIM, row.model_dump()))

    def add(self, row: KpiTargetVersion) -> None:
        self._session.add(row)

    async def versions(self, target_id: UUID) -> list[KpiTargetVersion]:
        statement = (
            self._of(KpiTargetVersion)
            .where(KpiTargetVersion.target_id == target_id)
            .order_by(col(KpiTargetVersion.number))
        )
        return list((await self._session.exec(statement)).all())

    async def of_indicators(self, kpi_codes: Sequence[str]) -> list[tuple[KpiTarget, list[KpiTargetVersion]]]:
        """Targets of these indicators with their versions in order of time; the latest year first."""
        statement = self._of(KpiTarget).where(col(KpiTarget.kpi_code).in_(kpi_codes))
        heads = list(
            (await self._session.exec(statement.order_by(col(KpiTarget.financial_year).desc()))).all()
        )
        versions: dict[UUID, list[KpiTargetVersion]] = {head.id: [] for head in heads}
        found = (
            self._of(KpiTargetVersion)
            .where(col(KpiTargetVersion.target_id).in_(list(versions)))
            .order_by(col(KpiTargetVersion.number))
        )
        for version in (await self._session.exec(found)).all():
            versions[version.target_id].append(version)
        return [(head, versions[head.id]) for head in heads]

    async def owner_names(self, ids: Sequence[UUID]) -> Mapping[UUID, str]:
        rows = await self._execute(_OWNERS, {"partnership_id": self._partnership_id, "ids": list(ids)})
        return {row[0]: row[1] for row in rows}

    def _of(self, table: type[SQLModel]) -> Any:
        return select(table).where(table.partnership_id == self._partnership_id)  # type: ignore[attr-defined]


class BaselineRepository:
    """Baselines of control charts; never commits."""

    def __init__(self, context: Work) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def add(self, row: KpiBaseline) -> None:
        self._session.add(row)

    def _of(self, *kpi_codes: str) -> Any:
        return select(KpiBaseline).where(
            KpiBaseline.partnership_id == self._partnership_id, col(KpiBaseline.kpi_code).in_(kpi_codes)
        )

    async def find(self, kpi_code: str, baseline_id: UUID) -> KpiBaseline | None:
        statement = self._of(kpi_code).where(KpiBaseline.id == baseline_id).with_for_update()
        found: KpiBaseline | None = (await self._session.exec(statement)).first()
        return found

    async def of_indicator(self, kpi_code: str) -> list[KpiBaseline]:
        """By kind of period, in order of the days on which they begin."""
        return await self._listed(self._of(kpi_code))

    async def in_force(self, kpi_codes: Sequence[str]) -> list[KpiBaseline]:
        """Those of these indicators that count, in the same order."""
        return await self._listed(
            self._of(*kpi_codes).where(KpiBaseline.status == BaselineStatus.IN_FORCE.value)
        )

    async def _listed(self, statement: Any) -> list[KpiBaseline]:
        ordered = statement.order_by(
            col(KpiBaseline.period_kind), col(KpiBaseline.starts_on), col(KpiBaseline.id)
        )
        return list((await self._session.exec(ordered)).all())
