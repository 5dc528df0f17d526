"""What a worker reads and writes of a report, in its one transaction."""

from typing import Any
from uuid import UUID

import psycopg

from sosafe_api.core import clock
from sosafe_api.core.ids import new_id

Connection = psycopg.Connection[tuple[Any, ...]]
_TAKE = """
SELECT kind, stands_on, starts_on, ends_on, created_at FROM reports
WHERE partnership_id = %s AND id = %s AND status = 'preparing' FOR UPDATE"""
_FINISH = """
UPDATE reports SET status = %(status)s, version = version + 1, updated_at = %(now)s
WHERE partnership_id = %(partnership_id)s AND id = %(id)s RETURNING version, created_by"""
_CHANGE = """
INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version, occurred_at)
VALUES (%(partnership_id)s, %(change_id)s, %(type)s, 'report', %(id)s, %(version)s, %(now)s)"""
_AUDIT = """
INSERT INTO audit_entries (partnership_id, id, actor_id, operation, object_type, object_id, decision, request_id)
VALUES (%(partnership_id)s, %(audit_id)s, %(created_by)s, %(operation)s, 'report', %(id)s, 'allowed', 'worker')"""


class DocumentRepository:
    """Documents of one report."""

    def __init__(self, connection: Connection, partnership_id: UUID, report_id: UUID) -> None:
        self._connection = connection
        self._key = (partnership_id, report_id)

    def take(self) -> dict[str, Any] | None:
        """The report, held until the transaction ends; None when its documents wait for nothing."""
        row = self._connection.execute(_TAKE, self._key).fetchone()
        names = ("kind", "stands_on", "starts_on", "ends_on", "created_at")
        return dict(zip(names, row, strict=True)) if row else None

    def read(self, media_type: str) -> bytes:
        row = self._connection.execute(
            "SELECT body FROM report_documents WHERE partnership_id = %s AND report_id = %s AND media_type = %s",
            (*self._key, media_type),
        ).fetchone()
        if row is None:
            raise LookupError(f"the report has no {media_type}")
        return bytes(row[0])

    def add(self, media_type: str, body: bytes) -> None:
        self._connection.execute(
            "INSERT INTO report_documents (partnership_id, report_id, media_type, body) VALUES (%s, %s, %s, %s)",
            (*self._key, media_type, body),
        )

    def finish(self, status: str) -> None:
        """The new status with its change and its audit line."""
        partnership_id, report_id = self._key
        values: dict[str, Any] = {
            "partnership_id": partnership_id,
            "id": report_id,
            "status": status,
            "type": f"report.{status}",
            "operation": f"report:{status}",
            "now": clock.now(),
            "change_id": new_id(),
            "audit_id": new_id(),
        }
        row = self._connection.execute(_FINISH, values).fetchone()
        if row is None:
            raise LookupError("there is no such report")
        values["version"], values["created_by"] = row
        for statement in (_CHANGE, _AUDIT):
            self._connection.execute(statement, values)
