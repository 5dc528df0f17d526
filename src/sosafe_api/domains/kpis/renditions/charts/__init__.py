"""Charts of a table: which are drawn, in which themes and sizes, each with its text."""

from collections.abc import Callable, Iterator

from sosafe_api.domains.kpis.renditions.charts.bars import bars, latest_parts
from sosafe_api.domains.kpis.renditions.charts.drawing import darkened, drawn, png
from sosafe_api.domains.kpis.renditions.charts.layout import NARROW, WIDE, Size, Spec
from sosafe_api.domains.kpis.renditions.charts.palette import Theme
from sosafe_api.domains.kpis.renditions.charts.telling import told_parts, told_trend
from sosafe_api.domains.kpis.renditions.charts.trend import trend
from sosafe_api.domains.kpis.renditions.charts.words import unit
from sosafe_api.domains.kpis.renditions.table import (
    PNG_TYPE,
    SVG_TYPE,
    TEXT_TYPE,
    Json,
    RenderedTable,
    Rendition,
    rendition,
)

# The period that a trend is drawn by: the first that the indicator has.
PREFERRED = (
    "quarter",
    "month",
    "financial_year",
    "service_year",
    "calendar_year",
    "rolling_12_months",
    "year_to_date",
)
_OVERLAPPING = frozenset({"rolling_12_months", "year_to_date"})
_WIDTHS = (("", WIDE), ("-320", NARROW))


def main_period(definition: Json) -> str:
    """The period by which an indicator is mostly told."""
    offered = definition["periods"]
    return next((period for period in PREFERRED if period in offered), str(offered[0]))


def reported_periods(definition: Json) -> list[str]:
    """The periods that a report tells an indicator by, the most wanted first: none that overlap."""
    wanted = [
        period for period in PREFERRED if period in definition["periods"] and period not in _OVERLAPPING
    ]
    return wanted or [main_period(definition)]


def drawn_period(definition: Json) -> str:
    """The period of the published trend: a sensitive indicator is told by years alone."""
    by_year = definition["disclosure"] == "sensitive" and "financial_year" in definition["periods"]
    return "financial_year" if by_year else main_period(definition)


def is_charted(table: RenderedTable) -> bool:
    """One trend an indicator and one chart a breakdown: a drawing costs more than all its other files."""
    if table.by is None:
        return drawn_period(table.definition) == table.period
    published = [
        period
        for each in table.definition["breakdowns"]
        if each["by"] == table.by
        for period in PREFERRED
        if period in each["published_periods"]
    ]
    return published[:1] == [table.period]


def files(table: RenderedTable) -> Iterator[Rendition]:
    """`chart.svg`, its dark twin, both for 320 pixels, PNG of the wide ones, and `chart.txt`."""
    if table.by is None:
        if table.observations:
            yield from _files(table, told_trend(table), lambda size: _trend(table, size))
        return
    parts = latest_parts(table)
    if parts:
        yield from _files(table, told_parts(table, parts), lambda size: _bars(table, size))


def trend_drawing(table: RenderedTable) -> tuple[str, str]:
    """The trend for a document, in light colours, and what it says; the table has an observation."""
    said = " ".join(told_trend(table))
    return drawn(_trend(table, WIDE), str(table.definition["title"]), said), said


def _files(table: RenderedTable, said: list[str], made: Callable[[Size], Spec]) -> Iterator[Rendition]:
    text = " ".join(said)
    for ending, size in _WIDTHS:
        light = drawn(made(size), str(table.definition["title"]), text)
        by_theme = {Theme.LIGHT: light, Theme.DARK: darkened(light)}
        for theme, svg in by_theme.items():
            name = f"chart{ending}{'-dark' if theme is Theme.DARK else ''}"
            yield rendition(table, f"{name}.svg", SVG_TYPE, svg.encode())
            if size is WIDE:
                yield rendition(table, f"{name}.png", PNG_TYPE, png(svg))
    yield rendition(table, "chart.txt", TEXT_TYPE, ("\n".join(said) + "\n").encode())


def _trend(table: RenderedTable, size: Size) -> Spec:
    ends = [table.whole[place]["period"]["label"] for place in (0, -1)]
    between = " to ".join(dict.fromkeys(ends))  # once, where there is one period
    return trend(table, size, f"{_measured(table)}, {between}")


def _bars(table: RenderedTable, size: Size) -> Spec:
    parts = latest_parts(table)
    return bars(table, parts, size, f"{_measured(table)}, {parts[0]['period']['label']}")


def _measured(table: RenderedTable) -> str:
    return f"{unit(table.definition['unit'])}. {table.publisher or table.slug}"
