"""Drafts of a file of figures, each with its change and its audit line, in the worker's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.db.staging import Connection
from sosafe_api.core.ids import new_id

_DRAFT = b"""
INSERT INTO measurements (partnership_id, id, kpi_code, period_kind, starts_on, ends_on, numerator, denominator,
 evidence_title, evidence_url, evidence_dated_on, note, import_id, status, status_since, created_by, changed_by,
 version, created_at, updated_at)
VALUES (%(partnership_id)s, %(id)s, %(kpi_code)s, %(period_kind)s, %(starts_on)s, %(ends_on)s, %(numerator)s,
 %(denominator)s, %(evidence_title)s, %(evidence_url)s, %(evidence_dated_on)s, %(note)s, %(import_id)s, 'draft',
 %(now)s, %(principal_id)s, %(principal_id)s, 1, %(now)s, %(now)s)"""
_CHANGE = b"""
INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version, agency_id, occurred_at)
VALUES (%(partnership_id)s, %(change_id)s, 'measurement.created', 'measurement', %(id)s, 1, %(agency_id)s, %(now)s)"""
_AUDIT = b"""
INSERT INTO audit_entries (partnership_id, id, actor_id, agency_id, operation, object_type, object_id, decision,
 request_id) VALUES (%(partnership_id)s, %(audit_id)s, %(principal_id)s, %(agency_id)s, 'measurement:create',
 'measurement', %(id)s, 'allowed', 'worker')"""


@dataclass(frozen=True, slots=True)
class Importing:
    """Whose file it is, by which import, and when it is kept."""

    partnership_id: UUID
    principal_id: UUID
    agency_id: UUID
    import_id: UUID
    now: datetime


class MeasurementRows:
    """Figures of a partnership, written for whoever sent the file."""

    def __init__(self, connection: Connection, importing: Importing) -> None:
        self._connection = connection
        self._common = asdict(importing)

    def add(self, figures: Sequence[Mapping[str, Any]]) -> None:
        rows = [
            {**self._common, **figure, "id": new_id(), "change_id": new_id(), "audit_id": new_id()}
            for figure in figures
        ]
        with self._connection.cursor() as cursor:
            for statement in (_DRAFT, _CHANGE, _AUDIT):
                cursor.executemany(statement, rows)
