"""A report as a PDF that a screen reader reads as well: tagged, with alternatives for its charts (ISO 14289-1)."""

from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from sosafe_api.domains.reports.renditions.page import COLUMNS
from sosafe_api.domains.reports.renditions.telling import Json

PDF = "application/pdf"
STANDARD: Final = "ua-1"


def pdf_of(view: Json, charts: dict[str, str]) -> bytes:
    """`charts` are drawings in light colours, by indicator. The same report gives the same bytes."""
    given = msgspec.json.encode({"view": view, "charts": charts, "columns": COLUMNS}).decode()
    import typst  # noqa: PLC0415 - 6 MB of memory, which a process that prints nothing does without

    made: bytes = typst.compile(
        _template(),
        ignore_system_fonts=True,
        sys_inputs={"report": given},
        pdf_standards=[STANDARD],
        timestamp=0,
    )
    return made


@cache
def _template() -> bytes:
    return files("sosafe_api.domains.reports.renditions").joinpath("templates/report.typ").read_bytes()
