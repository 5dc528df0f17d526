"""The demonstration's bids: one in delivery, one part awarded, one that waits, one rejected."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from sosafe_api.core import clock
from sosafe_api.core.ids import new_id
from sosafe_api.provisioning import Connection, insert

Row = dict[str, Any]
BIDS: tuple[Row, ...] = (
    {
        "title": "Safe Space",
        "purpose": "A furnished flat for respite from domestic abuse.",
        "status": "in_delivery",
        "decision": "awarded",
        "amount_requested": Decimal(60_000),
        "amount_awarded": Decimal(60_000),
    },
    {
        "title": "Community reassurance",
        "purpose": "Street meets after dark.",
        "status": "part_awarded",
        "decision": "part_awarded",
        "amount_requested": Decimal(5_000),
        "amount_awarded": Decimal(3_000),
    },
    {
        "title": "Ambassadors programme",
        "purpose": "Residents who speak for their neighbourhood.",
        "status": "submitted",
        "amount_requested": Decimal(3_000),
    },
    {
        "title": "Youth allotment",
        "purpose": "A place to grow things.",
        "status": "rejected",
        "decision": "rejected",
        "amount_requested": Decimal(1_000),
    },
)


def bids(connection: Connection, partnership_id: UUID, agencies: dict[str, UUID]) -> None:
    """Asked of the fictional commissioner and delivered by the fictional council; the first ends in ten weeks."""
    made = clock.now()
    common = {"partnership_id": partnership_id, "version": 1, "created_at": made, "updated_at": made}
    funder, deliverer = new_id(), new_id()
    for key, slug, name in (
        (funder, "commissioner", "Example Police and Crime Commissioner"),
        (deliverer, "council", "Example Borough Council"),
    ):
        insert(connection, "funding_organisations", id=key, name=name, agency_id=agencies[slug], **common)
    keys = [new_id() for _ in BIDS]
    for key, item in zip(keys, BIDS, strict=True):
        insert(
            connection,
            "funding_bids",
            id=key,
            funder_id=funder,
            deliverer_id=deliverer,
            status_since=made,
            **_dates(item),
            **{name: Jsonb([]) for name in ("budget_lines", "conditions", "documents")},
            grant_details=Jsonb({}),
            **item,
            **common,
        )
    day = (clock.today() - timedelta(days=200)).replace(day=1)
    received = {"received": True, "received_on": day, "received_on_precision": "month"}
    insert(
        connection,
        "funding_instalments",
        id=new_id(),
        bid_id=keys[0],
        amount=Decimal(30_000),
        **received,
        **common,
    )


def _dates(item: Row) -> Row:
    """An award was received two hundred days ago, known to the month; the one in delivery is about to end."""
    dates: Row = {}
    if "amount_awarded" in item:
        received = (clock.today() - timedelta(days=200)).replace(day=1)
        dates |= {"received_on": received, "received_on_precision": "month"}
    if item["status"] == "in_delivery":
        ending = clock.today() + timedelta(weeks=10)
        dates |= {"last_funded_on": ending, "last_funded_on_precision": "day"}
    return dates
