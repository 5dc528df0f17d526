"""What a value was computed from: counts, populations and files, never a record about a person."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Out, Query
from sosafe_api.domains.kpis.schemas.definitions import PART, PartOut
from sosafe_api.domains.kpis.schemas.observations import OBSERVATION, MemberCode, ObservationOut
from sosafe_api.domains.kpis.vocabulary import Breakdown, PeriodKind

MONTHLY: dict[str, Any] = {"measure": "crimes", "role": "numerator", "month": "2021-04-01", "count": 657}
POPULATION: dict[str, Any] = {
    "number": 88104,
    "series": "mid_year_first_published",
    "reference_date": "2020-06-30",
    "source": "Office for National Statistics, mid-year population estimates.",
}
FILE: dict[str, Any] = {
    "month": "2021-04-01",
    "force": "Hertfordshire Constabulary",
    "published_on": None,
    "import_id": "019a0000-0000-7000-8000-0000000000cc",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "rows": 9421,
    "loaded_at": "2026-11-02T09:30:00.123Z",
}
EVIDENCE: dict[str, Any] = {
    "kpi_code": "crime_rate",
    "observation": OBSERVATION,
    "numerator_rule": PART,
    "denominator_rule": None,
    "statement": "police",
    "statement_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "counts": [MONTHLY],
    "population": POPULATION,
    "files": [FILE],
    "entered_in_error": None,
    "recorded_at": "2026-11-02T09:30:00.123Z",
}


class EvidenceQuery(Query):
    """Which value."""

    period: PeriodKind = Field(PeriodKind.QUARTER, description="The length of time it covers.")
    start: Day | None = Field(
        None,
        description="Its first day; of a year to date, the first day of its last month. The latest unless sent.",
    )
    by: Breakdown | None = Field(None, description="Of a part of this; send `member` too.")
    member: MemberCode | None = Field(None, description="The part's code.")


class MonthlyCountOut(Out):
    """What was counted in one month."""

    model_config = ConfigDict(json_schema_extra={"examples": [MONTHLY]})
    measure: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="What was counted.")
    role: str = Field(
        max_length=16, pattern="^(numerator|denominator)$", description="What it is added up to."
    )
    month: date = Field(description="The month's first day.")
    count: int = Field(
        ge=-(10**12),
        le=10**12,
        description="How many; money in pence, below 0 where corrections outweigh it.",
    )


class EvidencePopulationOut(Out):
    """What a rate is out of."""

    model_config = ConfigDict(json_schema_extra={"examples": [POPULATION]})
    number: int = Field(ge=0, le=10**9, description="How many residents or households.")
    series: str = Field(max_length=64, description="The series, the same throughout.")
    reference_date: date = Field(description="The day it is of.")
    source: str = Field(max_length=300, description="Where it comes from.")


class EvidenceFileOut(Out):
    """A police file, or a publication of recorded crime, as it was loaded last."""

    model_config = ConfigDict(json_schema_extra={"examples": [FILE]})
    month: date = Field(description="The month that it is of; of recorded crime the first of its quarter.")
    force: str | None = Field(max_length=200, description="The police force; null for recorded crime.")
    published_on: date | None = Field(description="The day of publication; null for a police file.")
    import_id: UUID = Field(description="The import that brought it.")
    sha256: str = Field(max_length=64, pattern="^[0-9a-f]*$", description="The digest of its bytes.")
    rows: int = Field(
        ge=0,
        le=10**9,
        description="How many rows it has: of all districts, or of recorded crime of the area's quarter.",
    )
    loaded_at: InstantOut = Field(description="When it was loaded.")


class KpiEvidence(Out):
    """A value with everything that it was computed from."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVIDENCE]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    observation: ObservationOut = Field(description="The value as it stands now.")
    numerator_rule: PartOut | None = Field(description="How the numerator is counted.")
    denominator_rule: PartOut | None = Field(description="How the denominator is counted.")
    statement: str = Field(max_length=64, description="The kind of records that one statement counts.")
    statement_sha256: str = Field(
        max_length=64,
        pattern="^[0-9a-f]*$",
        description="The digest of that statement: another rule, another digest.",
    )
    counts: list[MonthlyCountOut] = Field(
        max_length=1000,
        description="The monthly counts that add up to it; empty where the observation names a `document`: such a"
        " figure was entered by hand, and `/v1/measurements` tells its evidence, its note and who released it.",
    )
    population: EvidencePopulationOut | None = Field(description="What a rate is out of.")
    files: list[EvidenceFileOut] = Field(max_length=500, description="The files of its months.")
    entered_in_error: int | None = Field(
        ge=0, le=10**9, description="Referrals of the period that were left out; null of other records."
    )
    recorded_at: InstantOut | None = Field(
        description="When counts of these records were recorded last; null before the first time."
    )
