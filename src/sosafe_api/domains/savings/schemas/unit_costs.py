"""What crosses the wire about sets of unit costs and the costs in them."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.money import MONEY
from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.savings.schemas.values import (
    PriceYear,
    SavingsAmount,
    Sha256,
    UnitAmountIn,
    UnitCostCode,
)
from sosafe_api.domains.savings.vocabulary import (
    CostKind,
    CostUnit,
    Payer,
    ReferenceCostSet,
    UnitCostSetStatus,
    YearKind,
)

MOST_ENTRIES, MOST_PAYERS = 1000, 13
PAYER_PART: dict[str, Any] = {"payer": "council", "part": {"amount": "6680.00", "currency": "GBP"}}
ENTRY: dict[str, Any] = {
    "code": "HO1.0",
    "parent_code": None,
    "category": "Housing",
    "description": "Complex eviction.",
    "unit": "per_incident",
    "amount": MONEY | {"amount": "6680.00"},
    "price_year": 2010,
    "price_year_kind": "financial",
    "kind": "fiscal",
    "payers": [PAYER_PART],
}
SET: dict[str, Any] = {
    "reference": None,
    "code": "example_costs",
    "edition": "1.0",
    "title": "Example unit costs",
    "publisher": "Example Council",
    "source": "Example figures of the partnership, financial year 2010/11.",
    "licence": "Open Government Licence v3.0",
    "entries": [ENTRY],
}


class PayerPartIn(Schema):
    """Who bears a part of a unit cost, and which part where the source gives it."""

    model_config = ConfigDict(json_schema_extra={"examples": [PAYER_PART]})
    payer: Payer = Field(description="Who bears it.")
    part: UnitAmountIn | None = Field(
        None, description="Their part of the amount; stated for every payer of a cost, or for none."
    )


class UnitCostIn(Schema):
    """What one incident, case, person, week or year costs."""

    model_config = ConfigDict(json_schema_extra={"examples": [ENTRY]})
    code: UnitCostCode = Field(description="The source's own code, unique in the set.")
    parent_code: UnitCostCode | None = Field(
        None, description="The total that this cost is a part of: the two are never counted together."
    )
    category: line(120) = Field(description="The source's category.")  # type: ignore[valid-type]
    description: text(500) = Field(description="What the cost is of.")  # type: ignore[valid-type]
    unit: CostUnit = Field(description="What it is the cost of.")
    amount: UnitAmountIn = Field(description="The source's own figure, in the prices of `price_year`.")
    price_year: PriceYear = Field(description="The year of its prices; a financial year by its first year.")
    price_year_kind: YearKind = Field(description="Whether that is a calendar or a financial year.")
    kind: CostKind = Field(description="On whom it falls; kinds are never added together.")
    payers: list[PayerPartIn] = Field(
        default_factory=list,
        max_length=MOST_PAYERS,
        description="Who bears it, the lead payer first; empty where the source does not say.",
    )


class UnitCostEntriesIn(Schema):
    """More costs for a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"entries": [{**ENTRY, "code": "HO2.0"}]}]})
    entries: list[UnitCostIn] = Field(
        min_length=1, max_length=MOST_ENTRIES, description="The costs, each code once in the set."
    )


class UnitCostSetIn(Schema):
    """A new version of a set of unit costs: your own, or by name one that comes with the service."""

    model_config = ConfigDict(json_schema_extra={"examples": [SET, {"reference": "new_economy_1_4"}]})
    reference: ReferenceCostSet | None = Field(
        None, description="Loads this set whole; nothing else is stated then."
    )
    code: Code | None = Field(None, description="Names the set through all its versions.")
    edition: line(40) | None = Field(None, description="The publisher's own name of this version.")  # type: ignore[valid-type]
    title: line(200) | None = Field(None, description="Its title.")  # type: ignore[valid-type]
    publisher: line(200) | None = Field(None, description="Who published it.")  # type: ignore[valid-type]
    source: text(1000) | None = Field(None, description="Where the figures come from.")  # type: ignore[valid-type]
    licence: text(500) | None = Field(None, description="On which terms they may be used.")  # type: ignore[valid-type]
    entries: list[UnitCostIn] = Field(
        default_factory=list, max_length=MOST_ENTRIES, description="Its costs; more can be added to a draft."
    )


