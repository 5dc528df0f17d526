"""What the inputs of all the partnership's own records share: pages, days in an address, merge patches."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from sosafe_api.core.schemas import Cursor, Day, Query, broken_rule

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def _day_text(value: Any) -> Any:
    """In a query a bare number would be read as seconds since 1970."""
    if isinstance(value, str) and not _DAY.match(value):
        raise broken_rule("not_a_date", "Must be a date like 2026-11-02.")
    return value


QueryDay = Annotated[Day, BeforeValidator(_day_text)]


class RecordQuery(Query):
    """The page of a list; each list adds its filters."""

    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(
        None, description="`next_cursor` of the page before; beside it only `limit` may stand."
    )


def kept(**options: Any) -> Any:
    """A property of a merge patch (RFC 7396): when absent what is there is kept; its type refuses null."""
    return Field(None, **options)


def page_example(path: str, item: dict[str, Any]) -> dict[str, Any]:
    """The schema extra of a page: a list of one item, at its end."""
    links = {"self": path, "first": path, "next": None}
    page = {"next_cursor": None, "has_more": False}
    return {"examples": [{"data": [item], "page": page, "links": links}]}
