"""Baselines of control charts: stated for a known change, ended so that limits stay, withdrawn when in error."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context, Work
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.targets.errors import BaselineWithdrawn
from sosafe_api.domains.targets.models import KpiBaseline
from sosafe_api.domains.targets.repository import BaselineRepository
from sosafe_api.domains.targets.vocabulary import BaselineStatus

Json = dict[str, Any]
VIEW = "kpi_baseline"


class BaselinesInForce:
    """What limits rest on, for whoever computes: a request or the background."""

    def __init__(self, work: Work) -> None:
        self._repository = BaselineRepository(work)
        self._known: dict[str, list[KpiBaseline]] = {}

    async def of(self, kpi_code: str, period_kind: str) -> list[tuple[date, date | None, str]]:
        """The first day, the last day that limits rest on, and the reason of each, in order."""
        if kpi_code not in self._known:
            self._known[kpi_code] = await self._repository.in_force([kpi_code])
        rows = self._known[kpi_code]
        return [(row.starts_on, row.ends_on, row.reason) for row in rows if row.period_kind == period_kind]


class BaselineService(RecordService):
    """Baselines of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = BaselineRepository(context)

    async def create(
        self, kpi_code: str, period_kind: str, starts_on: date, ends_on: date | None, reason: str
    ) -> Json:
        """Raises `BaselineExists` for a second one of these periods that begins on the same day."""
        _check_days(starts_on, ends_on)
        row = KpiBaseline(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            kpi_code=kpi_code,
            period_kind=period_kind,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
            status=BaselineStatus.IN_FORCE.value,
            created_by=self.actor.id,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        self.repository.add(row)
        await self.announce(row, "kpi_baseline.created")
        return self._view(row)

    async def listed(self, kpi_code: str) -> list[Json]:
        return [self._view(row) for row in await self.repository.of_indicator(kpi_code)]

    async def read(self, kpi_code: str, baseline_id: UUID) -> Json:
        return self._view(await self._found(kpi_code, baseline_id))

    async def update(self, kpi_code: str, baseline_id: UUID, wanted: dict[str, Any]) -> Json:
        """`wanted` holds `ends_on`, `status` or both. Raises `BaselineWithdrawn`."""
        row = await self._found(kpi_code, baseline_id)
        self.check(row, VIEW)
        if row.status == BaselineStatus.WITHDRAWN:
            raise BaselineWithdrawn()
        if "ends_on" in wanted:
            _check_days(row.starts_on, wanted["ends_on"])
        columns = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        await self.change(row, columns, "kpi_baseline.updated")
        return self._view(row)

    async def _found(self, kpi_code: str, baseline_id: UUID) -> KpiBaseline:
        row = await self.repository.find(kpi_code, baseline_id)
        if row is None:
            raise NotFound()
        return row

    def _view(self, row: KpiBaseline) -> Json:
        return {
            "id": row.id,
            "kpi_code": row.kpi_code,
            "period_kind": row.period_kind,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "reason": row.reason,
            "status": row.status,
            "created_by": row.created_by,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, VIEW),
        }


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= starts_on:
        detail = "Must be after `starts_on`."
        raise ValidationFailed(errors=[FieldError("before_start", detail, pointer="#/ends_on")])
