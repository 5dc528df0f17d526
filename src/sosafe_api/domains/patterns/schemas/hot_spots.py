"""Hot spots as GeoJSON (RFC 7946): hexagons in WGS 84, longitude before latitude."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Out, Query
from sosafe_api.domains.incidents.vocabulary import CrimeType
from sosafe_api.domains.patterns.schemas.parts import (
    ATTRIBUTION,
    FIRST_DAY,
    LARGEST,
    LICENCE,
    WINDOW,
    WindowOut,
    attribution_field,
    licence_field,
    months_field,
    probability_field,
)

COARSE, FINE = 8, 9
PROPERTIES: dict[str, Any] = {
    "count": 24,
    "expected": 3.1,
    "gi_star": 4.22,
    "probability": 0.0000122,
    "adjusted_probability": 0.0021,
    "hot_spot": True,
}
GEOMETRY: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [
        [
            [-0.201181, 51.903156],
            [-0.203287, 51.902181],
            [-0.202954, 51.900405],
            [-0.200516, 51.899604],
            [-0.19841, 51.900579],
            [-0.198743, 51.902355],
            [-0.201181, 51.903156],
        ]
    ],
}
FEATURE: dict[str, Any] = {
    "type": "Feature",
    "id": "89195db2453ffff",
    "geometry": GEOMETRY,
    "properties": PROPERTIES,
}


class HotSpotQuery(Query):
    """Which incidents are put on the grid. Without a window, the latest twelve months that are loaded."""

    crime_type: CrimeType | None = Field(
        None, description="Only this type; without it, all crime. Anti-social behaviour is none: name it."
    )
    from_: Day | None = Field(None, alias="from", description=FIRST_DAY)
    before: Day | None = Field(None, description=f"{FIRST_DAY} It no longer belongs to the window.")
    resolution: Annotated[int, Field(ge=COARSE, le=FINE)] = Field(
        FINE, description="Of H3: a hexagon has about 0.7 km² at 8, 0.1 km² at 9."
    )


class HotSpotProperties(Out):
    """What a hexagon had. Null where the grid is too small, or too even, for the statistic."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROPERTIES]})
    count: int = Field(ge=5, le=LARGEST, description="Incidents; hexagons with fewer than 5 are not shown.")
    expected: float = Field(ge=0, le=LARGEST, description="The mean of all hexagons with a map point.")
    gi_star: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="Getis and Ord's Gi*, over the hexagon and its six neighbours."
    )
    probability: float | None = probability_field("That of such a score or a higher one by chance.")
    adjusted_probability: float | None = probability_field(
        "The same with all hexagons judged together (Benjamini and Hochberg)."
    )
    hot_spot: bool | None = Field(description="Whether the adjusted probability is at most 0.05.")


class HexagonOut(Out):
    """The hexagon's corners, counter-clockwise, the first one again at the end."""

    model_config = ConfigDict(json_schema_extra={"examples": [GEOMETRY]})
    type: str = Field(max_length=7, pattern="^Polygon$", description="`Polygon`.")
    coordinates: list[
        Annotated[
            list[
                Annotated[list[Annotated[float, Field(ge=-180, le=180)]], Field(min_length=2, max_length=2)]
            ],
            Field(min_length=4, max_length=12),
        ]
    ] = Field(min_length=1, max_length=1, description="One ring of longitude and latitude, in degrees.")


class HotSpotFeature(Out):
    """A hexagon with at least five incidents."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEATURE]})
    type: str = Field(max_length=7, pattern="^Feature$", description="`Feature`.")
    id: str = Field(max_length=16, pattern="^[0-9a-f]{15}$", description="The hexagon's index in H3.")
    geometry: HexagonOut = Field(description="Where.")
    properties: HotSpotProperties = Field(description="What.")


class HotSpotCollection(Out):
    """The hexagons, most incidents first, with what they were counted from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "FeatureCollection",
                    "features": [FEATURE],
                    "window": WINDOW,
                    "missing_months": [],
                    "crime_type": "burglary",
                    "resolution": FINE,
                    "least_count": 5,
                    "attribution": ATTRIBUTION,
                    "licence": LICENCE,
                }
            ]
        }
    )
    type: str = Field(max_length=17, pattern="^FeatureCollection$", description="`FeatureCollection`.")
    features: list[HotSpotFeature] = Field(max_length=10_000, description="The hexagons.")
    window: WindowOut = Field(description="When.")
    missing_months: list[date] = months_field(f"Months whose file is not loaded. {FIRST_DAY}")
    crime_type: CrimeType | None = Field(description="What was counted; null for all crime.")
    resolution: int = Field(ge=COARSE, le=FINE, description="Of the hexagons.")
    least_count: int = Field(ge=1, le=100, description="Hexagons with fewer are not shown.")
    attribution: str = attribution_field()
    licence: str = licence_field()
