"""The police files that are loaded, with what they count, for everybody who reads figures."""

from datetime import date
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.incidents.models import IncidentFile
from sosafe_api.domains.incidents.repository import LoadedFileRepository
from sosafe_api.domains.incidents.rules.crime_types import BREAKS
from sosafe_api.domains.incidents.schemas import PoliceFileQuery
from sosafe_api.domains.incidents.vocabulary import PoliceFileKind


class LoadedFileService(RecordService):
    """A month's file stands here once, however often it was replaced."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = LoadedFileRepository(context)

    async def page(self, query: PoliceFileQuery) -> Page[dict[str, Any]]:
        """In the order of first loading, each with its counts: those of one area where the query names one."""
        asked: list[PoliceFileQuery] = []

        async def read(filters: PoliceFileQuery, after: Any) -> list[IncidentFile]:
            asked.append(filters)
            return await self.repository.page(filters, after)

        page = await self.paged(query, read, "id")
        area_code = asked[-1].area_code if asked else None
        counts = await self.repository.counts([row.id for row in page.rows], area_code)
        return Page([_view(row, counts.get(row.id, [])) for row in page.rows], page.next_cursor)


def _view(row: IncidentFile, counts: list[tuple[str, int]]) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "force": row.force,
        "month": row.month,
        "crime_type_list": row.crime_type_list,
        "break_before": _breaks(row.kind, row.month),
        "rows": row.rows,
        "rows_without_area": row.without_area,
        "counts": [{"code": code, "count": count} for code, count in counts],
        "import_id": row.import_id,
        "loaded_at": wire_instant(row.loaded_at),
    }


def _breaks(kind: str, month: date) -> bool:
    return kind == PoliceFileKind.STREET and month in BREAKS
