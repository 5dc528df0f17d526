"""Empties a test partnership: what happened goes, who works in it and how it is organised stays."""

from psycopg import sql

from sosafe_api.domains.auth.rules import PartnershipMode
from sosafe_api.provisioning.owner import Connection, enter, on_record

# The organisation, so that programs keep their credentials; the records of access, which nobody empties; how far the
# changes are numbered, so that no reader of the feed stands before a number that is given again; and places, since
# their sealed locations are seen by no role, the owner's included, and so are deleted by none.
KEPT = frozenset(
    {
        "agencies",
        "agency_memberships",
        "audit_entries",
        "change_feeds",
        "group_memberships",
        "groups",
        "liaison_officers",
        "operation_usage",
        "place_locations",
        "places",
        "principals",
        "revoked_tokens",
        "role_assignments",
        "services",
        "sharing_agreement_parties",
        "sharing_agreement_purposes",
        "sharing_agreements",
        "used_assertions",
    }
)


class NotATestPartnership(Exception):
    """The people of a live partnership are real: nothing of it is thrown away."""


def reset(connection: Connection, slug: str) -> int:
    """Deletes every row of the partnership but those of `KEPT`, sets its clock back; answers how many went.

    Raises `Unknown`, and `NotATestPartnership` for one of mode `live`.
    """
    partnership_id = enter(connection, slug)
    # Locked, so that the mode cannot change before the end of the transaction.
    row = connection.execute(
        "SELECT mode FROM partnerships WHERE id = %s FOR UPDATE", (partnership_id,)
    ).fetchone()
    if row is None or row[0] != PartnershipMode.TEST:
        raise NotATestPartnership(f"{slug} is a live partnership: its people are real")
    found = connection.execute(_statement(emptied()), {"partnership_id": partnership_id}).fetchone()
    connection.execute(
        "UPDATE change_feeds SET forgotten = numbered WHERE partnership_id = %s", (partnership_id,)
    )
    connection.execute("UPDATE partnerships SET clock_ahead_seconds = 0 WHERE id = %s", (partnership_id,))
    on_record(connection, partnership_id, "partnership:reset", partnership_id)
    return int(found[0]) if found else 0


def emptied() -> list[str]:
    """The tables whose rows of the partnership go."""
    # Imported here: all tables are a second of start, and no other command of an operator's needs them.
    from sosafe_api.tables import metadata  # noqa: PLC0415

    return sorted(
        table.name
        for table in metadata.tables.values()
        if "partnership_id" in table.columns and table.name not in KEPT
    )


def _statement(tables: list[str]) -> sql.Composed:
    """One statement: foreign keys are checked at its end, so tables that refer to each other need no order."""
    deletions = [
        sql.SQL(
            "{name} AS (DELETE FROM {table} WHERE partnership_id = %(partnership_id)s RETURNING 1)"
        ).format(name=sql.Identifier(f"of_{table}"), table=sql.Identifier(table))
        for table in tables
    ]
    counts = [sql.SQL("(SELECT count(*) FROM {})").format(sql.Identifier(f"of_{table}")) for table in tables]
    return sql.SQL("WITH {} SELECT {}").format(sql.SQL(", ").join(deletions), sql.SQL(" + ").join(counts))
