"""A trend: values in time with their interval, target, mean, limits, signals, breaks and gaps."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sosafe_api.domains.kpis.renditions.charts.layout import Size, Spec, framed
from sosafe_api.domains.kpis.renditions.charts.palette import Colour
from sosafe_api.domains.kpis.renditions.charts.series import Point, points_of, shared_words
from sosafe_api.domains.kpis.renditions.charts.words import wrapped
from sosafe_api.domains.kpis.renditions.table import RenderedTable

_SOLID, _DASHED, _DOTTED, _DASH_DOTTED = [1, 0], [9, 5], [2, 3], [7, 3, 2, 3]
# In the order of the legend: what a line shows, its colour, its dashes, its strength.
_LINES = {
    "Value": (Colour.VALUE, _SOLID, 2.5),
    "Target": (Colour.TARGET, _DASHED, 2.5),
    "Mean": (Colour.MEAN, _DOTTED, 2),
    "Limits": (Colour.LIMIT, _DASH_DOTTED, 1.5),
}
_FROM_ZERO = frozenset({"count", "pounds_sterling"})
_PADDING = 0.4  # before the first point and after the last, in steps
_LEFT = 50  # pixels beside the plot
_CHARACTER = 0.56  # width of a character, in font sizes
_CROWDED = 30  # points; more are drawn smaller
_ROOM = 0.08  # above and below what is drawn, as a share of its range


def trend(table: RenderedTable, size: Size, subtitle: str) -> Spec:
    """A Vega-Lite specification with its data in it."""
    points = points_of(table)
    lines = _lines(points)
    domain = _domain(points, from_zero=table.definition["unit"] in _FROM_ZERO)
    layers = [
        *_breaks(points, size),
        *(_line_layer(name, lines) for name in lines if name != "Value"),
        *_intervals(points),
        *(_line_layer(name, lines) for name in lines if name == "Value"),
        *_dots(points),
        *_gaps(points, size),
    ]
    spec = framed(size, size.height, str(table.definition["title"]), subtitle, layers)
    spec["encoding"] = {
        "x": _x(points, _foot(table, points, domain[0], size), size),
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": domain, "nice": True, "zero": False},
            "axis": {"title": None, "tickCount": 5},
        },
    }
    return spec


def notes_of(points: Sequence[Point], domain_low: float) -> list[str]:
    """What the marks mean, of those that are there."""
    states = {point.status for point in points}
    said = [
        ("Hollow point: provisional.", bool(states & {"provisional"})),
        ("Square: revised.", "revised" in states),
        ("Diamond: a signal, more than chance.", any(point.signals for point in points)),
        ("[c]: hidden, so that no small count is told.", "suppressed" in states),
        ("[x]: not available.", "not_available" in states),
        ("Upright line: the series is broken.", any(point.broken is not None for point in points)),
        ("Trial limits: of fewer than 12 values.", any(point.limits and point.trial for point in points)),
        ("Thin upright bar: 95% interval.", any(point.interval for point in points)),
        ("The vertical axis does not begin at 0.", domain_low > 0),
    ]
    return [text for text, there in said if there]


def _domain(points: Sequence[Point], *, from_zero: bool) -> list[float]:
    """From the least to the greatest that is drawn, with room; from 0 where it would not hide the changes."""
    drawn: list[float] = []
    for point in points:
        drawn += [each for each in (point.value, point.target, point.mean) if each is not None]
        drawn += [*(point.limits or ()), *((point.interval or ()) if point.value is not None else ())]
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    room = (high - low or abs(high) or 1.0) * _ROOM
    low = 0.0 if from_zero and low >= 0 else max(low - room, 0.0) if low >= 0 else low - room
    return [low, high + room]


def _foot(table: RenderedTable, points: Sequence[Point], low: float, size: Size) -> list[str]:
    """Lines below the chart: what all periods' names begin with, what the marks mean, and what was rounded."""
    shared = shared_words(table)
    notes = " ".join([*notes_of(points, low), *([table.rounding] if table.rounding else [])])
    return [*([f"{shared} …"] if shared else []), *(wrapped(notes, size.note_characters) if notes else [])]


def _named(points: Sequence[Point], size: Size) -> list[str]:
    """Periods that the axis names: as many as fit side by side, and none that would be cut off at the edge."""
    plot = size.width - _LEFT
    step = plot / (len(points) - 1 + 2 * _PADDING) if points else plot
    width = max((len(point.label) for point in points), default=1) * size.text_size * _CHARACTER
    every = max(1, math.ceil((width + size.text_size) / step))
    return [
        point.label
        for place, point in enumerate(points)
        if place % every == 0 and (place + _PADDING) * step + width / 2 <= plot + size.text_size
    ]


def _x(points: Sequence[Point], foot: list[str], size: Size) -> Spec:
    return {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "scale": {"domain": [point.label for point in points], "padding": _PADDING},
        "axis": {
            "title": foot or None,
            "titleAnchor": "start",
            "titleAlign": "left",
            "titlePadding": 10,
            "labelAngle": 0,
            "labelOverlap": False,
            "values": _named(points, size),
            "grid": False,
        },
    }


