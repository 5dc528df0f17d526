"""Row security as the migrations write it: who sees which rows of a table, whatever a query asks for.

The context is set by `RowScope`; what is not set opens nothing. Policies ask about other tables by their own
policies, so a row of a case is seen by whoever sees the case. A published policy is never edited here: a
migration that needs another one brings its own.
"""

from sosafe_api.core.db.columns import Access

PARTNERSHIP = "partnership_id = (SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid)"
WHOLE_PARTNERSHIP = "(SELECT current_setting('app.reach', true)) = 'partnership'"
_PRINCIPAL = "(SELECT NULLIF(current_setting('app.principal_id', true), '')::uuid)"


def _any(column: str, setting: str) -> str:
    return (
        f"{column} = ANY (COALESCE((SELECT NULLIF(current_setting('{setting}', true), '')::uuid[]),"
        " '{}'::uuid[]))"
    )


def excluded(column: str) -> str:
    """Whether the caller must not see the record; unset means that nobody said so, hence null, hence no row."""
    return (
        f"{column} = ANY (COALESCE((SELECT NULLIF(current_setting('app.excluded_ids', true), '')::uuid[]),"
        " NULL::uuid[]))"
    )


def any_excluded(column: str) -> str:
    """Whether the caller must not see one of the records in an array; null, hence no row, where nobody said so."""
    return f"{column} && (SELECT NULLIF(current_setting('app.excluded_ids', true), '')::uuid[])"


OWN_SERVICE = _any("service_id", "app.service_ids")
OWN_GROUP = _any("group_id", "app.group_ids")
_ACTING_AGENCY = "(SELECT NULLIF(current_setting('app.acting_agency_id', true), '')::uuid)"
_SENT_TO_OWN_AGENCY = (
    "recipient_agency_id = (SELECT NULLIF(current_setting('app.agency_id', true), '')::uuid)"
)


def _of(table: str, parent: str, key: str) -> str:
    return (
        f"EXISTS (SELECT FROM {parent} parent WHERE parent.partnership_id = {table}.partnership_id"
        f" AND parent.id = {table}.{key})"
    )


def _takes_part(table: str, item: str) -> str:
    """Nobody whom the caller must not see is concerned, and the caller did not step back from the item."""
    return (
        f"NOT ({any_excluded('subject_ids')}) AND ({WHOLE_PARTNERSHIP} OR NOT EXISTS (SELECT"
        f" FROM agenda_item_recusals recusal WHERE recusal.partnership_id = {table}.partnership_id"
        f" AND recusal.agenda_item_id = {table}.{item} AND recusal.principal_id = {_PRINCIPAL}))"
    )


_COORDINATES = (
    "EXISTS (SELECT FROM role_assignments held WHERE held.partnership_id = {table}.partnership_id"
    f" AND held.group_id = {{table}}.group_id AND held.principal_id = {_PRINCIPAL}"
    " AND held.role = 'panel_coordinator')"
)


def nobody_hidden_stays(table: str) -> str:
    """Whether no live stay with the row's service is of a case that the caller must not see.

    All places of the service are hidden together: were only hers, its absence would say which one it is.
    """
    return (
        f"NOT EXISTS (SELECT FROM live_stays stay WHERE stay.partnership_id = {table}.partnership_id"
        f" AND stay.service_id = {table}.service_id AND {excluded('stay.case_id')})"
    )


