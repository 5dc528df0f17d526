"""Community events from files: each row is an event as it would be planned singly, public ones told at once."""

from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.community_events.schemas import EventIn
from sosafe_api.domains.community_events.service import EventService
from sosafe_api.domains.imports.kinds.records import import_of
from sosafe_api.domains.imports.kinds.taking import RecordKind
from sosafe_api.domains.imports.schemas.rows import EventRow


async def _write(context: Context, row: EventRow) -> tuple[UUID, bool]:
    wanted = EventIn.model_construct(**{name: getattr(row, name) for name in EventIn.model_fields})
    made = await EventService(context).create(wanted)
    return made["id"], True


KIND = RecordKind(row=EventRow, writes=Permission.EVENT_CREATE, write=_write)
EVENTS = import_of(KIND)
