"""The offence tree and recorded crime, for everybody who reads figures."""

from typing import Any

from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.recorded_crime.models import Offence
from sosafe_api.domains.recorded_crime.repository import CrimeRow, RecordedCrimeRepository
from sosafe_api.domains.recorded_crime.rules.quarters import Quarter
from sosafe_api.domains.recorded_crime.schemas import RecordedCrimeQuery


class RecordedCrimeService(RecordService):
    """Counts of the latest publication, and of those before where they are asked for."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = RecordedCrimeRepository(context)

    async def offences(self) -> list[dict[str, Any]]:
        return [_offence(row) for row in await self.repository.offences()]

    async def page(self, query: RecordedCrimeQuery) -> Page[dict[str, Any]]:
        """Raises `InvalidParameter` for an offence that the tree has not: an empty list would read as none."""
        if query.offence is not None and not await self.repository.is_counted(query.offence):
            detail = "Must be a code of the list of offences."
            raise InvalidParameter(errors=[FieldError("unknown_code", detail, parameter="offence")])
        page = await self.paged(query, self.repository.page, "key")
        return Page([_crime(row) for row in page.rows], page.next_cursor)


def quarter_view(quarter: Quarter) -> dict[str, Any]:
    return {"start": quarter.start, "end": quarter.end, "label": quarter.label}


def _offence(row: Offence) -> dict[str, Any]:
    return {
        "code": row.code,
        "level": row.level,
        "name": row.name,
        "parent_code": row.parent_code,
        "also_in": row.also_in,
        "crime_type": row.crime_type,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _crime(row: CrimeRow) -> dict[str, Any]:
    return {
        "area_code": row.area_code,
        "quarter": quarter_view(Quarter(row.quarter_start)),
        "offence_code": row.offence_code,
        "offence_name": row.offence_name,
        "level": row.level,
        "count": row.number,
        "published_on": row.published_on,
        "revision": row.revision,
        "latest": row.latest,
    }
