"""A report as one page of HTML that holds all it shows: its style, and its charts for light and for dark."""

import base64
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from sosafe_api.domains.kpis.renditions.charts.drawing import darkened
from sosafe_api.domains.reports.renditions.telling import Json

HTML = "text/html"
COLUMNS = ("Measure", "Latest", "Period", "Count", "Target", "Rating", "Direction", "Since the report before")


def html_of(view: Json, charts: dict[str, str]) -> bytes:
    """`charts` are drawings in light colours, by indicator."""
    drawn = {code: {"light": _address(svg), "dark": _address(darkened(svg))} for code, svg in charts.items()}
    return _template().render(view=view, charts=drawn, columns=COLUMNS).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("sosafe_api.domains.reports.renditions"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
