"""Pairs of incidents that lie near each other, by distance bands. Pure."""

from collections.abc import Iterator, Sequence
from math import cos, hypot, radians
from typing import NamedTuple

METRES_OF_A_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km
MOST_PAIRS = 30_000

Place = tuple[float, float]  # longitude, latitude


class TooManyPairs(Exception):
    """More pairs lie near each other than are tried."""


class Distance(NamedTuple):
    """From more than `above` up to `up_to` metres; both nought for one and the same map point."""

    above: int
    up_to: int


DISTANCES = (Distance(0, 0), Distance(0, 100), Distance(100, 200), Distance(200, 400))
_FARTHEST = DISTANCES[-1].up_to


class PointInMonth(NamedTuple):
    """Incidents of a map point in a month, which is numbered from any other."""

    longitude: float
    latitude: float
    month: int
    incidents: int


class Pairs(NamedTuple):
    """The incidents of each pair, by their number."""

    first: list[int]
    second: list[int]


def pairs_of(points: Sequence[PointInMonth]) -> list[Pairs]:
    """Every pair within the farthest distance once, a list for each of `DISTANCES`.

    Incidents are numbered in the order of the points. Raises `TooManyPairs`.
    """
    numbers: dict[Place, list[int]] = {}
    following = 0
    for point in points:
        own = numbers.setdefault((point.longitude, point.latitude), [])
        own.extend(range(following, following + point.incidents))
        following += point.incidents
    found = [Pairs([], []) for _ in DISTANCES]
    made = 0
    for one, other, band in _near(list(numbers)):
        first, second = numbers[one], numbers[other]
        made += len(first) * (len(first) - 1) // 2 if one == other else len(first) * len(second)
        if made > MOST_PAIRS:
            raise TooManyPairs()
        for number, left in enumerate(first):
            partners = first[number + 1 :] if one == other else second
            found[band].first.extend([left] * len(partners))
            found[band].second.extend(partners)
    return found


def _near(places: Sequence[Place]) -> Iterator[tuple[Place, Place, int]]:
    """Each place with itself, and each two places near each other, with the number of their distance.

    On a plane that touches the earth at the mean latitude: right to a thousandth within a district.
    """
    if not places:
        return
    width = METRES_OF_A_DEGREE * cos(radians(sum(latitude for _, latitude in places) / len(places)))
    squares: dict[tuple[int, int], list[tuple[float, float, Place]]] = {}
    for place in places:
        yield place, place, 0
        x, y = place[0] * width, place[1] * METRES_OF_A_DEGREE
        square = int(x // _FARTHEST), int(y // _FARTHEST)
        for neighbour in _around(*square):
            for left, below, other in squares.get(neighbour, ()):
                metres = hypot(x - left, y - below)
                if metres <= _FARTHEST:
                    yield place, other, _band(metres)
        squares.setdefault(square, []).append((x, y, place))


def _around(column: int, row: int) -> Iterator[tuple[int, int]]:
    for right in (-1, 0, 1):
        for up in (-1, 0, 1):
            yield column + right, row + up


def _band(metres: float) -> int:
    """Two places that are not one are never in the first band, however near."""
    return next(number for number, distance in enumerate(DISTANCES) if number and metres <= distance.up_to)
