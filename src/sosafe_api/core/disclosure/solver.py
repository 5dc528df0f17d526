"""Linear programs over counts, solved by HiGHS; the library is loaded by whoever first needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A count is compared with a bound of whole numbers; the solver's own tolerance is a hundred times finer.
TOLERANCE = 1e-4
MOST_NODES = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns, by place, that lies between two numbers."""

    parts: Mapping[int, int]
    low: float
    high: float


class Program:
    """Columns with limits and rows between two numbers. Only the objective changes, so each run starts warm."""

    def __init__(self, lower: Sequence[float], upper: Sequence[float], rows: Sequence[Row]) -> None:
        import highspy  # noqa: PLC0415 - a tenth of a second and 30 MB, which few processes need

        self._columns = len(lower)
        self._types = highspy
        self._highs: Any = highspy.Highs.__new__(highspy.Highs)
        # Not its own, which prints a banner before it can be told to be silent, and sets callbacks nobody uses.
        super(highspy.Highs, self._highs).__init__()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._columns, len(rows)
        model.col_cost_ = [0.0] * self._columns
        model.col_lower_, model.col_upper_ = list(lower), list(upper)
        model.row_lower_, model.row_upper_ = [row.low for row in rows], [row.high for row in rows]
        starts = [0]
        places: list[int] = []
        factors: list[float] = []
        for row in rows:
            places += row.parts.keys()
            factors += [float(factor) for factor in row.parts.values()]
            starts.append(len(places))
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.num_col_, matrix.num_row_ = self._columns, len(rows)
        matrix.start_, matrix.index_, matrix.value_ = starts, places, factors
        self._highs.passModel(model)
        self._costs = [0.0] * self._columns

    def least(self, costs: Mapping[int, float]) -> list[float] | None:
        """The columns at which the sum of costs is least; None where no such columns exist, or no least."""
        changed = [place for place, cost in enumerate(self._costs) if cost and place not in costs]
        for place in changed:
            self._price(place, 0.0)
        for place, cost in costs.items():
            if self._costs[place] != cost:
                self._price(place, cost)
        self._highs.run()
        if self._highs.getModelStatus() != self._types.HighsModelStatus.kOptimal:
            return None
        return list(self._highs.getSolution().col_value)

    def whole(self) -> list[float] | None:
        """As the last `least`, in whole numbers; None where a bounded search finds none."""
        kinds = [self._types.HighsVarType.kInteger] * self._columns
        self._highs.changeColsIntegrality(self._columns, list(range(self._columns)), kinds)
        self._highs.run()
        feasible = self._types.SolutionStatus.kSolutionStatusFeasible
        if self._highs.getInfo().primal_solution_status != feasible:
            return None
        return list(self._highs.getSolution().col_value)

    def _price(self, place: int, cost: float) -> None:
        self._highs.changeColCost(place, cost)
        self._costs[place] = cost


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 1,
    "mip_max_nodes": MOST_NODES,
}
