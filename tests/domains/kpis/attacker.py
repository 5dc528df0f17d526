"""Somebody who reads published tables and calculates, by SciPy; the service has a calculating reader of its own."""

from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from sosafe_api.core.disclosure.suppression import Cell

Parts = Mapping[Hashable, int]
Known = Sequence[tuple[Parts, int]]


def whole_range(wanted: Parts, known: Known, least: Mapping[Hashable, int]) -> tuple[int, int | None]:
    """The smallest and largest whole number that a sum can be, given sums that are known; None: no limit.

    `least` is what is known of each count from below, and names them all.
    """
    matrix, totals, row = _program(known, list(least))
    limits = Bounds(np.array(list(least.values())), np.inf)
    constraints = LinearConstraint(matrix, totals, totals) if known else ()
    found = []
    for sign in (1, -1):
        solved = milp(
            sign * row(wanted), constraints=constraints, bounds=limits, integrality=np.ones(len(least))
        )
        found.append(None if solved.fun is None else round(sign * solved.fun))
    low, high = found
    assert low is not None, "the true table itself must be possible"
    return low, high


def largest(wanted: Parts, known: Known, least: Mapping[Hashable, int]) -> float:
    """The largest number, whole or not, that a sum can be."""
    matrix, totals, row = _program(known, list(least))
    solved = linprog(
        -row(wanted), A_eq=matrix, b_eq=totals, bounds=[(low, None) for low in least.values()], method="highs"
    )
    if solved.status == 3:
        return np.inf
    assert solved.status == 0, solved.message
    return -solved.fun


def _program(known: Known, names: Sequence[Hashable]):
    columns = {name: index for index, name in enumerate(names)}

    def row(parts: Parts) -> np.ndarray:
        result = np.zeros(len(names))
        for name, factor in parts.items():
            result[columns[name]] += factor
        return result

    matrix = np.array([row(parts) for parts, _ in known]).reshape(-1, len(names))
    return csr_array(matrix), np.array([total for _, total in known], float), row


def recovered(
    counts: Mapping[Hashable, int],
    cells: Sequence[Cell],
    relations: Sequence[Mapping[Hashable, int]],
    shown: frozenset[Hashable],
    told: Callable[[Cell], bool] = lambda _: True,
) -> list[Hashable]:
    """The small cells that a reader of what is shown knows to be small; one who knows the rules as well.

    Zeros are shown, so such a reader takes every hidden count for 1 at least; not those of a table that is not told.
    """
    value = {cell.key: sum(counts[name] * factor for name, factor in cell.parts.items()) for cell in cells}
    known = [(cell.parts, value[cell.key]) for cell in cells if cell.key in shown]
    known += [(relation, 0) for relation in relations]
    hidden = [cell for cell in cells if cell.key not in shown]
    marked = [cell for cell in hidden if told(cell)]
    zeros_shown = all(value[cell.key] for cell in marked)
    least = {next(iter(cell.parts)): 1 for cell in marked if len(cell.parts) == 1 and zeros_shown}
    found = []
    for cell in hidden:
        if 0 < value[cell.key] < 5:
            _, high = whole_range(cell.parts, known, {name: least.get(name, 0) for name in counts})
            if high is not None and high < 5:
                found.append(cell.key)
    return found
