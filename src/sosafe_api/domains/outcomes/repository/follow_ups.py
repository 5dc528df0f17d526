"""Every query about follow-ups: those that follow from the rules, joined with what became of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.clock import LONDON, london_date
from sosafe_api.core.context import Context
from sosafe_api.domains.outcomes.models import FollowUp, FollowUpRule
from sosafe_api.domains.outcomes.rules.follow_ups import ENDINGS_WITHOUT_FOLLOW_UP
from sosafe_api.domains.outcomes.schemas import FollowUpQuery, FollowUpRuleQuery


class FollowUpRow(NamedTuple):
    """A follow-up of a closed case; the last four are empty until it is concluded."""

    case_id: UUID
    service_id: UUID
    months: int
    due_on: date
    outcome: str | None
    reason_code: str | None
    concluded_on: date | None
    concluded_at: datetime | None

    @property
    def place(self) -> str:
        """Where it stands in the list."""
        return f"{self.due_on}/{self.case_id}/{self.months}"


_CLOSED_ON = f"(c.closed_at AT TIME ZONE '{LONDON.key}')::date"
# The rule of a case is the service's latest that had begun when it closed: a later one changes no past case.
_FOLLOW_UPS = f"""
WITH expected AS (
 SELECT c.partnership_id, c.id AS case_id, c.service_id, m.months,
  ({_CLOSED_ON} + make_interval(months => m.months))::date AS due_on
 FROM cases c
 CROSS JOIN LATERAL (SELECT r.months FROM follow_up_rules r WHERE r.partnership_id = c.partnership_id
  AND r.service_id = c.service_id AND r.starts_on <= {_CLOSED_ON} ORDER BY r.starts_on DESC LIMIT 1) rule
 CROSS JOIN LATERAL unnest(rule.months) AS m (months)
 WHERE c.partnership_id = %(partnership_id)s AND c.service_id = ANY(%(service_ids)s)
  AND c.status = 'closed' AND c.ending <> ALL(%(without)s)),
known AS (
 SELECT e.case_id, e.service_id, e.months, e.due_on, f.outcome, f.reason_code, f.concluded_on,
  f.created_at AS concluded_at,
  coalesce(f.outcome, CASE WHEN e.due_on <= %(today)s THEN 'due' ELSE 'awaited' END) AS status
 FROM expected e LEFT JOIN follow_ups f ON f.partnership_id = e.partnership_id AND f.case_id = e.case_id
  AND f.months = e.months)
SELECT case_id, service_id, months, due_on, outcome, reason_code, concluded_on, concluded_at FROM known"""  # noqa: S608 - fixed parts only
_FILTERS = {
    "status": "status = ANY(%(status)s)",
    "service_id": "service_id = %(service_id)s",
    "due_on_from": "due_on >= %(due_on_from)s",
    "due_on_before": "due_on < %(due_on_before)s",
}


class FollowUpRepository:
    """Follow-ups of the caller's services' cases; never commits."""

    def __init__(self, context: Context) -> None:
        self._session = context.transaction.session
        self._execute = context.transaction.execute
        self._partnership_id = context.actor.partnership_id
        self._scope: dict[str, Any] = {
            "partnership_id": self._partnership_id,
            "service_ids": list(context.actor.service_ids),
            "without": list(ENDINGS_WITHOUT_FOLLOW_UP),
            "today": london_date(context.now),
        }

    async def page(self, query: FollowUpQuery, after: Any) -> Sequence[FollowUpRow]:
        """By the day on which they are due, one more than the page holds."""
        conditions, values = ["true"], dict(self._scope)
        for name, condition in _FILTERS.items():
            given = getattr(query, name)
            if given is not None:
                conditions.append(condition)
                values[name] = [item.value for item in given] if name == "status" else given
        if after is not None:
            day, case_id, months = str(after).split("/")
            conditions.append("(due_on, case_id, months) > (%(day)s::date, %(case_id)s::uuid, %(months)s)")
            values |= {"day": date.fromisoformat(day), "case_id": UUID(case_id), "months": int(months)}
        statement = (
            f"{_FOLLOW_UPS} WHERE {' AND '.join(conditions)} ORDER BY due_on, case_id, months LIMIT %(limit)s"
        )
        rows = await self._execute(statement.encode(), {**values, "limit": query.limit + 1})
        return [FollowUpRow._make(row) for row in rows]

    async def of_case(self, case_id: UUID, months: int) -> FollowUpRow | None:
        """The follow-up that a rule asks for, some months after the case closed."""
        statement = f"{_FOLLOW_UPS} WHERE case_id = %(case_id)s AND months = %(months)s"
        rows = await self._execute(statement.encode(), {**self._scope, "case_id": case_id, "months": months})
        return FollowUpRow._make(rows[0]) if rows else None

    async def add(self, row: FollowUp | FollowUpRule) -> None:
        self._session.add(row)
        await self._session.flush()

    async def rules(self, query: FollowUpRuleQuery, after: Any) -> Sequence[FollowUpRule]:
        """In the order of their recording, one more than the page holds."""
        statement = select(FollowUpRule).where(FollowUpRule.partnership_id == self._partnership_id)
        if query.service_id is not None:
            statement = statement.where(FollowUpRule.service_id == query.service_id)
        if after is not None:
            statement = statement.where(col(FollowUpRule.id) > UUID(after))
        statement = statement.order_by(col(FollowUpRule.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())
