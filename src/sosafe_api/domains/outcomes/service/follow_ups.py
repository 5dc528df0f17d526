"""Follow-ups: which are due, how each was concluded, and the dated rules that they follow from."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.outcomes.models import FollowUp, FollowUpRule
from sosafe_api.domains.outcomes.repository import FollowUpRepository, FollowUpRow
from sosafe_api.domains.outcomes.rules.follow_ups import conclusion_errors, status_on
from sosafe_api.domains.outcomes.schemas import FollowUpIn, FollowUpQuery, FollowUpRuleIn, FollowUpRuleQuery
from sosafe_api.domains.outcomes.vocabulary import FollowUpOutcome

_NO_RULE = FieldError("no_such_follow_up", "No rule asks for this one of this case.", "#/months")
_PAST = FieldError("in_the_past", "Must not be before today: past cases keep their rule.", "#/starts_on")


class FollowUpService(RecordService):
    """What is due follows from when a case closed and the rule of its service on that day."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cases = CaseService(context)
        self.repository = FollowUpRepository(context)

    async def page(self, query: FollowUpQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "place")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def conclude(self, case_id: UUID, wanted: FollowUpIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for one that no rule asks for, `AlreadyConcluded` for a second answer."""
        case = await self.cases.found(case_id, lock=True)
        expected = await self.repository.of_case(case.id, wanted.months)
        if expected is None or case.closed_at is None:
            raise ValidationFailed(errors=[_NO_RULE])
        closed_on = london_date(case.closed_at)
        errors = conclusion_errors(
            wanted.outcome,
            wanted.reason_code,
            wanted.concluded_on,
            closed_on=closed_on,
            due_on=expected.due_on,
        )
        if errors:
            raise ValidationFailed(errors=errors)
        row = FollowUp(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            case_id=case.id,
            months=wanted.months,
            due_on=expected.due_on,
            outcome=wanted.outcome.value,
            reason_code=wanted.reason_code.value if wanted.reason_code else None,
            concluded_on=wanted.concluded_on,
            concluded_by=self.actor.id,
            version=1,
            created_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "follow_up.concluded", service_id=case.service_id)
        return self._view(
            expected._replace(
                outcome=row.outcome, concluded_on=row.concluded_on, concluded_at=self.context.now
            )
        )

    async def add_rule(self, wanted: FollowUpRuleIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a rule about the past, `RuleInUse` for a second one of a day."""
        if wanted.starts_on < london_date(self.context.now):
            raise ValidationFailed(errors=[_PAST])
        row = FollowUpRule(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            **wanted.model_dump(),
            version=1,
            created_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "follow_up_rule.created", service_id=row.service_id)
        return _rule(row)

    async def rules(self, query: FollowUpRuleQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.rules, "id")
        return Page([_rule(row) for row in page.rows], page.next_cursor)

    def _view(self, row: FollowUpRow) -> dict[str, Any]:
        outcome = FollowUpOutcome(row.outcome) if row.outcome else None
        return {
            "case_id": row.case_id,
            "service_id": row.service_id,
            "months": row.months,
            "due_on": row.due_on,
            "status": status_on(london_date(self.context.now), row.due_on, outcome),
            "concluded_on": row.concluded_on,
            "concluded_at": wire_instant(row.concluded_at) if row.concluded_at else None,
        }


def _rule(row: FollowUpRule) -> dict[str, Any]:
    return {
        "id": row.id,
        "service_id": row.service_id,
        "months": row.months,
        "starts_on": row.starts_on,
        "created_at": wire_instant(row.created_at),
    }
