"""A list as one file: all that its pages would hold, as NDJSON or CSV, from one snapshot of the database (ADR 0041).

Every list has this by `Accept`. Its own handler is called for page after page within one transaction, so filters,
rights, purpose, properties, order and what is recorded are those of the list, whatever they are.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self, get_args
from uuid import UUID

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.http.answers import JSON, PAGES
from sosafe_api.core.http.binding import Binder
from sosafe_api.core.http.cells import Cells
from sosafe_api.core.http.files import AnswerFile
from sosafe_api.core.http.list_files import CsvFile, LinesFile, ListFile
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.core.http.streams import CSV, CSV_WITH_HEADER, NDJSON

Call = Callable[[dict[str, Any]], Awaitable[Response]]
MEDIA_TYPES = (NDJSON, CSV)


@dataclass(frozen=True, slots=True)
class ListExport:
    """How one list is written whole; built once, when its route is declared."""

    resource: str
    binder: Binder
    query_name: str
    query_model: type[BaseModel]
    item: type[BaseModel]
    cells: Cells
    page_limit: int

    @classmethod
    def of(cls, resource: str, binder: Binder, page: Any) -> Self | None:
        """None where the route does not answer with pages of ours: those have `data`, and a cursor in their query."""
        name, query = binder.query_name, binder.query_model
        if (
            name is None
            or query is None
            or "cursor" not in query.model_fields
            or "data" not in page.model_fields
        ):
            return None
        (item,) = get_args(page.model_fields["data"].annotation)
        (most,) = (rule.le for rule in query.model_fields["limit"].metadata if hasattr(rule, "le"))
        return cls(resource, binder, name, query, item, Cells.of(item), most)

    @staticmethod
    def asked_for(request: Request) -> str | None:
        """The media type of the file, or None where a page will do."""
        accept = request.headers.get("accept", "*/*")
        if accept in ("*/*", JSON):
            return None
        found = preferred(accept, (JSON, *MEDIA_TYPES))
        return None if found == JSON else found

    async def write(
        self,
        request: Request,
        context: Context,
        object_id: UUID | None,
        arguments: dict[str, Any],
        call: Call,
    ) -> Response:
        """Raises `InvalidParameter` and `ExportTooLarge`. The record of it is committed before a byte leaves."""
        refuse_paging(arguments[self.query_name])
        entry = Entry(operation=f"{self.resource}:export", object_type=self.resource, object_id=object_id)
        await record(context, entry)
        file = AnswerFile(context.settings.export_bytes)
        try:
            as_csv = self.asked_for(request) == CSV
            form = CsvFile(self.cells) if as_csv else LinesFile(await snapshot_told(context))
            async for content in self.contents(form, request, arguments, call):
                file.write(content)
            return file.answer(CSV_WITH_HEADER if as_csv else NDJSON)
        except BaseException:
            file.close()
            raise

    async def contents(
        self, form: ListFile, request: Request, arguments: dict[str, Any], call: Call
    ) -> AsyncIterator[bytes]:
        """The file's bytes in order, as its pages are read; the transaction is a snapshot, which the caller began."""
        yield form.head()
        async for items in self._pages(request, arguments, call):
            yield form.page(items)
        yield form.end()

    async def _pages(
        self, request: Request, arguments: dict[str, Any], call: Call
    ) -> AsyncIterator[Sequence[Any]]:
        taken: list[tuple[Sequence[Any], str | None]] = []
        request.scope[PAGES] = taken
        query = arguments[self.query_name].model_copy(update={"limit": self.page_limit})
        while True:
            await call({**arguments, self.query_name: query})
            items, following = taken.pop()
            yield items
            if following is None:
                return
            query = self.query_model.model_validate({"cursor": following, "limit": self.page_limit})


async def snapshot_told(context: Context) -> dict[str, str]:
    """The instant of the snapshot, and where to read on from there in the feed of changes."""
    as_of, number = await outbox.position(context)
    cursor = context.cursors.encode(bound_to=f"{context.actor.id}|list_changes", query={}, after=[number])
    return {"as_of": wire_instant(as_of), "change_cursor": cursor}


def refuse_paging(query: BaseModel) -> None:
    """Raises `InvalidParameter` where a page is asked for beside a file."""
    given = sorted({"cursor", "limit"} & query.model_fields_set)
    if given:
        detail = "Must not stand beside an export, which holds the whole list."
        raise InvalidParameter(errors=[FieldError("beside_export", detail, parameter=name) for name in given])
