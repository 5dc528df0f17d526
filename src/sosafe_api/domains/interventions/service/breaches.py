"""Breaches of an intervention: each its own record; the step is breached from then on, and stays in force."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import BusinessRule, FieldError
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.interventions.models import Intervention, InterventionBreach
from sosafe_api.domains.interventions.rules import lives, powers
from sosafe_api.domains.interventions.rules.limits import penalty_limit
from sosafe_api.domains.interventions.schemas import InterventionBreachIn, InterventionBreachPatch
from sosafe_api.domains.interventions.schemas.money import decimal_of
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import refuse
from sosafe_api.domains.interventions.service.interventions import InterventionService
from sosafe_api.domains.interventions.vocabulary import (
    BreachConsequence,
    InterventionKind,
    InterventionStatus,
)

MOST_BREACHES = 200


class BreachService(InterventionService):
    """Recording a breach locks the step, so that two workers' records both count."""

    async def add(self, intervention_id: UUID, wanted: InterventionBreachIn) -> dict[str, Any]:
        """Raises `BusinessRule` for a step that binds nobody or is not in force."""
        row = await self.found(Intervention, intervention_id, lock=True)
        self.check(row, "intervention")
        status, kind = InterventionStatus(row.status), InterventionKind(row.kind)
        if not powers.POWERS[kind].binding or status not in lives.IN_FORCE:
            raise BusinessRule("Only a binding step that was issued and is in force can be breached.")
        if len(await self.repository.breaches(row.id)) >= MOST_BREACHES:
            raise BusinessRule("A step takes 200 breaches at most.")
        penalty = decimal_of(wanted.penalty)
        refuse(_day_errors(row, wanted.occurred_on) + consequence_errors(wanted.consequence, penalty))
        made = InterventionBreach(
            **self.made(),
            case_id=row.case_id,
            intervention_id=row.id,
            occurred_on=wanted.occurred_on,
            account=wanted.account,
            consequence=wanted.consequence.value,
            penalty=penalty,
            updated_at=self.context.now,
        )
        await self.repository.add(made)
        service_id = (await CaseService(self.context).found(row.case_id)).service_id
        await self.announce(made, "intervention_breach.created", service_id=service_id)
        if status is InterventionStatus.BREACHED:  # a new version, so that a stale tag cannot add another
            await self.changed(row, {"status": row.status}, "intervention.updated", service_id=service_id)
        else:
            await self.move(row, InterventionStatus.BREACHED, {})
        return self._recorded(made)

    async def read_breach(self, breach_id: UUID) -> dict[str, Any]:
        row = await self.found(InterventionBreach, breach_id)
        await self.recorded("intervention_breach", row.id)
        return self._view(row)

    async def settle(self, breach_id: UUID, patch: InterventionBreachPatch) -> dict[str, Any]:
        """Records what followed."""
        row = await self.found(InterventionBreach, breach_id, lock=True)
        self.check(row, "intervention_breach")
        stated: dict[str, Any] = {}
        if "consequence" in patch.model_fields_set:
            stated["consequence"] = patch.consequence.value
        if "penalty" in patch.model_fields_set:
            stated["penalty"] = decimal_of(patch.penalty)
        after = {"consequence": row.consequence, "penalty": row.penalty} | stated
        refuse(consequence_errors(BreachConsequence(after["consequence"]), after["penalty"]))
        changed = {name: value for name, value in stated.items() if getattr(row, name) != value}
        service_id = (await CaseService(self.context).found(row.case_id)).service_id
        await self.changed(row, changed, "intervention_breach.updated", service_id=service_id)
        return self._recorded(row)

    def _recorded(self, row: InterventionBreach) -> dict[str, Any]:
        shown = self._view(row)
        return {name: shown[name] for name in ("id", "intervention_id", "updated_at", "etag")}

    def _view(self, row: InterventionBreach) -> dict[str, Any]:
        return views.breach(row, self.tag(row, "intervention_breach"))


def consequence_errors(consequence: BreachConsequence, penalty: Any) -> list[FieldError]:
    """An amount belongs to a fixed penalty and to nothing else, and is no higher than the law allows."""
    wanted = consequence is BreachConsequence.FIXED_PENALTY
    if wanted and penalty is None:
        return [FieldError("required", "Must be given for a fixed penalty.", "#/penalty")]
    if not wanted and penalty is not None:
        return [FieldError("not_wanted", "Must be given for a fixed penalty alone.", "#/penalty")]
    limit = penalty_limit({"penalty": penalty})
    return [limit] if limit else []


def _day_errors(row: Intervention, day: date) -> list[FieldError]:
    """A breach falls between the issue and the end, both days included."""
    start = max(
        found for found in (row.issued_on, row.starts_on, _day(row.starts_at), date.min) if found is not None
    )
    end = row.last_day or _day(row.ends_at)
    if powers.in_force_on(day, start, end):
        return []
    return [FieldError("not_in_force", "Must be a day on which the step was in force.", "#/occurred_on")]


def _day(value: Any) -> date | None:
    return london_date(value) if value is not None else None
