"""Figures entered by hand: drafted, released by a second person, superseded by the next, withdrawn."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.kpi_names import KpiName
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.measurements.errors import NotADraft, SecondPersonRequired
from sosafe_api.domains.measurements.models import Measurement
from sosafe_api.domains.measurements.repository import MeasurementRepository
from sosafe_api.domains.measurements.rules import (
    Figure,
    allowed_transitions,
    end_of,
    figure_errors,
    period_errors,
    reason_errors,
)
from sosafe_api.domains.measurements.schemas import (
    MeasurementIn,
    MeasurementPatch,
    MeasurementQuery,
    MeasurementTransitionIn,
)
from sosafe_api.domains.measurements.vocabulary import MeasuredPeriodKind, MeasurementStatus


class MeasurementService(RecordService):
    """A draft is written; what was released is never changed, only superseded or withdrawn, and kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = MeasurementRepository(context)

    async def create(self, wanted: MeasurementIn) -> dict[str, Any]:
        """Raises `ValidationFailed` with every fault."""
        columns = columns_of(wanted)
        self._refuse_faults(wanted.kpi_code, columns)
        now, actor_id = self.context.now, self.actor.id
        row = Measurement(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            kpi_code=wanted.kpi_code.value,
            **columns,
            status=MeasurementStatus.DRAFT.value,
            status_since=now,
            created_by=actor_id,
            changed_by=actor_id,
            version=1,
            created_at=now,
            updated_at=now,
        )
        await self.repository.add(row)
        await self.announce(row, "measurement.created")
        return self._view(row)

    async def read(self, measurement_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(measurement_id))

    async def page(self, query: MeasurementQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def update(self, measurement_id: UUID, patch: MeasurementPatch) -> dict[str, Any]:
        """Raises `NotADraft`, and `ValidationFailed` with every fault of what it would say."""
        row = await self._found(measurement_id, lock=True)
        self.check(row, "measurement")
        if row.status != MeasurementStatus.DRAFT:
            raise NotADraft()
        stated = columns_of(patch)
        names = ("period_kind", "starts_on", "ends_on", "numerator", "denominator")
        self._refuse_faults(
            KpiName(row.kpi_code), {name: stated.get(name, getattr(row, name)) for name in names}
        )
        columns = {name: value for name, value in stated.items() if getattr(row, name) != value}
        if columns:
            columns["changed_by"] = self.actor.id
        await self.change(row, columns, "measurement.updated")
        return self._view(row)

    async def transition(self, measurement_id: UUID, wanted: MeasurementTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, and `SecondPersonRequired` for the release of one's own work."""
        row = await self._found(measurement_id, lock=True)
        self.check(row, "measurement")
        errors = reason_errors(wanted.to, wanted.reason_code)
        if errors:
            raise ValidationFailed(errors=errors)
        if wanted.to not in allowed_transitions(MeasurementStatus(row.status), own_work=False):
            raise TransitionNotAllowed(allowed_to=self._allowed(row))
        if wanted.to is MeasurementStatus.RELEASED:
            await self.release_draft(row)
        else:
            await self._move(row, wanted.to, reason_code=wanted.reason_code and wanted.reason_code.value)
        return self._view(row)

    async def release_draft(self, row: Measurement, pointer: str = "#/to") -> None:
        """The figure before steps back first, since two cannot stand for the same days."""
        if self._own_work(row):
            raise SecondPersonRequired(pointer)
        before = await self.repository.released(row)
        if before is not None:
            await self._move(before, MeasurementStatus.SUPERSEDED)
        await self._move(
            row,
            MeasurementStatus.RELEASED,
            released_by=self.actor.id,
            released_at=self.context.now,
            revision=await self.repository.next_revision(row),
        )

    async def _move(self, row: Measurement, to: MeasurementStatus, **columns: Any) -> None:
        columns |= {"status": to.value, "status_since": self.context.now}
        await self.change(row, columns, f"measurement.{to.value}")

    async def _found(self, measurement_id: UUID, *, lock: bool = False) -> Measurement:
        row = await self.repository.find(measurement_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _refuse_faults(self, kpi: KpiName, columns: dict[str, Any]) -> None:
        errors = faults_of(kpi, columns, london_date(self.context.now))
        if errors:
            raise ValidationFailed(errors=errors)

    def _own_work(self, row: Measurement) -> bool:
        return self.actor.id in (row.created_by, row.changed_by)

    def _allowed(self, row: Measurement) -> list[MeasurementStatus]:
        return allowed_transitions(MeasurementStatus(row.status), own_work=self._own_work(row))

    def _view(self, row: Measurement) -> dict[str, Any]:
        return {
            "id": row.id,
            "kpi_code": row.kpi_code,
            "period": {"kind": row.period_kind, "start": row.starts_on, "end": row.ends_on},
            "numerator": row.numerator,
            "denominator": row.denominator,
            "evidence": {
                "title": row.evidence_title,
                "url": row.evidence_url,
                "dated_on": row.evidence_dated_on,
            },
            "note": row.note,
            "import_id": row.import_id,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "reason_code": row.reason_code,
            "revision": row.revision,
            "created_by": row.created_by,
            "changed_by": row.changed_by,
            "released_by": row.released_by,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": self._allowed(row),
            "etag": self.tag(row, "measurement"),
        }


def faults_of(kpi: KpiName, columns: dict[str, Any], today: date) -> list[FieldError]:
    """Everything that is wrong with a figure whose values are well formed."""
    kind, start = MeasuredPeriodKind(columns["period_kind"]), columns["starts_on"]
    figure = Figure(kind, start, columns["numerator"], columns["denominator"])
    return [*period_errors(kind, start, today), *figure_errors(kpi, figure)]


def columns_of(stated: MeasurementIn | MeasurementPatch) -> dict[str, Any]:
    """What is said, by column; of a patch only what it states."""
    every = isinstance(stated, MeasurementIn)
    columns: dict[str, Any] = {
        name: getattr(stated, name)
        for name in ("numerator", "denominator", "note")
        if every or name in stated.model_fields_set
    }
    if every or "period" in stated.model_fields_set:
        kind, start = stated.period.kind, stated.period.start
        columns |= {"period_kind": kind.value, "starts_on": start, "ends_on": end_of(kind, start)}
    if every or "evidence" in stated.model_fields_set:
        columns |= {f"evidence_{name}": value for name, value in stated.evidence.model_dump().items()}
    return columns
