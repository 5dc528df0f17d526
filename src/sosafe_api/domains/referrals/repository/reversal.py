"""Taking back the referrals of a file: set-based statements, of the request that asks and of the background work."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core import audit_trail, outbox
from sosafe_api.core.context import Context
from sosafe_api.core.ids import new_id
from sosafe_api.domains.referrals.repository.files import Connection, FileSender

MOST_NAMED = 50
# By the instants between which the import worked: they have an index, which its id has not.
_OF_IMPORT = """FROM referrals WHERE partnership_id = %(partnership_id)s AND import_id = %(import_id)s
 AND received_at BETWEEN %(since)s AND %(until)s"""
_TOUCHED = "(status <> 'submitted' OR version <> 1)"
_FOUND = f"SELECT count(*) {_OF_IMPORT}".encode()
HINDRANCES = f"SELECT id, status {_OF_IMPORT} AND {_TOUCHED} ORDER BY id LIMIT %(most)s".encode()
_LOCK = f"SELECT id, {_TOUCHED} {_OF_IMPORT} ORDER BY id FOR UPDATE".encode()
_GIVEN = "unnest(%(ids)s::uuid[], %(own_ids)s::uuid[]) AS given (id, own_id)"
_THEIRS = "JOIN referrals r ON r.partnership_id = %(partnership_id)s AND r.id = given.id"
_MOVE = b"""
UPDATE referrals SET status = 'entered_in_error', status_since = %(now)s, reason_code = %(reason_code)s,
 updated_at = %(now)s, version = 2 WHERE partnership_id = %(partnership_id)s AND id = ANY (%(ids)s)"""
_ADD_HISTORY = f"""
INSERT INTO referral_transitions (partnership_id, id, referral_id, agency_id, service_id, version, from_status,
 to_status, reason_code, actor_id, actor_agency_id, occurred_at)
SELECT %(partnership_id)s, given.own_id, r.id, r.agency_id, r.service_id, 2, 'submitted', 'entered_in_error',
 %(reason_code)s, %(principal_id)s, %(agency_id)s, %(now)s FROM {_GIVEN} {_THEIRS}""".encode()
_ADD_CHANGES = f"""
{outbox.INSERT}
SELECT %(partnership_id)s, given.own_id, 'referral.entered_in_error', 'referral', r.id, 2, r.agency_id, r.service_id,
 %(now)s FROM {_GIVEN} {_THEIRS}""".encode()
_ADD_AUDIT = f"""
{audit_trail.INSERT}
SELECT %(partnership_id)s, given.own_id, %(principal_id)s, %(agency_id)s, 'referral:transition', 'referral', given.id,
 NULL, NULL, NULL, 'allowed', 'worker' FROM {_GIVEN}""".encode()
BATCH = 5_000


class Brought(NamedTuple):
    """The import that brought referrals, between which instants it did, and how many it counted."""

    import_id: UUID
    since: datetime
    until: datetime
    created: int


class Hindrance(NamedTuple):
    """A referral that somebody has moved on or corresponded about, and where it stands."""

    id: UUID
    status: str


async def whole(context: Context, brought: Brought) -> bool:
    """Whether the actor finds each that was counted: a referral of an earlier release names no import."""
    found = int((await context.transaction.execute(_FOUND, _values(context, brought)))[0][0])
    return 0 < found == brought.created


async def hindrances(context: Context, brought: Brought) -> list[Hindrance]:
    """The first of the import's referrals that somebody has touched since, as far as the actor sees them."""
    values = _values(context, brought) | {"most": MOST_NAMED}
    return [Hindrance(*row) for row in await context.transaction.execute(HINDRANCES, values)]


def _values(context: Context, brought: Brought) -> dict[str, Any]:
    return {**brought._asdict(), "partnership_id": context.actor.partnership_id}


def take_back(connection: Connection, sender: FileSender, brought: Brought, reason_code: str) -> bool:
    """All the import's referrals become entered in error; none where one is not seen or has been touched."""
    sender.enter(connection)
    values: dict[str, Any] = {
        **brought._asdict(),
        "partnership_id": sender.partnership_id,
        "agency_id": sender.agency_id,
        "principal_id": sender.principal_id,
        "now": sender.now,
        "reason_code": reason_code,
    }
    held = connection.execute(_LOCK, values).fetchall()
    if len(held) != brought.created or any(touched for _, touched in held):
        return False
    for start in range(0, len(held), BATCH):
        batch = values["ids"] = [row[0] for row in held[start : start + BATCH]]
        for statement in (_MOVE, _ADD_HISTORY, _ADD_CHANGES, _ADD_AUDIT):
            connection.execute(statement, values | {"own_ids": [new_id() for _ in batch]})
    return True
