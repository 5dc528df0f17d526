"""Where incidents of the district lie together, as GeoJSON."""

import asyncio
from typing import Any

from sosafe_api.core.statistics import rounded
from sosafe_api.domains.patterns.rules.grid import LEAST_SHOWN, Cell, grid_of, ring_of
from sosafe_api.domains.patterns.schemas import HotSpotQuery
from sosafe_api.domains.patterns.service.windows import SOURCE, PatternService, missing, shown


class HotSpotService(PatternService):
    """Of the map points that the police publish; nothing of the partnership's own records is near it."""

    async def collection(self, query: HotSpotQuery) -> dict[str, Any]:
        loaded = frozenset(await self.repository.loaded_months())
        window = self.window(query.from_, query.before, loaded)
        points = await self.repository.map_points(window.months, query.crime_type)
        grid = await asyncio.to_thread(grid_of, points, query.resolution)
        return {
            "type": "FeatureCollection",
            "features": [_feature(cell, grid.mean) for cell in grid.cells],
            "window": shown(window),
            "missing_months": missing(window, loaded),
            "crime_type": query.crime_type,
            "resolution": query.resolution,
            "least_count": LEAST_SHOWN,
            **SOURCE,
        }


def _feature(cell: Cell, mean: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": cell.code,
        "geometry": {"type": "Polygon", "coordinates": [ring_of(cell.code)]},
        "properties": {
            "count": cell.count,
            "expected": rounded(mean, 2),
            "gi_star": None if cell.gi_star is None else rounded(cell.gi_star, 3),
            "probability": cell.probability,
            "adjusted_probability": cell.adjusted_probability,
            "hot_spot": cell.hot_spot,
        },
    }
