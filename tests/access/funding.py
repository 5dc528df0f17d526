"""Who may do what with funding bids, their money and their figures."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.funding_bids.funding import money, organisation
from tests.fixtures.world import World

KEEPERS = {R.ANALYST, *ADMIN}
READERS = KEEPERS | {R.JOINT_ACTION_GROUP, R.RESPONSIBLE_AUTHORITIES_GROUP, R.SCRUTINY}
FIGURES = {*R} - {R.REFERRER, R.REFERRER_CLIENT, R.IMPORT_CLIENT}


def _bid(world: World) -> dict[str, Any]:
    funder = organisation(world, "Example Fund")
    return {
        "title": "Example",
        "funder_id": funder,
        "deliverer_id": funder,
        "status": "awarded",
        "amount_awarded": money(10),
    }


def _note(world: World) -> dict[str, Any]:
    return {"noted_on": "2017-04-12", "noted_by_group_id": str(world.groups["panel"])}


ROWS: dict[str, Row] = {
    "create_funding_organisation": row(
        "POST", "/v1/funding-organisations", KEEPERS, body=lambda _: {"name": "Example Fund"}
    ),
    "list_funding_organisations": row("GET", "/v1/funding-organisations", READERS),
    "get_funding_organisation": row("GET", "/v1/funding-organisations/{funding_organisation_id}", READERS),
    "update_funding_organisation": row(
        "PATCH", "/v1/funding-organisations/{funding_organisation_id}", KEEPERS
    ),
    "create_funding_bid": row("POST", "/v1/funding-bids", KEEPERS, body=_bid),
    "list_funding_bids": row("GET", "/v1/funding-bids", READERS),
    "get_funding_bid": row("GET", "/v1/funding-bids/{funding_bid_id}", READERS),
    "update_funding_bid": row("PATCH", "/v1/funding-bids/{funding_bid_id}", KEEPERS),
    "create_funding_bid_transition": row(
        "POST",
        "/v1/funding-bids/{funding_bid_id}/transitions",
        KEEPERS,
        body=lambda _: {"to": "accepted"},
    ),
    "create_funding_instalment": row("POST", "/v1/funding-bids/{funding_bid_id}/instalments", KEEPERS),
    "update_funding_instalment": row("PATCH", "/v1/funding-instalments/{funding_instalment_id}", KEEPERS),
    "create_funding_spend_entry": row("POST", "/v1/funding-bids/{funding_bid_id}/spend-entries", KEEPERS),
    "list_funding_spend_entries": row("GET", "/v1/funding-bids/{funding_bid_id}/spend-entries", READERS),
    "replace_funding_spend_note": row(
        "PUT",
        "/v1/funding-spend-entries/{funding_spend_entry_id}/note",
        {R.JOINT_ACTION_GROUP, *ADMIN},
        body=_note,
    ),
    "create_funding_report": row("POST", "/v1/funding-bids/{funding_bid_id}/reports", KEEPERS),
    "update_funding_report": row("PATCH", "/v1/funding-reports/{funding_report_id}", KEEPERS),
    "list_funding_reports": row("GET", "/v1/funding-reports", READERS),
    "get_funding_totals": row("GET", "/v1/funding-totals", FIGURES),
    "get_funding_success_rate": row("GET", "/v1/funding-success-rate", FIGURES),
    "export_funding_bids": row("GET", "/v1/funding-bids/export", KEEPERS),
}
SUBJECTS = {
    "funding_organisation_id": ("create_funding_organisation", R.PARTNERSHIP_ADMIN),
    "funding_bid_id": ("create_funding_bid", R.PARTNERSHIP_ADMIN),
    "funding_instalment_id": ("create_funding_instalment", R.PARTNERSHIP_ADMIN),
    "funding_spend_entry_id": ("create_funding_spend_entry", R.PARTNERSHIP_ADMIN),
    "funding_report_id": ("create_funding_report", R.PARTNERSHIP_ADMIN),
}
IRREGULAR = {"funding_spend_entry_id": "funding_spend_entries"}
