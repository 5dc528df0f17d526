"""A grid of hexagons over public map points: counts, and where high ones lie together. Pure.

Sources: Getis and Ord, The analysis of spatial association by use of distance statistics (1992), and Ord and
Getis, Local spatial autocorrelation statistics (1995), for Gi* with a cell counted among its own neighbours;
H3, h3geo.org, for the hexagons: in England about 0.7 km² at resolution 8, 0.1 km² at resolution 9.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erfc, fsum, sqrt
from typing import NamedTuple

import h3

from sosafe_api.domains.patterns.rules.probabilities import SIGNIFICANT, adjusted

LEAST_SHOWN = 5
LEAST_CELLS = 30  # with fewer, Gi* is far from normal, and no probability follows from it
PLACES = 6  # of a degree: a tenth of a metre

Position = tuple[float, float]  # longitude, latitude, in degrees of WGS 84


class MapPoint(NamedTuple):
    """A published map point with its incidents, nought where it had none in the window."""

    longitude: float
    latitude: float
    incidents: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A hexagon with enough incidents to be shown."""

    code: str
    count: int
    gi_star: float | None
    probability: float | None
    adjusted_probability: float | None

    @property
    def hot_spot(self) -> bool | None:
        return None if self.adjusted_probability is None else self.adjusted_probability <= SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells shown, most incidents first; `mean` is of all cells, hidden ones counting as nought."""

    cells: tuple[Cell, ...]
    mean: float


def grid_of(points: Iterable[MapPoint], resolution: int) -> Grid:
    """Cells of fewer than five incidents count as nought in everything: so nothing shown tells of them."""
    counts: dict[str, int] = {}
    for longitude, latitude, count in points:
        code = h3.latlng_to_cell(latitude, longitude, resolution)
        counts[code] = counts.get(code, 0) + count
    told = {code: count if count >= LEAST_SHOWN else 0 for code, count in counts.items()}
    scores = gi_star({code: tuple(h3.grid_disk(code, 1)) for code in told}, told)
    order = sorted((code for code in told if told[code]), key=lambda code: (-told[code], code))
    mean = sum(told.values()) / len(told) if told else 0.0
    if len(told) < LEAST_CELLS or not scores:
        return Grid(tuple(Cell(code, told[code], None, None, None) for code in order), mean)
    # Every cell was tried, so every cell counts when they are judged together.
    tails = {code: erfc(score / sqrt(2)) / 2 for code, score in scores.items()}
    together = dict(zip(tails, adjusted(list(tails.values())), strict=True))
    return Grid(
        tuple(Cell(code, told[code], scores[code], tails[code], together[code]) for code in order), mean
    )


def gi_star(neighbours: Mapping[str, Iterable[str]], counts: Mapping[str, int]) -> dict[str, float]:
    """Each cell's standard score of the sum of itself and its neighbours, those that are no cells left out.

    Empty where it is not defined: all counts are equal, or some cell has all others as neighbours.
    """
    number = len(counts)
    mean = sum(counts.values()) / number if number else 0.0
    spread = fsum((count - mean) ** 2 for count in counts.values())
    found: dict[str, float] = {}
    for code, ring in neighbours.items():
        near = [counts[other] for other in ring if other in counts]
        weights = len(near)
        scale = sqrt(spread / number) * sqrt(weights * (number - weights) / max(number - 1, 1))
        if scale == 0:
            return {}
        found[code] = (sum(near) - mean * weights) / scale
    return found


def ring_of(code: str) -> list[Position]:
    """The hexagon as RFC 7946 has it: counter-clockwise, the first position again at the end."""
    ring = [(round(lng, PLACES), round(lat, PLACES)) for lat, lng in h3.cell_to_boundary(code)]
    if _doubled_area(ring) < 0:
        ring.reverse()
    return [*ring, ring[0]]


def _doubled_area(ring: list[Position]) -> float:
    following = [*ring[1:], ring[0]]
    return fsum(x * b - a * y for (x, y), (a, b) in zip(ring, following, strict=True))
