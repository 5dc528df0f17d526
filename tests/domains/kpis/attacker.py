"""Somebody who reads published tables and calculates: the tightest bounds of each hidden count, by SciPy."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sosafe_api.core.disclosure.suppression import Cell


def bounds_of(
    wanted: Mapping[Hashable, int],
    names: Sequence[Hashable],
    known: Sequence[tuple[Mapping[Hashable, int], int]],
    least: Mapping[Hashable, int],
) -> tuple[int, int | None]:
    """The smallest and largest whole number that a sum can be, given sums that are known; None: no limit.

    `least` is what is known of each unknown from below.
    """
    columns = {name: index for index, name in enumerate(names)}

    def row(parts: Mapping[Hashable, int]) -> np.ndarray:
        result = np.zeros(len(names))
        for name, factor in parts.items():
            result[columns[name]] = factor
        return result

    totals = [total for _, total in known]
    matrix = np.array([row(parts) for parts, _ in known]).reshape(-1, len(names))
    constraints = LinearConstraint(matrix, totals, totals)
    limits = Bounds(np.array([least.get(name, 0) for name in names]), np.inf)
    found = []
    for sign in (1, -1):
        solved = milp(
            sign * row(wanted), constraints=constraints, bounds=limits, integrality=np.ones(len(names))
        )
        found.append(None if solved.fun is None else round(sign * solved.fun))
    low, high = found
    assert low is not None, "the true table itself must be possible"
    return low, high


def recovered(
    counts: Mapping[Hashable, int],
    cells: Sequence[Cell],
    relations: Sequence[Mapping[Hashable, int]],
    shown: frozenset[Hashable],
) -> list[Hashable]:
    """The small cells whose value follows from what is shown, for a reader who knows the rules as well.

    Zeros are shown, so such a reader takes every hidden count for 1 at least.
    """
    value = {cell.key: sum(counts[name] * factor for name, factor in cell.parts.items()) for cell in cells}
    known = [(cell.parts, value[cell.key]) for cell in cells if cell.key in shown]
    known += [(relation, 0) for relation in relations]
    hidden = [cell for cell in cells if cell.key not in shown]
    zeros_shown = all(value[cell.key] for cell in hidden)
    least = {next(iter(cell.parts)): 1 for cell in hidden if len(cell.parts) == 1 and zeros_shown}
    found = []
    for cell in hidden:
        if 0 < value[cell.key] < 5:
            low, high = bounds_of(cell.parts, list(counts), known, least)
            if low == high:
                found.append(cell.key)
    return found
