"""What crosses the wire about figures entered by hand."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.kpi_names import KpiName
from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, PastDay, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.measurements.vocabulary import (
    MeasuredPeriodKind,
    MeasurementStatus,
    MeasurementWithdrawalReason,
)

LARGEST = 1_000_000_000
PERIOD: dict[str, Any] = {"kind": "financial_year", "start": "2016-04-01"}
EVIDENCE: dict[str, Any] = {
    "title": "Domestic abuse in England and Wales, year ending March 2017",
    "url": "https://example.org/domestic-abuse-2017",
    "dated_on": "2017-11-23",
}
MEASUREMENT: dict[str, Any] = {
    "kpi_code": "domestic_abuse_rate",
    "period": PERIOD,
    "numerator": 1204,
    "denominator": 87100,
    "evidence": EVIDENCE,
    "note": "Fictional figures.",
}
Number = Annotated[int, Field(ge=0, le=LARGEST)]
Base = Annotated[int, Field(ge=1, le=LARGEST)]
Address = Annotated[str, StringConstraints(pattern=r"^https://[!-~]+$", min_length=9, max_length=500)]


class MeasuredPeriodIn(Schema):
    """The days that a figure is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERIOD]})
    kind: MeasuredPeriodKind = Field(description="Its length, and where in the year it begins.")
    start: Day = Field(description="Its first day.")


class EvidenceIn(Schema):
    """The document that a figure is taken from."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVIDENCE]})
    title: line(300) = Field(description="Its title.")  # type: ignore[valid-type]
    url: Address = Field(description="Where it is found.")
    dated_on: PastDay = Field(description="The day of its publication.")


class MeasurementIn(Schema):
    """A figure of an indicator that no record of the service gives for its days, as a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASUREMENT]})
    kpi_code: KpiName = Field(description="The indicator.")
    period: MeasuredPeriodIn = Field(description="The period, which must be over.")
    numerator: Number = Field(description="What was counted; an amount of money in pence.")
    denominator: Base | None = Field(
        None, description="Out of what: for shares and rates only. Residents, for a rate."
    )
    evidence: EvidenceIn = Field(description="Where it stands.")
    note: text(2000) | None = Field(None, description="What a reader must know; names nobody.")  # type: ignore[valid-type]


class MeasurementPatch(Schema):
    """A change of a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"numerator": 1205}]})
    period: MeasuredPeriodIn = kept(description="The period, which must be over.")
    numerator: Number = kept(description="What was counted.")
    denominator: Base | None = Field(None, description="Out of what; null for a count.")
    evidence: EvidenceIn = kept(description="Where it stands.")
    note: text(2000) | None = Field(None, description="What a reader must know; null for nothing.")  # type: ignore[valid-type]


class MeasurementTransitionIn(Schema):
    """A move of a figure's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "withdrawn", "reason_code": "wrong_figure"}]}
    )
    to: MeasurementStatus = Field(description="`released` or `withdrawn`.")
    reason_code: MeasurementWithdrawalReason | None = Field(None, description="Why it is withdrawn.")


class MeasurementQuery(RecordQuery):
    """Which figures are listed."""

    kpi_code: KpiName | None = Field(None, description="Of this indicator.")
    import_id: UUID | None = Field(None, description="Those that came with this import.")
    status: list[MeasurementStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )


MEASUREMENT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    **MEASUREMENT,
    "period": {**PERIOD, "end": "2017-04-01"},
    "import_id": None,
    "status": "released",
    "status_since": "2026-11-03T09:30:00.000Z",
    "reason_code": None,
    "revision": 1,
    "created_by": "019a0000-0000-7000-8000-0000000000b2",
    "changed_by": "019a0000-0000-7000-8000-0000000000b2",
    "released_by": "019a0000-0000-7000-8000-0000000000b3",
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-03T09:30:00.000Z",
    "allowed_transitions": ["withdrawn"],
    "etag": '"00112233445566778899"',
}


class MeasuredPeriodOut(Out):
    """The days that a figure is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASUREMENT_OUT["period"]]})
    kind: MeasuredPeriodKind = Field(description="Its length, and where in the year it begins.")
    start: date = Field(description="Its first day.")
    end: date = Field(description="The first day after it.")


class MeasurementEvidence(Out):
    """The document that a figure is taken from."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVIDENCE]})
    title: str = Field(max_length=300, description="Its title.")
    url: str = Field(max_length=500, description="Where it is found.")
    dated_on: date = Field(description="The day of its publication.")


class MeasurementOut(Out):
    """A figure entered by hand."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASUREMENT_OUT]})
    id: UUID = Field(description="The figure's identifier.")
    kpi_code: KpiName = Field(description="The indicator.")
    period: MeasuredPeriodOut = Field(description="The period.")
    numerator: int = Field(ge=0, le=LARGEST, description="What was counted.")
    denominator: int | None = Field(ge=1, le=LARGEST, description="Out of what; null for a count.")
    evidence: MeasurementEvidence = Field(description="Where it stands.")
    note: str | None = Field(max_length=2000, description="What a reader must know.")
    import_id: UUID | None = Field(description="The import that it came with.")
    status: MeasurementStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    reason_code: MeasurementWithdrawalReason | None = Field(description="Why it was withdrawn.")
    revision: int | None = Field(
        ge=1, le=1_000_000, description="Counts the releases for the indicator and period; null before."
    )
    created_by: UUID = Field(description="Who entered it.")
    changed_by: UUID = Field(description="Who last changed what it says.")
    released_by: UUID | None = Field(description="The second person who released it.")
    created_at: InstantOut = Field(description="When it was entered.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[MeasurementStatus] = Field(
        max_length=4, description="Where you may move it now."
    )
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class MeasurementPage(Out):
    """A page of the list of figures."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/measurements", MEASUREMENT_OUT))
    data: list[MeasurementOut] = Field(max_length=200, description="The figures, as entered.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


RELEASE: dict[str, Any] = {"import_id": "019a0000-0000-7000-8000-0000000000cc"}


class MeasurementReleaseIn(Schema):
    """The release of what came with one import."""

    model_config = ConfigDict(json_schema_extra={"examples": [RELEASE]})
    import_id: UUID = Field(description="The import whose drafts you compared with their evidence.")


class MeasurementReleaseOut(Out):
    """What became of the figures of an import."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**RELEASE, "released": 12, "drafts": 1}]})
    import_id: UUID = Field(description="The import.")
    released: int = Field(ge=0, le=10_000, description="Figures that this call released.")
    drafts: int = Field(
        ge=0, le=10_000, description="Drafts left: changed since the import, so each is released by itself."
    )
