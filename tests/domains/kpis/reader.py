"""A reader who calculates, by SciPy: nothing here is of the service, which has a calculating reader of its own."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

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


def _program(known: Known, names: Sequence[Hashable]):  # noqa: ANN202
    columns = {name: index for index, name in enumerate(names)}

    def row(parts: Parts) -> np.ndarray:
        result = np.zeros(len(names))
        for name, factor in parts.items():
            result[columns[name]] += factor
        return result

    matrix = np.array([row(parts) for parts, _ in known]).reshape(-1, len(names))
    return csr_array(matrix), np.array([total for _, total in known], float), row
