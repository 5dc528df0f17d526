"""Whether incidents of one type follow each other nearby sooner than by chance."""

import asyncio
from typing import Any

from sosafe_api.core.months import MONTHS_OF_A_YEAR
from sosafe_api.core.statistics import rounded
from sosafe_api.domains.patterns.errors import refused
from sosafe_api.domains.patterns.rules.near_repeats import Repeats, knox
from sosafe_api.domains.patterns.rules.pairs import PointInMonth, TooManyPairs
from sosafe_api.domains.patterns.schemas import NearRepeatQuery
from sosafe_api.domains.patterns.service.windows import SOURCE, PatternService, missing, shown


class NearRepeatService(PatternService):
    """The same question about the same files has the same answer, chance included."""

    async def table(self, query: NearRepeatQuery) -> dict[str, Any]:
        """Raises `InvalidParameter` where more incidents lie near each other than are paired."""
        loaded = frozenset(await self.repository.loaded_months())
        window = self.window(query.from_, query.before, loaded)
        points = [
            PointInMonth(longitude, latitude, month.year * MONTHS_OF_A_YEAR + month.month, count)
            for longitude, latitude, month, count in await self.repository.monthly_points(
                window.months, query.crime_type
            )
        ]
        seed = f"{query.crime_type} {window.start} {window.end}"
        try:
            found = await asyncio.to_thread(knox, points, seed)
        except TooManyPairs as error:
            detail = "Too many incidents lie near each other in this window; ask for fewer months."
            raise refused("before", "too_many_incidents", detail) from error
        return {
            "crime_type": query.crime_type,
            "window": shown(window),
            "missing_months": missing(window, loaded),
            "incidents": found.incidents,
            "permutations": found.permutations,
            "data": [_line(cell) for cell in found.cells],
            **SOURCE,
        }


def _line(cell: Repeats) -> dict[str, Any]:
    return {
        "above_metres": cell.distance.above,
        "up_to_metres": cell.distance.up_to,
        "months_apart": cell.months_apart,
        "observed": cell.observed,
        "expected": rounded(cell.expected, 2),
        "ratio": None if cell.ratio is None else rounded(cell.ratio, 2),
        "probability": cell.probability,
        "adjusted_probability": cell.adjusted_probability,
        "elevated": cell.elevated,
    }
