"""Colours of charts: one for each role, for light and for dark surroundings.

Against their background, words keep a contrast of 4.5 and lines and points one of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
No role is told by colour alone: lines differ by their dashes, points by their shape and by being filled.
Within a theme no two roles share a colour, so that a drawing in one can be turned into the other.
"""

from enum import StrEnum


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Colour(StrEnum):
    """What is drawn; the value is the colour in light surroundings."""

    BACKGROUND = "#ffffff"
    TEXT = "#1b1b1b"
    NOTE = "#454545"
    AXIS = "#767676"
    GRID = "#e3e3e3"
    VALUE = "#00559c"
    INTERVAL = "#5f7f9e"
    TARGET = "#a33b00"
    MEAN = "#3d5c10"
    LIMIT = "#6a6a6a"
    SIGNAL = "#a3004e"
    BREAK = "#5b3a94"


DARK = {
    Colour.BACKGROUND: "#11161c",
    Colour.TEXT: "#f2f2f2",
    Colour.NOTE: "#cfd4da",
    Colour.AXIS: "#8b939c",
    Colour.GRID: "#2b333c",
    Colour.VALUE: "#6cb4ff",
    Colour.INTERVAL: "#86a5c4",
    Colour.TARGET: "#ffab66",
    Colour.MEAN: "#a9d46a",
    Colour.LIMIT: "#a3abb3",
    Colour.SIGNAL: "#ff86bd",
    Colour.BREAK: "#c2a5f7",
}
WORDS = frozenset({Colour.TEXT, Colour.NOTE})
SHAPES = frozenset(Colour) - WORDS - {Colour.BACKGROUND, Colour.GRID}


def colour(role: Colour, theme: Theme) -> str:
    return role.value if theme is Theme.LIGHT else DARK[role]
