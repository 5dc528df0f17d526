"""Recording beside requests: what was refused, though it was rolled back, and what an operator did at the server."""

from dataclasses import replace
from uuid import UUID

from sosafe_api.core.audit_trail import RECORD, Entry, record
from sosafe_api.core.context import Context
from sosafe_api.core.db.session import BlockingConnection, Database, RowScope
from sosafe_api.core.ids import new_id

# Who has a shell on the server is nobody of the partnership: the operating system's own log knows who it was.
OPERATOR = UUID(int=0)
COMMAND_LINE = "command-line"


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


def record_by_operator(connection: BlockingConnection, partnership_id: UUID, entry: Entry) -> None:
    """A line for what was done by the command line, in its transaction; `OPERATOR` stands for who did it."""
    values = {
        "partnership_id": partnership_id,
        "audit_id": new_id(),
        "actor_id": OPERATOR,
        "actor_agency_id": None,
        "audit_operation": entry.operation,
        "audit_object_type": entry.object_type,
        "audit_object_id": entry.object_id,
        "audit_field_set": entry.field_set,
        "audit_purpose": None,
        "audit_lawful_basis": None,
        "audit_decision": entry.decision,
        "request_id": COMMAND_LINE,
    }
    connection.execute(RECORD, values)