SET_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d1",
    **{name: value for name, value in SET.items() if name not in {"reference", "entries"}},
    "number": 1,
    "entry_count": 1,
    "status": "draft",
    "status_since": "2026-11-02T09:30:00.000Z",
    "content_digest": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["published", "discarded"],
    "etag": '"00112233445566778899"',
}


class UnitCostSetOut(Out):
    """One version of a set of unit costs. From its publication on it never changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [SET_OUT]})
    id: UUID = Field(description="The version's identifier.")
    code: str = Field(max_length=64, description="Names the set through all its versions.")
    number: int = Field(ge=1, le=1_000_000, description="Counts the versions of the set up from 1.")
    edition: str = Field(max_length=40, description="The publisher's own name of this version.")
    title: str = Field(max_length=200, description="Its title.")
    publisher: str = Field(max_length=200, description="Who published it.")
    source: str = Field(max_length=1000, description="Where the figures come from.")
    licence: str = Field(max_length=500, description="On which terms they may be used.")
    entry_count: int = Field(ge=0, le=1_000_000, description="How many costs it has.")
    status: UnitCostSetStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    content_digest: Sha256 | None = Field(
        description="SHA-256 of its costs in canonical JSON, from its publication on."
    )
    created_at: InstantOut = Field(description="When it was loaded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[UnitCostSetStatus] = Field(max_length=4, description="Where it may go next.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it on.")


class UnitCostSetQuery(RecordQuery):
    """Which versions of sets are listed."""

    code: Code | None = Field(None, description="Of this set.")
    status: list[UnitCostSetStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )


class UnitCostSetPage(Out):
    """A page of the list of sets of unit costs."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/unit-cost-sets", SET_OUT))
    data: list[UnitCostSetOut] = Field(max_length=200, description="The versions, in order of loading.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class PayerPartOut(Out):
    """Who bears a part of a unit cost."""

    model_config = ConfigDict(json_schema_extra={"examples": [PAYER_PART]})
    payer: Payer = Field(description="Who bears it.")
    part: SavingsAmount | None = Field(description="Their part, where the source gives it.")


class UnitCostOut(Out):
    """What one incident, case, person, week or year costs."""

    model_config = ConfigDict(json_schema_extra={"examples": [ENTRY]})
    code: str = Field(max_length=40, description="The source's own code.")
    parent_code: str | None = Field(max_length=40, description="The total that this cost is a part of.")
    category: str = Field(max_length=120, description="The source's category.")
    description: str = Field(max_length=500, description="What the cost is of.")
    unit: CostUnit = Field(description="What it is the cost of.")
    amount: SavingsAmount = Field(description="The source's own figure.")
    price_year: PriceYear = Field(description="The year of its prices; a financial year by its first year.")
    price_year_kind: YearKind = Field(description="Whether that is a calendar or a financial year.")
    kind: CostKind = Field(description="On whom it falls.")
    payers: list[PayerPartOut] = Field(max_length=MOST_PAYERS, description="Who bears it, the lead first.")


class UnitCostQuery(RecordQuery):
    """Which costs of a set are listed."""

    kind: list[CostKind] | None = Field(None, min_length=1, max_length=3, description="Of these kinds.")
    parent_code: UnitCostCode | None = Field(None, description="Parts of this total.")


class UnitCostPage(Out):
    """A page of the costs of a set."""

    model_config = ConfigDict(
        json_schema_extra=page_example(f"/v1/unit-cost-sets/{SET_OUT['id']}/entries", ENTRY)
    )
    data: list[UnitCostOut] = Field(max_length=200, description="The costs, by code.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class UnitCostSetTransitionIn(Schema):
    """A move of a set's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "published"}]})
    to: UnitCostSetStatus = Field(description="The status to move to.")
