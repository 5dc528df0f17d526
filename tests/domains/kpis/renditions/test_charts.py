"""Charts: told in words, legible in both themes and at 320 pixels, and looking as they did when looked at."""

import re
import struct
import sys
import zlib
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sosafe_api.domains.kpis import renditions
from sosafe_api.domains.kpis.renditions.charts import is_charted
from sosafe_api.domains.kpis.renditions.charts.drawing import png
from sosafe_api.domains.kpis.renditions.charts.palette import SHAPES, WORDS, Colour, Theme, colour
from sosafe_api.domains.kpis.renditions.charts.series import points_of
from sosafe_api.domains.kpis.renditions.table import SVG_POLICY, RenderedTable
from tests.domains.kpis.renditions.made_tables import (
    CRIME,
    SURVIVORS,
    crime,
    declines,
    observation,
    survivors,
)

PICTURES = Path(__file__).parent / "pictures"
MOST_DIFFERENT = 0.002  # of all pixels
LOOKED_AT = {
    "quarter-chart.svg": crime,
    "quarter-chart-320-dark.svg": crime,
    "quarter-reason-chart-320.svg": declines,
    "quarter-reason-chart-dark.svg": declines,
    "financial_year-chart-320.svg": survivors,
}
SVG = "{http://www.w3.org/2000/svg}"


def files(table: RenderedTable) -> dict[str, renditions.Rendition]:
    return {named(each.path): each for each in renditions.of(table)}


def named(path: str) -> str:
    """`crime_rate/chart.svg?period=quarter&by=service` as `quarter-service-chart.svg`."""
    name, _, query = path.rpartition("/")[2].partition("?")
    return "-".join([*(each.partition("=")[2] for each in query.split("&")), name])


