"""What crosses the wire about public spaces protection orders: areas and dates, about no person."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, PastDay, Schema, line, text
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, kept, page_example
from sosafe_api.domains.interventions.schemas.money import PENALTY, PenaltyAmount
from sosafe_api.domains.interventions.vocabulary import PublicSpacesOrderStatus

Restriction: Any = text(1000)
Area: Any = line(200)
MOST_RESTRICTIONS, MOST_AREAS = 50, 50
ORDER: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "title": "Public spaces protection order, town centre",
    "area": "The town centre within the ring of fictional roads, as on the map of the order.",
    "designated_areas": ["Town centre", "The Oval", "Old Town High Street"],
    "restrictions": ["Hand over alcohol when an authorised person asks for it."],
    "starts_on": "2026-08-15",
    "last_day": None,
    "review_on": "2028-02-15",
}


class PublicSpacesOrderIn(Schema):
    """An order of the council: an area, what is forbidden or required there, from when until when."""

    model_config = ConfigDict(json_schema_extra={"examples": [ORDER]})
    agency_id: UUID = Field(description="The council that makes it.")
    title: line(200) = Field(description="What the order is called.")  # type: ignore[valid-type]
    area: text(4000) = Field(description="The restricted area in words.")  # type: ignore[valid-type]
    designated_areas: list[Area] = Field(
        default_factory=list, max_length=MOST_AREAS, description="The places that it covers, by name."
    )
    restrictions: list[Restriction] = Field(
        min_length=1, max_length=MOST_RESTRICTIONS, description="What is forbidden or required."
    )
    starts_on: Day = Field(description="The first day on which it is in force.")
    last_day: Day | None = Field(
        None,
        description="The last day on which it is in force, which counts; the longest that the law allows, three"
        " years that begin with `starts_on`, when not stated.",
    )
    review_on: Day | None = Field(None, description="When the council looks at it again.")


class PublicSpacesOrderPatch(Schema):
    """Describes an order anew, or moves its review. Its dates change by an extension or a discharge alone."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"review_on": "2028-03-01"}]})
    title: line(200) = kept(description="What the order is called.")  # type: ignore[valid-type]
    area: text(4000) = kept(description="The restricted area in words.")  # type: ignore[valid-type]
    designated_areas: list[Area] = kept(max_length=MOST_AREAS, description="The places that it covers.")
    restrictions: list[Restriction] = kept(
        min_length=1, max_length=MOST_RESTRICTIONS, description="What is forbidden or required, as varied."
    )
    review_on: Day | None = Field(None, description="When it is looked at again; null for no review.")


class PublicSpacesExtensionIn(Schema):
    """Another period of at most three years, decided before the order would lapse."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decided_on": "2026-11-02"}]})
    decided_on: PastDay = Field(description="The day of the council's decision.")
    last_day: Day | None = Field(
        None, description="The new last day, which counts; three years more when not stated."
    )


class PublicSpacesOrderTransitionIn(Schema):
    """The end of an order before its time."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "discharged"}]})
    to: PublicSpacesOrderStatus = Field(description="Where to: `discharged`.")
    on: PastDay | None = Field(None, description="The day on which it ceases to have effect; today.")


class PublicSpacesPenaltyIn(Schema):
    """A fixed penalty that was issued under the order. It names nobody; a step of a case may name it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"issued_on": "2026-11-02", "amount": PENALTY}]}
    )
    issued_on: PastDay = Field(description="The day of issue, on which the order was in force.")
    amount: PenaltyAmount = Field(description="The amount, at most 100.00 GBP.")


class PublicSpacesPenaltyMade(Out):
    """A penalty that was recorded."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000d8",
                    "public_spaces_order_id": "019a0000-0000-7000-8000-0000000000d6",
                    "penalties_issued": 1,
                }
            ]
        }
    )
    id: UUID = Field(description="The penalty's identifier; a fixed penalty notice of a case may name it.")
    public_spaces_order_id: UUID = Field(description="The order.")
    penalties_issued: int = Field(ge=0, le=2**31 - 1, description="How many were issued under it so far.")


class PublicSpacesOrderQuery(RecordQuery):
    """Which orders are listed."""

    in_force_on: QueryDay | None = Field(None, description="In force on this day.")
    lapses_before: QueryDay | None = Field(
        None, description="Not discharged, and last in force before this day: what to extend or let go."
    )
    lapses_from: QueryDay | None = Field(None, description="Last in force on this day or later.")


EXTENSION: dict[str, Any] = {
    "decided_on": "2026-07-01",
    "last_day_before": "2026-08-14",
    "last_day": "2029-08-14",
}
ORDER_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d6",
    **ORDER,
    "last_day": "2029-08-14",
    "status": "made",
    "discharged_on": None,
    "in_force": True,
    "extensions": [EXTENSION],
    "penalties_issued": 0,
    "allowed_transitions": ["discharged"],
    "created_at": "2026-08-01T09:00:00.000Z",
    "updated_at": "2026-08-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class PublicSpacesExtensionOut(Out):
    """An extension that was decided."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXTENSION]})
    decided_on: date = Field(description="The day of the decision.")
    last_day_before: date = Field(description="The last day until then.")
    last_day: date = Field(description="The last day since.")


class PublicSpacesOrderOut(Out):
    """A public spaces protection order."""

    model_config = ConfigDict(json_schema_extra={"examples": [ORDER_OUT]})
    id: UUID = Field(description="The order's identifier.")
    agency_id: UUID = Field(description="The council that made it.")
    title: str = Field(max_length=200, description="What the order is called.")
    area: str = Field(max_length=4000, description="The restricted area in words.")
    designated_areas: list[Annotated[str, Field(max_length=200)]] = Field(
        max_length=MOST_AREAS, description="The places that it covers."
    )
    restrictions: list[Annotated[str, Field(max_length=1000)]] = Field(
        max_length=MOST_RESTRICTIONS, description="What is forbidden or required."
    )
    starts_on: date = Field(description="The first day on which it is in force.")
    last_day: date = Field(
        description="The last day on which it is in force, unless it is discharged before."
    )
    review_on: date | None = Field(description="When it is looked at again.")
    status: PublicSpacesOrderStatus = Field(description="Whether it was discharged.")
    discharged_on: date | None = Field(description="From when it had no effect any more.")
    in_force: bool = Field(description="Whether it is in force today.")
    extensions: list[PublicSpacesExtensionOut] = Field(max_length=100, description="Its extensions.")
    penalties_issued: int = Field(ge=0, le=2**31 - 1, description="Fixed penalties issued under it.")
    allowed_transitions: list[PublicSpacesOrderStatus] = Field(
        max_length=2, description="Where it may be moved now."
    )
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class PublicSpacesOrderPage(Out):
    """A page of the list of orders."""

    model_config = ConfigDict(
        json_schema_extra=page_example("/v1/public-spaces-protection-orders", ORDER_OUT)
    )
    data: list[PublicSpacesOrderOut] = Field(max_length=200, description="The orders, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
