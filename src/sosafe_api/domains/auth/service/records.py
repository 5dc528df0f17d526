"""What the use cases of all the partnership's own records share: versions, changes, audit lines and pages."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Service
from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.pagination import Page
from sosafe_api.core.schemas import Schema
from sosafe_api.domains.auth.schemas.records import RecordQuery

_VERBS = {
    "created": "create",
    "updated": "update",
    "capacity_updated": "update_capacity",
    "disabled": "disable",
    "enabled": "enable",
}


class Versioned(Protocol):
    """A record that can be changed; each change makes a new version of it."""

    id: UUID
    version: int


Record = TypeVar("Record", bound=Versioned)
Listed = TypeVar("Listed")
Filters = TypeVar("Filters", bound=RecordQuery)


class RecordService(Service):
    """Every change leaves a line for readers of changes and one in the audit trail, in its transaction."""

    def tag(self, row: Versioned, view: str) -> str:
        return self.context.entity_tags.tag(row.id, row.version, view)

    def check(self, row: Versioned, view: str) -> None:
        """Raises `PreconditionFailed` unless the change was made on the row's present version."""
        self.context.entity_tags.check(self.context.if_match, self.tag(row, view))

    @staticmethod
    def changes(row: Any, patch: Schema) -> dict[str, Any]:
        """What the patch would change of the row, by column; nothing for a value that is there already."""
        wanted = {name: _plain(getattr(patch, name)) for name in patch.model_fields_set}
        return {name: value for name, value in wanted.items() if getattr(row, name) != value}

    async def change(self, row: Versioned, columns: Mapping[str, Any], event: str) -> None:
        """Writes the columns as a new version; a change of nothing makes none."""
        if not columns:
            return
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        if hasattr(row, "updated_at"):
            row.updated_at = self.context.now
        await self.announce(row, event)

    async def announce(self, row: Versioned, event: str, *, service_id: UUID | None = None) -> None:
        """`event` is `resource.what_happened`; a record of one service names it, for readers of changes."""
        await self.transaction.flush()
        resource, _, happened = event.partition(".")
        await outbox.emit(self.context, event, row.id, row.version, service_id=service_id)
        entry = Entry(
            operation=f"{resource}:{_VERBS.get(happened, happened)}", object_type=resource, object_id=row.id
        )
        await record(self.context, entry)

    async def paged(
        self,
        query: Filters,
        read: Callable[[Filters, Any], Awaitable[Sequence[Listed]]],
        key: str,
        within: UUID | None = None,
    ) -> Page[Listed]:
        """`read` gives one row more than the page holds, in the order of `key`, after that of its cursor.

        Raises `CursorInvalid` and `InvalidParameter`. `within` is the record whose list it is.
        """
        bound_to = f"{self.actor.id}|{self.context.operation}|{within or ''}"
        after = None
        if query.cursor is not None:
            _refuse_beside_cursor(query)
            kept, position = self.context.cursors.decode(query.cursor, bound_to=bound_to)
            query, after = type(query).model_validate({**kept, "limit": query.limit}), position[0]
        rows = await read(query, after)
        shown = rows[: query.limit]
        if len(rows) == len(shown):
            return Page(shown, None)
        filters = query.model_dump(mode="json", exclude={"cursor", "limit"}, exclude_none=True)
        last = [getattr(shown[-1], key)]
        return Page(shown, self.context.cursors.encode(bound_to=bound_to, query=filters, after=last))


def _refuse_beside_cursor(query: RecordQuery) -> None:
    others = query.model_fields_set - {"cursor", "limit"}
    if others:
        detail = "Must not stand beside `cursor`: the cursor carries the filters."
        raise InvalidParameter(
            errors=[FieldError("beside_cursor", detail, parameter=name) for name in sorted(others)]
        )


def _plain(value: Any) -> Any:
    """Codes as the text that is stored."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value
