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


def _of(table: str, parent: str, key: str) -> str:
    return (
        f"EXISTS (SELECT FROM {parent} parent WHERE parent.partnership_id = {table}.partnership_id"
        f" AND parent.id = {table}.{key})"
    )


def _agenda(table: str, item: str, *also: str) -> str:
    """What a panel of the caller's or its own service deals with, unless it was excluded or stepped back."""
    whose = " OR ".join((OWN_GROUP, OWN_SERVICE, *also))
    return (
        f"{PARTNERSHIP} AND NOT ({any_excluded('subject_ids')}) AND ({WHOLE_PARTNERSHIP} OR (({whose})"
        f" AND NOT EXISTS (SELECT FROM agenda_item_recusals recusal"
        f" WHERE recusal.partnership_id = {table}.partnership_id"
        f" AND recusal.agenda_item_id = {table}.{item} AND recusal.principal_id = {_PRINCIPAL})))"
    )


def visible(table: str, access: Access) -> str:
    """The condition under which a row of the table is seen."""
    return {
        Access.PARTNERSHIP: PARTNERSHIP,
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
        Access.AGENDA_ITEM: _agenda(table, "id"),
        Access.OF_AGENDA_ITEM: f"{PARTNERSHIP} AND {_of(table, 'agenda_items', 'agenda_item_id')}",
        Access.PACK_ITEM: (
            f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR agency_id = {_ACTING_AGENCY})"
            f" AND {_of(table, 'agenda_items', 'agenda_item_id')}"
        ),
        Access.PANEL_ACTION: _agenda(table, "agenda_item_id", f"owner_agency_id = {_ACTING_AGENCY}"),
        Access.SERVICE: f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_SERVICE})",
        Access.GROUP: f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {OWN_GROUP})",
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
