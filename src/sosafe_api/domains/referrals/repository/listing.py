"""The statement of the list of referrals, put together from fixed parts by the filters given."""

from collections.abc import Sequence
from typing import Any

from sosafe_api.domains.referrals.repository import statements
from sosafe_api.domains.referrals.schemas import ReferralQuery


def list_statement(
    query: ReferralQuery, after: Sequence[Any] | None, *, sender: bool, receiver: bool
) -> tuple[bytes, dict[str, Any]]:
    """Of fixed parts only. Ids are in the order of receipt, so the default order needs no other column."""
    conditions = ["r.partnership_id = %(partnership_id)s"]
    conditions.append(_WHOSE[sender, receiver])
    values: dict[str, Any] = {}
    for name, condition in _FILTERS.items():
        given = getattr(query, name)
        if given is not None:
            conditions.append(condition)
            values[name] = [item.value for item in given] if name == "status" else given
    if query.overdue is not None:
        conditions.append(_OVERDUE if query.overdue else f"NOT ({_OVERDUE})")
    sort = query.sort or "-received_at"
    descending = sort.startswith("-")
    columns = ("id",) if sort.endswith("received_at") else ("updated_at", "id")
    if after is not None:
        places = ", ".join(f"%(after_{index})s::{_KINDS[name]}" for index, name in enumerate(columns))
        names = ", ".join(f"r.{name}" for name in columns)
        conditions.append(f"({names}) {'<' if descending else '>'} ({places})")
        values |= {f"after_{index}": value for index, value in enumerate(after)}
    direction = " DESC" if descending else ""
    order = ", ".join(f"r.{name}{direction}" for name in columns)
    statement = (
        f"SELECT {statements.LIST_COLUMNS} FROM referrals r WHERE {' AND '.join(conditions)}"  # noqa: S608
        f" ORDER BY {order} LIMIT %(limit)s"
    )
    return statement.encode(), values


_WHOSE = {
    (True, False): "r.agency_id = %(sender_agency_id)s",
    (False, True): "r.service_id = ANY(%(service_ids)s)",
    (True, True): "(r.agency_id = %(sender_agency_id)s OR r.service_id = ANY(%(service_ids)s))",
    (False, False): "false",
}
_KINDS = {"id": "uuid", "updated_at": "timestamptz"}
_OVERDUE = (
    "r.status IN ('submitted', 'received', 'under_review', 'awaiting_information')"
    " AND r.clock_stopped_at IS NULL AND r.answer_deadline_at <= %(now)s"
)
_FILTERS = {
    "status": "r.status = ANY(%(status)s)",
    "service_id": "r.service_id = %(service_id)s",
    "agency_reference": "r.agency_reference = %(agency_reference)s",
    "received_at_from": "r.received_at >= %(received_at_from)s",
    "received_at_before": "r.received_at < %(received_at_before)s",
    "updated_at_from": "r.updated_at >= %(updated_at_from)s",
    "updated_at_before": "r.updated_at < %(updated_at_before)s",
}
