"""Mappings of headings: saved under a name, looked up, suggested, taken for an import."""

from collections.abc import Iterator, Sequence
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, PreconditionFailed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.row_files import heading_key, suggestions
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.imports.kinds import KINDS
from sosafe_api.domains.imports.kinds.layouts import is_open
from sosafe_api.domains.imports.models import ImportMapping
from sosafe_api.domains.imports.repository import MappingRepository
from sosafe_api.domains.imports.rules import ImportResource
from sosafe_api.domains.imports.schemas import (
    HeadingSuggestionsIn,
    ImportIn,
    ImportMappingIn,
    ImportMappingQuery,
)

Json = dict[str, Any]
VIEW = "import_mapping"


class MappingService(RecordService):
    """Those of the caller's agency; whoever may import for it may change them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = MappingRepository(context)

    async def put(self, name: str, wanted: ImportMappingIn) -> tuple[Json, bool]:
        """The mapping as it stands then, and whether it is new.

        Raises `PreconditionFailed` when it is there already and must not be, or was changed meanwhile, and
        `ValidationFailed` with every heading that cannot be.
        """
        errors = list(_faults(wanted))
        if errors:
            raise ValidationFailed(errors=errors)
        stated: Json = {"resource": wanted.resource.value, "headings": _stored(wanted)}
        if self.context.only_new:
            row = await self._begun(name, wanted.resource)
            row.headings = stated["headings"]
            await self.announce(row, "import_mapping.created")
        else:
            row = await self._found(name, lock=True)
            self.check(row, VIEW)
            changed = {column: value for column, value in stated.items() if getattr(row, column) != value}
            await self.change(row, changed, "import_mapping.updated")
        return self.view(row), self.context.only_new

    async def _begun(self, name: str, resource: ImportResource) -> ImportMapping:
        row = ImportMapping(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            agency_id=self.actor.agency_id,
            name=name,
            resource=resource.value,
            headings=[],
            created_by=self.actor.id,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        made = await self.repository.claim(row)
        held = await self._found(name, lock=True)
        if not made:
            detail = "A mapping has the name already: read it, and change it with `If-Match`."
            raise PreconditionFailed(detail, etag=self.tag(held, VIEW))
        return held

    async def read(self, name: str) -> Json:
        return self.view(await self._found(name))

    async def page(self, query: ImportMappingQuery) -> Page[Json]:
        found = await self.paged(query, self.repository.page, "id")
        return Page([self.view(row) for row in found.rows], found.next_cursor)

    async def remove(self, name: str) -> None:
        """Imports that were made by it keep what they read by."""
        row = await self._found(name, lock=True)
        self.check(row, VIEW)
        row.version += 1
        await self.announce(row, "import_mapping.deleted")
        await self.repository.remove(row)

    async def headings_for(self, wanted: ImportIn) -> list[list[str | None]] | None:
        """What an import's file is read by, or None. Raises `ValidationFailed` for a mapping that does not fit it."""
        if wanted.mapping is None:
            return None
        if wanted.format not in KINDS[wanted.resource].named_columns:
            detail = "Is for formats whose columns go by names of ours; this one has a layout of its own."
            raise ValidationFailed(errors=[FieldError("not_offered", detail, pointer="#/mapping")])
        row = await self.repository.find(wanted.mapping)
        if row is None or row.resource != wanted.resource:
            detail = "Names no mapping of your agency for this resource."
            raise ValidationFailed(errors=[FieldError("unknown_reference", detail, pointer="#/mapping")])
        return row.headings

    def view(self, row: ImportMapping) -> Json:
        return {
            "id": row.id,
            "name": row.name,
            "resource": row.resource,
            "headings": [{"heading": heading, "column": column} for heading, column in row.headings],
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, VIEW),
        }

    async def _found(self, name: str, *, lock: bool = False) -> ImportMapping:
        row = await self.repository.find(name, lock=lock)
        if row is None:
            raise NotFound()
        return row


def suggest(wanted: HeadingSuggestionsIn) -> Json:
    """What each heading might mean. Raises `ValidationFailed` where no file of the resource has columns by name."""
    columns = _columns(wanted.resource)
    if not columns:
        raise ValidationFailed(errors=[_NOT_MAPPED])
    found = [{"heading": sent, "columns": suggestions(sent, columns)} for sent in wanted.headings]
    return {"data": found, "columns": columns}


def _columns(resource: ImportResource) -> Sequence[str]:
    named = KINDS[resource].named_columns
    return next(iter(named.values()), ())


def _stored(wanted: ImportMappingIn) -> list[list[str | None]]:
    return [[item.heading, item.column] for item in wanted.headings]


_NOT_MAPPED = FieldError(
    "not_offered",
    "Has files of a layout of its own only: "
    + ", ".join(sorted(resource for resource in KINDS if KINDS[resource].named_columns))
    + " have columns by name.",
    pointer="#/resource",
)


def _faults(wanted: ImportMappingIn) -> Iterator[FieldError]:
    columns = _columns(wanted.resource)
    if not columns:
        yield _NOT_MAPPED
        return
    headings, taken = set[str](), set[str]()
    for place, item in enumerate(wanted.headings):
        key, pointer = heading_key(item.heading), f"#/headings/{place}"
        if key in headings:
            yield FieldError("repeated_value", "Stands there before.", pointer=f"{pointer}/heading")
        headings.add(key)
        if item.column is None:
            continue
        if item.column not in columns and not is_open(item.column, KINDS[wanted.resource].open_columns):
            like = suggestions(item.column, columns) or suggestions(item.heading, columns)
            detail = (
                f"Is no column of these records. Perhaps {' or '.join(like)}."
                if like
                else ("Is no column of these records; the suggestions list them all.")
            )
            yield FieldError("unknown_code", detail, pointer=f"{pointer}/column")
        elif item.column in taken:
            yield FieldError(
                "repeated_value", "Another heading means it already.", pointer=f"{pointer}/column"
            )
        taken.add(item.column)
