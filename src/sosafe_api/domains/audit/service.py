"""Recording what was refused: an attempt leaves a line even though its own transaction was rolled back."""

from dataclasses import replace
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context
from sosafe_api.core.db.session import Database, RowScope


class AuditRecorder:
    """Implements core's `Recorder`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def denied(self, context: Context, *, code: str, object_id: UUID | None) -> None:
        async with self._database.transaction(RowScope(context.actor.partnership_id)) as transaction:
            entry = Entry(
                operation=context.operation,
                object_type=context.operation.partition("_")[2],
                object_id=object_id,
                decision="absent" if code == "not_found" else "denied",
            )
            await record(replace(context, transaction=transaction), entry)