def _before_panels(table: str) -> dict[Access, str]:
    """What is put before a panel, and what hangs on it."""
    return {
        Access.AGENDA_ITEM: (
            f"{PARTNERSHIP} AND {_takes_part(table, 'id')} AND ({WHOLE_PARTNERSHIP} OR {OWN_GROUP}"
            f" OR ({OWN_SERVICE} AND (case_id IS NULL OR {_of(table, 'cases', 'case_id')})))"
        ),
        Access.OF_AGENDA_ITEM: f"{PARTNERSHIP} AND {_of(table, 'agenda_items', 'agenda_item_id')}",
        Access.INFORMATION_REQUEST: (
            f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR ({OWN_GROUP} AND (agency_id = {_ACTING_AGENCY}"
            f" OR {_COORDINATES.format(table=table)}))) AND {_of(table, 'agenda_items', 'agenda_item_id')}"
        ),
        Access.PACK_ITEM: (
            f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR agency_id = {_ACTING_AGENCY})"
            f" AND {_of(table, 'agenda_items', 'agenda_item_id')}"
        ),
        Access.PANEL_ACTION: (
            f"{PARTNERSHIP} AND {_takes_part(table, 'agenda_item_id')} AND ({WHOLE_PARTNERSHIP}"
            f" OR owner_agency_id = {_ACTING_AGENCY} OR {_of(table, 'agenda_items', 'agenda_item_id')})"
        ),
    }


def _of_people(table: str) -> dict[Access, str]:
    """What belongs to a person, and with whom they live."""
    return {
        Access.OF_PERSON: f"{PARTNERSHIP} AND {_of(table, 'people', 'person_id')}",
        Access.OF_OWN_PERSON: (
            f"{PARTNERSHIP} AND {_of(table, 'people', 'person_id')} AND ({WHOLE_PARTNERSHIP}"
            f" OR works_for_person({table}.partnership_id, {table}.person_id))"
        ),
        Access.HOUSEHOLD: (
            f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR EXISTS (SELECT FROM household_members member"
            f" WHERE member.partnership_id = {table}.partnership_id AND member.household_id = {table}.id"
            f" AND works_for_person(member.partnership_id, member.person_id)))"
        ),
        Access.OF_HOUSEHOLD: (
            f"{PARTNERSHIP} AND {_of(table, 'people', 'person_id')} AND ({WHOLE_PARTNERSHIP}"
            f" OR ends_on IS NULL OR works_for_person({table}.partnership_id, {table}.person_id))"
        ),
    }


def _of_places(table: str) -> dict[Access, str]:
    """Where people stay."""
    return {
        Access.PLACE: (
            f"{PARTNERSHIP} AND NOT {excluded('id')}"
            f" AND ({WHOLE_PARTNERSHIP} OR {OWN_SERVICE} OR {_any('reader_group_id', 'app.group_ids')})"
            f" AND {nobody_hidden_stays(table)}"
        ),
        Access.OF_PLACE: f"{PARTNERSHIP} AND {_of(table, 'places', 'place_id')}",
    }


def _of_service(table: str) -> str:
    """What the caller's services keep; where it is about a case, only for whoever sees the case."""
    return (
        f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_SERVICE})"
        f" AND (case_id IS NULL OR {_of(table, 'cases', 'case_id')})"
    )


def visible(table: str, access: Access) -> str:
    """The condition under which a row of the table is seen."""
    return {
        Access.PARTNERSHIP: PARTNERSHIP,
        Access.OWN: f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR principal_id = {_PRINCIPAL})",
        Access.CASE: (
            f"{PARTNERSHIP} AND NOT {excluded('id')} AND ({WHOLE_PARTNERSHIP} OR ({OWN_SERVICE}"
            f" AND (access = 'service' OR EXISTS (SELECT FROM case_workers worker"
            f" WHERE worker.partnership_id = {table}.partnership_id AND worker.case_id = {table}.id"
            f" AND worker.ended_at IS NULL AND worker.principal_id = {_PRINCIPAL}))))"
        ),
        Access.OF_CASE: f"{PARTNERSHIP} AND {_of(table, 'cases', 'case_id')}",
        Access.FAMILY: (
            f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR EXISTS (SELECT FROM family_cases link"
            f" WHERE link.partnership_id = {table}.partnership_id AND link.family_id = {table}.id))"
        ),
        Access.PERSON: (
            f"{PARTNERSHIP} AND NOT {excluded('id')} AND ({WHOLE_PARTNERSHIP} OR EXISTS (SELECT"
            f" FROM case_people link WHERE link.partnership_id = {table}.partnership_id"
            f" AND link.person_id = {table}.id))"
        ),
        Access.SERVICE: f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_SERVICE})",
        Access.RECIPIENT: (
            f"{PARTNERSHIP} AND NOT {excluded('person_id')}"
            f" AND ({WHOLE_PARTNERSHIP} OR {OWN_SERVICE} OR {_SENT_TO_OWN_AGENCY})"
        ),
        **_of_people(table),
        **_of_places(table),
        **_before_panels(table),
        Access.GROUP: f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_GROUP})",
        # A review may be of somebody whom the partnership has no record of; nobody is excluded from nobody.
        Access.DEATH_REVIEW: (
            f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_GROUP})"
            f" AND COALESCE(NOT {excluded('victim_person_id')}, victim_person_id IS NULL)"
        ),
        Access.CASE_REVIEW: _of_service(table),
        Access.OF_DEATH_REVIEW: f"{PARTNERSHIP} AND {_of(table, 'death_reviews', 'review_id')}",
    }[access]


def writable(table: str, access: Access) -> str:
    """The condition that a written row must meet.

    A new case has no workers yet, a new person or family no case, a new household nobody.
    """
    return {
        Access.CASE: f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_SERVICE})",
        Access.FAMILY: PARTNERSHIP,
        Access.PERSON: f"{PARTNERSHIP} AND NOT {excluded('id')}",
        Access.HOUSEHOLD: PARTNERSHIP,
        Access.PLACE: f"{PARTNERSHIP} AND {OWN_SERVICE} AND {nobody_hidden_stays(table)}",
    }.get(access) or visible(table, access)


def statements(table: str, access: Access, grants: str) -> list[str]:
    """What guards a new table of a partnership, also against its owner, and grants it to the application."""
    seen, written = visible(table, access), writable(table, access)
    policy = f"CREATE POLICY {table}_{access.value} ON {table} USING ({seen})"
    if written != seen:
        policy += f" WITH CHECK ({written})"
    return [
        f"GRANT {grants} ON {table} TO sosafe_app",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        policy,
    ]