def luminance(hexadecimal: str) -> float:
    """WCAG 2.2, relative luminance."""
    shares = [int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pixels(image: bytes) -> tuple[tuple[int, int], bytes]:
    """Size and rows of a PNG as this renderer writes it: eight bits, four channels, each row by its left neighbour."""
    size = struct.unpack_from(">II", image, 16)
    place, data = 8, b""
    while place < len(image):
        (length,) = struct.unpack_from(">I", image, place)
        if image[place + 4 : place + 8] == b"IDAT":
            data += image[place + 8 : place + 8 + length]
        place += length + 12
    return size, zlib.decompress(data)


def different(one: bytes, other: bytes) -> float:
    """The share of pixels that are not the same; 1 for pictures of different size."""
    (size, left), (other_size, right) = pixels(one), pixels(other)
    if size != other_size:
        return 1.0
    row = size[0] * 4 + 1
    unlike = sum(
        left[place : place + 4] != right[place : place + 4]
        for start in range(0, len(left), row)
        for place in range(start + 1, start + row, 4)
    )
    return unlike / (size[0] * size[1])


def picture(name: str) -> bytes:
    return png(files(LOOKED_AT[name]())[name].body.decode(), scale=1)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_chart_looks_as_it_did_when_it_was_looked_at(name):
    stored = (PICTURES / name).with_suffix(".png").read_bytes()
    assert different(picture(name), stored) <= MOST_DIFFERENT


def test_a_chart_that_lost_its_target_line_would_be_seen():
    table = crime()
    without = RenderedTable.of(
        definition=table.definition,
        observations=[each | {"target": None} for each in table.observations],
        analysis=table.analysis,
        period="quarter",
        slug="example",
        publisher="Example District",
    )
    drawn = png(files(without)["quarter-chart.svg"].body.decode(), scale=1)
    assert different(drawn, (PICTURES / "quarter-chart.png").read_bytes()) > MOST_DIFFERENT


@pytest.mark.parametrize(("theme", "role"), list(product(Theme, Colour)))
def test_words_and_shapes_stand_out_from_their_background(theme, role):
    background = colour(Colour.BACKGROUND, theme)
    if role in WORDS:
        assert contrast(colour(role, theme), background) >= 4.5
    elif role in SHAPES:
        assert contrast(colour(role, theme), background) >= 3
    assert len({colour(each, theme) for each in Colour}) == len(Colour)  # or a theme could not be turned


def test_a_chart_is_one_image_with_a_name_and_a_description_and_fetches_nothing():
    for name, file in files(crime()).items():
        if not name.endswith(".svg"):
            continue
        root = ET.fromstring(file.body)
        assert root.get("role") == "img"
        title, description = root[0], root[1]
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert (title.tag, title.text) == (f"{SVG}title", "Recorded crime per 1,000 residents")
        assert description.text
        assert "Latest value: 23.10" in description.text
        assert set(re.findall(rb"https?://[^\"' ]+", file.body)) <= {
            b"http://www.w3.org/2000/svg",
            b"http://www.w3.org/1999/xlink",
        }
        assert not re.search(rb"<(script|image|foreignObject|use|style)\b|@import|url\(", file.body)
        assert file.headers["Content-Security-Policy"] == SVG_POLICY
        assert root.get("width") == ("320" if "-320" in name else "720")
        dark = b"#11161c" in file.body
        assert dark == ("-dark" in name)
        assert (b"#ffffff" in file.body) != dark


def test_the_same_table_gives_the_same_bytes():
    first, again = files(declines()), files(declines())
    assert {name: each.body for name, each in first.items()} == {
        name: each.body for name, each in again.items()
    }
    assert {each.headers["Cross-Origin-Resource-Policy"] for each in first.values()} == {"cross-origin"}


def test_the_text_says_what_the_chart_shows():
    said = files(crime())["quarter-chart.txt"].body.decode()
    for sentence in (
        "16 periods, from 2018/19 Q1 to 2021/22 Q4.",
        "Latest value: 23.10 (2,035 out of 88,104; 95% interval 22.20 to 24.00; provisional), in 2021/22 Q4.",
        "Highest: 23.10 in 2021/22 Q4; lowest: 15.20 in 2020/21 Q1.",
        "Target: 19.00; the latest value is above it.",
        "Mean 19.40, limits 16.00 to 22.80.",
        "More than chance: 2020/21 Q1 (beyond limits) and 2021/22 Q4 (beyond limits).",
        "The series is broken before: 2020/21 Q1 (New recording system).",
        "Revised: 2019/20 Q2.",
        "Hidden, so that no small count is told: 2020/21 Q3.",
        "Not available: 2021/22 Q2.",
    ):
        assert sentence in said
    parts = files(declines())["quarter-reason-chart.txt"].body.decode()
    assert "No capacity: 34." in parts
    assert "Duplicate: hidden, so that no small count is told." in parts


def test_nothing_is_said_of_chance_or_of_a_mean_where_one_value_gives_no_limits():
    alone = RenderedTable.of(
        definition=CRIME,
        observations=[observation(CRIME, 0, 19.1)],
        analysis={"points": [{"period": observation(CRIME, 0, 19.1)["period"], "mean": 19.1, "signals": []}]},
        period="quarter",
        slug="example",
    )
    said = files(alone)["quarter-chart.txt"].body.decode()
    assert "Latest value: 19.10" in said
    assert "Mean" not in said
    assert "chance" not in said


def test_no_line_runs_across_a_gap_or_a_break():
    runs = [point.run for point in points_of(crime()) if point.value is not None]
    assert runs == [0] * 8 + [1, 1] + [2, 2] + [3, 3]


def test_each_indicator_has_one_trend_and_a_table_of_holes_is_drawn_without_a_value():
    by_month = RenderedTable.of(definition=CRIME, observations=[], period="month", slug="example")
    assert not is_charted(by_month)
    hidden = RenderedTable.of(
        definition=CRIME,
        observations=[observation(CRIME, number, None, "suppressed") for number in range(3)],
        period="quarter",
        slug="example",
    )
    assert "No value can be shown." in files(hidden)["quarter-chart.txt"].body.decode()
    empty = RenderedTable.of(definition=CRIME, observations=[], period="quarter", slug="example")
    assert [name for name in files(empty) if "chart" in name] == []


def test_a_sensitive_indicator_is_drawn_by_the_year_since_its_quarters_are_all_hidden():
    drawn = [
        period
        for period in SURVIVORS["periods"]
        if is_charted(RenderedTable.of(definition=SURVIVORS, observations=[], period=period, slug="example"))
    ]
    assert drawn == ["financial_year"]


def test_a_chart_says_that_limits_are_on_trial_and_that_published_counts_were_rounded():
    said = files(survivors())["financial_year-chart.txt"].body.decode()
    assert "limits 73 to 152 (trial limits, of fewer than 12 values)." in said
    assert said.endswith("Counts are rounded to the nearest 5, and those below 10 are hidden.\n")
    drawing = files(survivors())["financial_year-chart.svg"].body.decode()
    assert "Trial limits: of fewer than 12 values." in drawing
    assert "rounded" not in files(survivors(release=None))["financial_year-chart.txt"].body.decode()
    assert "rounded" not in files(crime())["quarter-chart.txt"].body.decode()


if (
    __name__ == "__main__"
):  # after looking at what has changed: python -m tests.domains.kpis.renditions.test_charts
    for wanted in sys.argv[1:] or LOOKED_AT:
        (PICTURES / wanted).with_suffix(".png").write_bytes(picture(wanted))