def _lines(points: Sequence[Point]) -> dict[str, list[Spec]]:
    """Rows of each line that the chart has."""
    rows: dict[str, list[Spec]] = {"Value": [], "Target": [], "Mean": [], "Limits": []}
    for point in points:
        low, high = point.limits or (None, None)
        for name, value, side in (
            ("Value", point.value, ""),
            ("Target", point.target, ""),
            ("Mean", point.mean, ""),
            ("Limits", low, "low"),
            ("Limits", high, "high"),
        ):
            if value is not None:
                run = point.run if name == "Value" else _stretch(points, point)
                rows[name].append({"label": point.label, "value": value, "run": f"{side}{run}"})
    return {name: found for name, found in rows.items() if found}


def _stretch(points: Sequence[Point], wanted: Point) -> int:
    """Number of the stretch within which target, mean and limits stay the same: they change by a step."""
    number = 0
    for before, after in pairwise(points):
        if before is wanted:
            break
        same = (before.target, before.mean, before.limits) == (after.target, after.mean, after.limits)
        number += not same or after.broken is not None
    return number


def _line_layer(name: str, lines: dict[str, list[Spec]]) -> Spec:
    """The legend names the lines that are there; one alone needs none."""
    keys = [key for key in _LINES if key in lines]
    scales: dict[str, list[Any]] = {
        "color": [_LINES[key][0] for key in keys],
        "strokeDash": [_LINES[key][1] for key in keys],
    }
    legend: Spec = {} if len(keys) > 1 else {"legend": None}
    styled = {
        channel: {"datum": name, "type": "nominal", "scale": {"domain": keys, "range": values}, **legend}
        for channel, values in scales.items()
    }
    return {
        "data": {"values": lines[name]},
        "mark": {"type": "line", "strokeWidth": _LINES[name][2]},
        "encoding": {"detail": {"field": "run", "type": "nominal"}, **styled},
    }


def _intervals(points: Sequence[Point]) -> list[Spec]:
    rows = [
        {"label": point.label, "value": point.interval[0], "high": point.interval[1]}
        for point in points
        if point.value is not None and point.interval
    ]
    mark = {"type": "rule", "color": Colour.INTERVAL, "strokeWidth": 1.5}
    return [{"data": {"values": rows}, "mark": mark, "encoding": {"y2": {"field": "high"}}}] if rows else []


def _dots(points: Sequence[Point]) -> list[Spec]:
    """A layer for each look of a point: filled or hollow, round, square or a diamond."""
    looks: dict[tuple[str, bool, Colour, int], list[Spec]] = {}
    crowded = len(points) > _CROWDED
    for point in points:
        if point.value is not None:
            row = {"label": point.label, "value": point.value}
            looks.setdefault(_look(point), []).append(row)
    return [
        {
            "data": {"values": rows},
            "mark": {
                "type": "point",
                "shape": shape,
                "size": area / 3 if crowded else area,
                "opacity": 1,
                "stroke": role,
                "strokeWidth": 1.5 if crowded else 2,
                "fill": role if filled else Colour.BACKGROUND,
                "filled": False,
            },
        }
        for (shape, filled, role, area), rows in looks.items()
    ]


def _look(point: Point) -> tuple[str, bool, Colour, int]:
    filled = point.status != "provisional"
    if point.signals:
        return "diamond", filled, Colour.SIGNAL, 150
    return ("square" if point.status == "revised" else "circle"), filled, Colour.VALUE, 55


def _gaps(points: Sequence[Point], size: Size) -> list[Spec]:
    """At the foot of the chart, what keeps a value from being there."""
    rows = [
        {"label": point.label, "mark": "[c]" if point.status == "suppressed" else "[x]"}
        for point in points
        if point.value is None
    ]
    mark = {"type": "text", "baseline": "bottom", "dy": -4, "color": Colour.NOTE, "fontSize": size.text_size}
    encoding = {"y": {"value": "height"}, "text": {"field": "mark"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []


def _breaks(points: Sequence[Point], size: Size) -> list[Spec]:
    rows = [{"label": point.label, "mark": "Break"} for point in points if point.broken is not None]
    if not rows:
        return []
    rule = {"type": "rule", "color": Colour.BREAK, "strokeWidth": 2, "strokeDash": [4, 4], "xOffset": -8}
    text = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "dx": -4,
        "dy": 2,
        "color": Colour.NOTE,
        "fontSize": size.text_size,
    }
    whole = {"y": {"value": 0}, "y2": {"value": "height"}}
    return [
        {"data": {"values": rows}, "mark": rule, "encoding": whole},
        {
            "data": {"values": rows},
            "mark": text,
            "encoding": {"y": {"value": 0}, "text": {"field": "mark"}},
        },
    ]
