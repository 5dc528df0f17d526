"""Bars: the parts of a breakdown in its latest period that says anything, with their intervals."""

from collections.abc import Sequence

from sosafe_api.domains.kpis.renditions.charts.layout import Size, Spec, framed
from sosafe_api.domains.kpis.renditions.charts.palette import Colour
from sosafe_api.domains.kpis.renditions.charts.words import number, unit, wrapped
from sosafe_api.domains.kpis.renditions.table import Json, RenderedTable

_ROW = 44  # a name, and the bar below it
_FRAME = 130
_ROOM_FOR_VALUE = 1.25
MOST_BARS = 40


def latest_parts(table: RenderedTable) -> list[Json]:
    """Parts in the latest period in which one has a value, the greatest first; then those without, by name."""
    by_period: dict[str, list[Json]] = {}
    for each in table.observations:
        if each["breakdown"] is not None:
            by_period.setdefault(each["period"]["end"], []).append(each)
    for end in sorted(by_period, reverse=True):
        if any(each["value"] is not None for each in by_period[end]):
            return sorted(by_period[end], key=_order)
    return []


def _order(observation: Json) -> tuple[bool, float, str]:
    value = observation["value"]
    return value is None, -(value or 0.0), observation["breakdown"]["name"]


def bars(table: RenderedTable, parts: Sequence[Json], size: Size, subtitle: str) -> Spec:
    """A Vega-Lite specification with its data in it; at most `MOST_BARS` parts."""
    shown = parts[:MOST_BARS]
    rows = [{"order": place, **_row(table, each, size)} for place, each in enumerate(shown)]
    greatest = max((row["high"] or row["value"] or 0 for row in rows), default=0) or 1
    layers = [
        _layer(
            {"type": "bar", "color": Colour.VALUE, "height": 14, "yOffset": 9},
            {"x": {"field": "value", "type": "quantitative"}},
        ),
        # On the bar and beside it alike, the interval stands out from what is behind it by its rim.
        _layer({"type": "rule", "color": Colour.BACKGROUND, "strokeWidth": 5, "yOffset": 9}, _interval()),
        _layer({"type": "rule", "color": Colour.TEXT, "strokeWidth": 2, "yOffset": 9}, _interval()),
        _text({"dy": -8, "align": "left", "fontWeight": 700}, {"value": 0}, "name", size),
        _text({"dy": 9, "dx": 6, "align": "left"}, {"field": "end", "type": "quantitative"}, "text", size),
    ]
    spec = framed(size, _FRAME + _ROW * len(rows), str(table.definition["title"]), subtitle, layers)
    spec["data"] = {"values": rows}
    spec["encoding"] = {
        "y": {"field": "order", "type": "ordinal", "axis": None, "scale": {"padding": 0}},
        "x": {
            "scale": {"domain": [0, greatest * _ROOM_FOR_VALUE], "nice": False, "zero": True},
            "axis": {
                "title": [unit(table.definition["unit"]), *_notes(shown, size)],
                "titleAnchor": "start",
                "titleAlign": "left",
                "tickCount": 4,
            },
        },
    }
    return spec


def _row(table: RenderedTable, each: Json, size: Size) -> Json:
    value, interval = each["value"], each["interval"] or {}
    hidden = "[c]" if each["suppressed"] else "[x]"
    text = (
        hidden
        if value is None
        else number(value, table.definition["unit"], table.definition["decimal_places"])
    )
    name = wrapped(each["breakdown"]["name"], size.title_characters)
    low, high = (interval.get(side) if value is not None else None for side in ("low", "high"))
    return {
        "name": name[0] if len(name) == 1 else f"{name[0]} …",
        "value": value,
        "low": low,
        "high": high,
        "end": max(value or 0, high or 0),
        "text": f"{text} [p]" if value is not None and each["status"] == "provisional" else text,
    }


def _interval() -> Spec:
    return {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}


def _layer(mark: Spec, encoding: Spec) -> Spec:
    return {"mark": mark, "encoding": encoding}


def _text(mark: Spec, x: Spec, field: str, size: Size) -> Spec:
    return _layer(
        {"type": "text", "baseline": "middle", "fontSize": size.text_size, "color": Colour.TEXT, **mark},
        {"x": x, "text": {"field": field}},
    )


def _notes(parts: Sequence[Json], size: Size) -> list[str]:
    said = [
        ("Line at the end of a bar: 95% interval.", any(each["interval"] for each in parts)),
        ("[p]: provisional.", any(each["status"] == "provisional" for each in parts)),
        ("[c]: hidden, so that no small count is told.", any(each["suppressed"] for each in parts)),
        (
            "[x]: not available.",
            any(each["value"] is None and not each["suppressed"] for each in parts),
        ),
    ]
    notes = " ".join(text for text, there in said if there)
    return wrapped(notes, size.note_characters) if notes else []
