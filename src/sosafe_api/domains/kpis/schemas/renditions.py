"""What else a release holds of an indicator beside its observations."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, RootModel, StringConstraints

from sosafe_api.core.schemas import Out, Query
from sosafe_api.domains.kpis.schemas.analysis import ANALYSIS, KpiAnalysis
from sosafe_api.domains.kpis.schemas.definitions import RELEASE_MARK, ReleaseMark
from sosafe_api.domains.kpis.vocabulary import Breakdown, PeriodKind

CONTENT: dict[str, Any] = {
    "path": "crime_rate/observations?period=quarter",
    "media_type": "application/json",
    "content_digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
CONTENTS: dict[str, Any] = {"kpi_code": "crime_rate", "data": [CONTENT], "release": RELEASE_MARK}
CUBE: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Recorded crime per 1,000 residents",
    "source": "Police-recorded street-level data, data.police.uk.",
    "note": ["[p] Provisional: may still change."],
    "role": {"time": ["time"], "geo": ["area"], "metric": ["metric"]},
    "id": ["time", "area", "metric"],
    "size": [1, 1, 1],
    "dimension": {
        "time": {
            "label": "Period",
            "category": {"index": ["2021-04-01/P3M"], "label": {"2021-04-01/P3M": "2021/22 Q1"}},
        },
        "area": {"label": "Area", "category": {"index": ["E07000243"], "label": {"E07000243": "E07000243"}}},
        "metric": {
            "label": "Figure",
            "category": {
                "index": ["value"],
                "label": {"value": "Recorded crime per 1,000 residents"},
                "unit": {"value": {"label": "per 1,000 residents", "decimals": 2}},
            },
        },
    },
    "value": [22.38],
    "status": {"0": "[p]"},
    "updated": "2026-11-02T09:30:00.123Z",
}
COLUMNS: dict[str, Any] = {
    "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
    "url": "observations.csv?period=quarter",
    "dc:title": "Recorded crime per 1,000 residents",
    "tableSchema": {
        "columns": [
            {
                "name": "period_start",
                "titles": ["period_start"],
                "dc:description": "First day of the period",
                "datatype": {"base": "date", "format": "yyyy-MM-dd"},
                "required": True,
            }
        ],
        "primaryKey": ["period_start"],
    },
}
RenditionName = Annotated[
    str,
    StringConstraints(max_length=64, pattern=r"^[a-z][a-z0-9_.\-]*$"),
    Field(examples=["tables"]),
]


class RenditionQuery(Query):
    """Of which table it is wanted. Where none is named and there is none of the whole, that of quarters comes."""

    period: PeriodKind | None = Field(None, description="The length of time each value covers.")
    by: Breakdown | None = Field(None, description="By what it is split.")


class ContentOut(Out):
    """One address of an indicator in one media type."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENT]})
    path: str = Field(max_length=200, description="The address below the partnership's open indicators.")
    media_type: str = Field(max_length=100, description="Ask for it by `Accept`.")
    content_digest: str = Field(max_length=64, description="The SHA-256 of its bytes, in hexadecimal.")


class PublishedContents(Out):
    """Everything that a release holds of one indicator."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENTS]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    data: list[ContentOut] = Field(max_length=1000, description="Its tables in each media type.")
    release: ReleaseMark = Field(description="The release they belong to.")


class PublishedAnalysis(KpiAnalysis):
    """A published indicator as a control chart: the same bytes until the next release."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**ANALYSIS, "release": RELEASE_MARK}]})
    release: ReleaseMark = Field(description="The release it belongs to.")


class JsonStatDataset(RootModel[dict[str, Any]]):
    """A table as a cube for statistics programs, by JSON-stat 2.0 (json-stat.org/full)."""

    model_config = ConfigDict(json_schema_extra={"examples": [CUBE]})


class CsvwMetadata(RootModel[dict[str, Any]]):
    """What each column of a table's CSV means, by the W3C's metadata vocabulary for tabular data (2015)."""

    model_config = ConfigDict(json_schema_extra={"examples": [COLUMNS]})
