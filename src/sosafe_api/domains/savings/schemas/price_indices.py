"""What crosses the wire about price indices: a series of one vintage, never changed."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.savings.schemas.values import DecimalOut, IndexValue, PriceYear, Sha256, Vintage
from sosafe_api.domains.savings.vocabulary import ReferencePriceIndex, YearKind

MOST_YEARS = 200
VALUES: list[dict[str, Any]] = [{"year": 2010, "value": "81.2845"}, {"year": 2017, "value": "91.2981"}]
INDEX: dict[str, Any] = {
    "reference": None,
    "code": "example_deflator",
    "vintage": "2026-09",
    "title": "Example deflator, 2020 = 100",
    "source": "Example Statistics Office, series as published in September 2026.",
    "licence": "Open Government Licence v3.0",
    "year_kind": "calendar",
    "values": VALUES,
}


class IndexValueIn(Schema):
    """The index of one year."""

    model_config = ConfigDict(json_schema_extra={"examples": [VALUES[0]]})
    year: PriceYear = Field(description="The year; a financial year by its first year.")
    value: IndexValue = Field(description="The index, as text.")


class PriceIndexIn(Schema):
    """A price index of one vintage: your own, or by name one that comes with the service."""

    model_config = ConfigDict(json_schema_extra={"examples": [INDEX, {"reference": "gdp_deflator_to_2024"}]})
    reference: ReferencePriceIndex | None = Field(
        None, description="Loads this index whole; nothing else is stated then."
    )
    code: Code | None = Field(None, description="Names the series through all its vintages.")
    vintage: Vintage | None = Field(None, description="When it was published, as the publisher says it.")
    title: line(200) | None = Field(None, description="Its title, with its base.")  # type: ignore[valid-type]
    source: text(1000) | None = Field(None, description="Where the figures come from.")  # type: ignore[valid-type]
    licence: text(500) | None = Field(None, description="On which terms they may be used.")  # type: ignore[valid-type]
    year_kind: YearKind | None = Field(None, description="Whether its years are calendar or financial.")
    values: list[IndexValueIn] = Field(
        default_factory=list, max_length=MOST_YEARS, description="The index by year, each year once."
    )


INDEX_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d2",
    **{name: value for name, value in INDEX.items() if name != "reference"},
    "content_digest": "0f" * 32,
    "created_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class IndexValueOut(Out):
    """The index of one year."""

    model_config = ConfigDict(json_schema_extra={"examples": [VALUES[0]]})
    year: PriceYear = Field(description="The year; a financial year by its first year.")
    value: DecimalOut = Field(description="The index.")


class PriceIndexOut(Out):
    """A price index of one vintage. It never changes: a revision is a new vintage."""

    model_config = ConfigDict(json_schema_extra={"examples": [INDEX_OUT]})
    id: UUID = Field(description="The vintage's identifier.")
    code: str = Field(max_length=64, description="Names the series through all its vintages.")
    vintage: str = Field(max_length=40, description="When it was published, as the publisher says it.")
    title: str = Field(max_length=200, description="Its title, with its base.")
    source: str = Field(max_length=1000, description="Where the figures come from.")
    licence: str = Field(max_length=500, description="On which terms they may be used.")
    year_kind: YearKind = Field(description="Whether its years are calendar or financial.")
    values: list[IndexValueOut] = Field(max_length=MOST_YEARS, description="The index by year.")
    content_digest: Sha256 = Field(description="SHA-256 of its content in canonical JSON.")
    created_at: InstantOut = Field(description="When it was loaded.")
    etag: str = Field(max_length=64, description="The entity tag.")


class PriceIndexQuery(RecordQuery):
    """Which price indices are listed."""

    code: Code | None = Field(None, description="Vintages of this series.")


class PriceIndexPage(Out):
    """A page of the list of price indices."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/price-indices", INDEX_OUT))
    data: list[PriceIndexOut] = Field(max_length=200, description="The indices, in order of loading.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
