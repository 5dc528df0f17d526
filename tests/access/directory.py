"""Who may do what with the directory and the sharing agreements."""

from tests.access.rows import ADMIN, EVERYBODY, R, Row, row

CAPACITY_KEEPERS = {*ADMIN, R.CASEWORKER}
AGREEMENT_READERS = {*ADMIN, R.SCRUTINY}

ROWS: dict[str, Row] = {
    "get_partnership": row("GET", "/v1/partnership", EVERYBODY),
    "update_partnership": row("PATCH", "/v1/partnership", ADMIN),
    "list_agencies": row("GET", "/v1/agencies", EVERYBODY),
    "create_agency": row("POST", "/v1/agencies", ADMIN),
    "get_agency": row("GET", "/v1/agencies/{agency_id}", EVERYBODY),
    "update_agency": row("PATCH", "/v1/agencies/{agency_id}", ADMIN),
    "list_agency_memberships": row("GET", "/v1/agencies/{agency_id}/memberships", EVERYBODY),
    "create_agency_membership": row("POST", "/v1/agencies/{agency_id}/memberships", ADMIN),
    "get_agency_membership": row("GET", "/v1/agency-memberships/{agency_membership_id}", EVERYBODY),
    "update_agency_membership": row("PATCH", "/v1/agency-memberships/{agency_membership_id}", ADMIN),
    "list_services": row("GET", "/v1/services", EVERYBODY),
    "create_service": row("POST", "/v1/services", ADMIN),
    "get_service": row("GET", "/v1/services/{service_id}", EVERYBODY),
    "update_service": row("PATCH", "/v1/services/{service_id}", ADMIN),
    "get_service_capacity": row("GET", "/v1/services/{service_id}/capacity", EVERYBODY),
    "replace_service_capacity": row("PUT", "/v1/services/{service_id}/capacity", CAPACITY_KEEPERS),
    "list_groups": row("GET", "/v1/groups", EVERYBODY),
    "create_group": row("POST", "/v1/groups", ADMIN),
    "get_group": row("GET", "/v1/groups/{group_id}", EVERYBODY),
    "update_group": row("PATCH", "/v1/groups/{group_id}", ADMIN),
    "list_group_meeting_dates": row("GET", "/v1/groups/{group_id}/meeting-dates", EVERYBODY),
    "list_group_memberships": row("GET", "/v1/groups/{group_id}/memberships", EVERYBODY),
    "create_group_membership": row("POST", "/v1/groups/{group_id}/memberships", ADMIN),
    "get_group_membership": row("GET", "/v1/group-memberships/{group_membership_id}", EVERYBODY),
    "update_group_membership": row("PATCH", "/v1/group-memberships/{group_membership_id}", ADMIN),
    "list_liaison_officers": row("GET", "/v1/liaison-officers", EVERYBODY),
    "create_liaison_officer": row("POST", "/v1/liaison-officers", ADMIN),
    "get_liaison_officer": row("GET", "/v1/liaison-officers/{liaison_officer_id}", EVERYBODY),
    "update_liaison_officer": row("PATCH", "/v1/liaison-officers/{liaison_officer_id}", ADMIN),
    "list_sharing_agreements": row("GET", "/v1/sharing-agreements", AGREEMENT_READERS),
    "create_sharing_agreement": row("POST", "/v1/sharing-agreements", ADMIN),
    "get_sharing_agreement": row("GET", "/v1/sharing-agreements/{sharing_agreement_id}", AGREEMENT_READERS),
    "list_principals": row("GET", "/v1/principals", AGREEMENT_READERS),
    "list_operation_usage": row("GET", "/v1/operation-usage", AGREEMENT_READERS),
    "create_principal": row("POST", "/v1/principals", ADMIN),
    "get_principal": row("GET", "/v1/principals/{principal_id}", AGREEMENT_READERS),
    "update_principal": row("PATCH", "/v1/principals/{principal_id}", ADMIN),
    "create_role_assignment": row("POST", "/v1/principals/{principal_id}/role-assignments", ADMIN),
    "update_role_assignment": row("PATCH", "/v1/role-assignments/{role_assignment_id}", ADMIN),
    "update_sharing_agreement": row("PATCH", "/v1/sharing-agreements/{sharing_agreement_id}", ADMIN),
}

SUBJECTS = {
    "agency_membership_id": ("create_agency_membership", R.PARTNERSHIP_ADMIN),
    "group_id": ("create_group", R.PARTNERSHIP_ADMIN),
    "group_membership_id": ("create_group_membership", R.PARTNERSHIP_ADMIN),
    "liaison_officer_id": ("create_liaison_officer", R.PARTNERSHIP_ADMIN),
    "principal_id": ("create_principal", R.PARTNERSHIP_ADMIN),
    "role_assignment_id": ("create_role_assignment", R.PARTNERSHIP_ADMIN),
    "sharing_agreement_id": ("create_sharing_agreement", R.PARTNERSHIP_ADMIN),
}
IRREGULAR = {"agency_id": "agencies"}
