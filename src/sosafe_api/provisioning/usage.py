"""What an operator sees of usage: which clients call which operations, over all partnerships or in one."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sosafe_api.provisioning.owner import Connection, enter

_PARTNERSHIPS = "SELECT slug FROM partnerships ORDER BY slug"
_USED = """
SELECT COALESCE(principals.client_id, agencies.slug), used.caller_kind, used.operation, sum(used.requests)::bigint,
  max(used.last_used_on)
FROM operation_usage used
LEFT JOIN principals ON used.caller_kind = 'client' AND principals.partnership_id = used.partnership_id
  AND principals.id = used.caller_id
LEFT JOIN agencies ON used.caller_kind = 'agency' AND agencies.partnership_id = used.partnership_id
  AND agencies.id = used.caller_id
WHERE used.partnership_id = %(partnership_id)s AND used.month >= date_trunc('month', %(since)s::date)
  AND (%(operations)s::text[] IS NULL OR used.operation = ANY (%(operations)s::text[]))
GROUP BY 1, 2, 3 ORDER BY 3, 1"""


class Used(NamedTuple):
    """What a program, or the people of an agency, called of an operation."""

    partnership: str
    caller: str
    caller_kind: str
    operation: str
    requests: int
    last_used_on: date


def usage(
    connection: Connection, *, since: date, partnership: str | None, operations: Collection[str] | None
) -> list[Used]:
    """From the month of `since` on. `operations` None means all of them. Raises `Unknown`."""
    slugs = [partnership] if partnership else [row[0] for row in connection.execute(_PARTNERSHIPS)]
    found = []
    for slug in slugs:
        values = {
            "partnership_id": enter(connection, slug),
            "since": since,
            "operations": None if operations is None else sorted(operations),
        }
        found += [Used(slug, *row) for row in connection.execute(_USED, values).fetchall()]
    return found
