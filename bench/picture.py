"""The cost of releases as a picture: against the history behind them, and against what came new."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import vl_convert

from bench.history import Release

_NEW, _EARLIER = "10,000 rows came new", "a fifth of the history was added"


def draw(found: Sequence[Release], after: int, path: Path) -> None:
    """`after` is how many of the releases were made while the history grew; the rest had all of it."""
    growing, whole = found[:after], found[after:]
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": {"font": "sans-serif", "background": "#ffffff"},
        "hconcat": [
            _panel(
                [
                    (release.referrals + release.incidents, release.seconds, _told(release))
                    for release in growing
                ],
                "referrals and incidents behind the release",
            ),
            _panel(
                [
                    (release.new, release.seconds, "all of the history, none of it counted")
                    for release in whole
                ],
                "rows that came new since the last release",
            ),
        ],
    }
    path.write_text(vl_convert.vegalite_to_svg(chart, vl_version="6.4", allowed_base_urls=[]), "utf-8")


def _told(release: Release) -> str:
    return _NEW if release.counted else _EARLIER


def _panel(points: Iterable[tuple[int, float, str]], title: str) -> dict[str, Any]:
    return {
        "width": 360,
        "height": 240,
        "data": {"values": [dict(zip(("rows", "seconds", "what"), point, strict=True)) for point in points]},
        "mark": {"type": "line", "point": {"size": 50}},
        "encoding": {
            "x": {
                "field": "rows",
                "type": "quantitative",
                "title": title,
                "axis": {"format": "~s"},
                "scale": {"zero": True},
            },
            "y": {"field": "seconds", "type": "quantitative", "scale": {"zero": True}},
            "color": {
                "field": "what",
                "type": "nominal",
                "title": None,
                "scale": {"range": ["#1d4ed8", "#b45309", "#047857"]},
                "legend": {"orient": "bottom", "labelLimit": 340},
            },
        },
    }
