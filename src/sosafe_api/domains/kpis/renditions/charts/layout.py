"""Sizes of charts, and the frame that every chart has: title, axes, fonts and colours."""

from dataclasses import dataclass
from typing import Any

from sosafe_api.domains.kpis.renditions.charts.palette import Colour
from sosafe_api.domains.kpis.renditions.charts.words import wrapped

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Liberation Sans comes with the renderer, and a browser's Arial or Helvetica is as wide.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Width and height in CSS pixels; how many characters of a title and of a note fit on a line."""

    width: int
    height: int
    title_size: int
    text_size: int
    title_characters: int
    note_characters: int
    legend_columns: int


WIDE = Size(
    width=720,
    height=420,
    title_size=18,
    text_size=13,
    title_characters=72,
    note_characters=105,
    legend_columns=5,
)
# The narrowest screen that has to do (WCAG 2.2, 1.4.10).
NARROW = Size(
    width=320,
    height=380,
    title_size=15,
    text_size=12,
    title_characters=38,
    note_characters=50,
    legend_columns=2,
)


def framed(size: Size, height: int, title: str, subtitle: str, layers: list[Spec]) -> Spec:
    """A chart exactly so wide, with all it holds."""
    return {
        "$schema": SCHEMA,
        "width": size.width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 10,
        "background": Colour.BACKGROUND,
        "title": {
            "text": wrapped(title, size.title_characters),
            "subtitle": wrapped(subtitle, size.note_characters),
        },
        "layer": layers,
        "config": _config(size),
    }


def _config(size: Size) -> Spec:
    text = {"labelFontSize": size.text_size, "titleFontSize": size.text_size}
    return {
        "font": FONT,
        "aria": False,  # the drawing as a whole has a title and a description
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
            "fontSize": size.title_size,
            "fontWeight": 700,
            "color": Colour.TEXT,
            "subtitleColor": Colour.NOTE,
            "subtitleFontSize": size.text_size,
            "offset": 12,
        },
        "axis": {
            "labelColor": Colour.TEXT,
            "titleColor": Colour.NOTE,
            "titleFontWeight": 400,
            "domainColor": Colour.AXIS,
            "tickColor": Colour.AXIS,
            "gridColor": Colour.GRID,
            **text,
        },
        "legend": {
            "orient": "top",
            "direction": "horizontal",
            "columns": size.legend_columns,
            "title": None,
            "labelColor": Colour.TEXT,
            "symbolType": "stroke",
            "symbolSize": 500,
            "symbolStrokeWidth": 2.5,
            **text,
        },
    }
