"""Interventions of a case: drafted, issued, complied with or breached, extended, ended."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import BusinessRule, FieldError, TransitionNotAllowed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.cases.rules import CaseStatus
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.interventions.models import EnforcementTransition, Intervention
from sosafe_api.domains.interventions.repository import MOST_STEPS
from sosafe_api.domains.interventions.rules import lives, powers
from sosafe_api.domains.interventions.schemas import (
    InterventionExtensionIn,
    InterventionIn,
    InterventionPatch,
    InterventionTransitionIn,
)
from sosafe_api.domains.interventions.schemas.money import decimal_of
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import EnforcementService, refuse
from sosafe_api.domains.interventions.vocabulary import (
    InterventionEnd,
    InterventionKind,
    InterventionStatus,
)

_CONTENT = powers.COMMON | powers.GOVERNED
_IN_FORCE_FIELDS = frozenset({"review_on", "outcome"})
_CLOSED = frozenset({CaseStatus.CLOSED, CaseStatus.ENTERED_IN_ERROR})


class InterventionService(EnforcementService):
    """Each change locks the step; issuing locks the case first, so that earlier steps stay as they are."""

    async def create(self, case_id: UUID, wanted: InterventionIn) -> dict[str, Any]:
        """A draft. Raises `ValidationFailed` with everything that its kind forbids or misses."""
        cases = CaseService(self.context)
        case = await cases.found(case_id, lock=True)
        if CaseStatus(case.status) in _CLOSED or await self.repository.step_count(case_id) >= MOST_STEPS:
            raise BusinessRule("A closed case takes no further steps, and an open one 500 at most.")
        content = _content(wanted)
        errors = powers.content_errors(wanted.kind, content)
        refuse(errors + await self._person_errors(case_id, content))
        row = Intervention(
            **self.made(),
            case_id=case_id,
            agency_id=wanted.agency_id,
            kind=wanted.kind.value,
            status=InterventionStatus.DRAFTED.value,
            status_since=self.context.now,
            updated_at=self.context.now,
            **content,
        )
        await self.repository.add(row)
        await self.announce(row, "intervention.created", service_id=case.service_id)
        return self.standing(row)

    async def read(self, intervention_id: UUID) -> dict[str, Any]:
        row = await self.found(Intervention, intervention_id)
        await self.recorded("intervention", row.id)
        return await self.view(row)

    async def of_case(self, case_id: UUID) -> list[dict[str, Any]]:
        """Every step of the case, oldest first; raises `NotFound`."""
        case = await CaseService(self.context).found(case_id)
        await self.recorded("intervention", case.id)
        return [self.summary(row) for row in await self.repository.interventions(case_id)]

    async def update(self, intervention_id: UUID, patch: InterventionPatch) -> dict[str, Any]:
        """Raises `BusinessRule` where the step is no draft any more and more than its review would change."""
        row = await self.found(Intervention, intervention_id, lock=True)
        self.check(row, "intervention")
        wanted = _content(patch, names=patch.model_fields_set)
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        status = InterventionStatus(row.status)
        self._check_open(status, frozenset(changed))
        after = {name: getattr(row, name) for name in _CONTENT} | changed
        if status in lives.IN_FORCE and row.review_on is not None:
            after["reviewed_from"] = row.review_on + timedelta(days=1)
        errors = powers.content_errors(InterventionKind(row.kind), after)
        if status in lives.IN_FORCE:  # an extension may have gone beyond what a draft may say
            errors = [error for error in errors if (error.pointer or "").removeprefix("#/") in changed]
        refuse(errors + (await self._person_errors(row.case_id, changed)))
        await self._changed(row, changed, "intervention.updated")
        return self.standing(row)

    async def transition(self, intervention_id: UUID, wanted: InterventionTransitionIn) -> dict[str, Any]:
        """Answers the step after its move; raises `TransitionNotAllowed`, `BusinessRule`, `ValidationFailed`."""
        case_id = (await self.found(Intervention, intervention_id)).case_id
        await CaseService(self.context).found(case_id, lock=True)
        row = await self.found(Intervention, intervention_id, lock=True)
        self.check(row, "intervention")
        allowed = lives.moves_open(InterventionStatus(row.status))
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        refuse(self._transition_errors(row, wanted))
        columns: dict[str, Any] = {}
        if wanted.to is InterventionStatus.ISSUED:
            columns["issued_on"] = await self._issued_on(row, wanted.on or self.today)
        if wanted.to is InterventionStatus.ENDED and wanted.reason_code is not None:
            columns["ended_as"] = wanted.reason_code.value
        reason = wanted.reason_code.value if wanted.reason_code else None
        await self.move(row, wanted.to, columns, reason=reason, note=wanted.note)
        return self.standing(row)

    async def extend(self, intervention_id: UUID, wanted: InterventionExtensionIn) -> dict[str, Any]:
        """Puts off the end of a closure notice or order that is in force."""
        row = await self.found(Intervention, intervention_id, lock=True)
        self.check(row, "intervention")
        kind = InterventionKind(row.kind)
        values = {"starts_on": row.starts_on, "starts_at": row.starts_at, **wanted.model_dump()}
        refuse(powers.extension_errors(kind, values, {"last_day": row.last_day, "ends_at": row.ends_at}))
        if InterventionStatus(row.status) not in lives.IN_FORCE or self._over(row):
            raise BusinessRule("Only what is in force can be extended, before it ends.")
        later = {name: value for name, value in wanted.model_dump().items() if value is not None}
        await self._changed(row, {**later, "extensions": row.extensions + 1}, "intervention.extended")
        return self.standing(row)

    async def move(
        self,
        row: Intervention,
        to: InterventionStatus,
        columns: Mapping[str, Any],
        *,
        reason: str | None = None,
        note: str | None = None,
    ) -> None:
        """Writes the locked row's new status with its line of history."""
        line = EnforcementTransition(
            partnership_id=row.partnership_id,
            id=new_id(),
            case_id=row.case_id,
            intervention_id=row.id,
            from_code=row.status,
            to_code=to.value,
            reason_code=reason,
            note=note,
            occurred_at=self.context.now,
            actor_id=self.actor.id,
        )
        await self.repository.add(line)
        moved = {"status": to.value, "status_since": self.context.now, **columns}
        await self._changed(row, moved, f"intervention.{to.value}")

    def standing(self, row: Intervention) -> dict[str, Any]:
        return views.standing(row, self.tag(row, "intervention"))

    def summary(self, row: Intervention) -> dict[str, Any]:
        return views.intervention(row, self.tag(row, "intervention"))

    async def view(self, row: Intervention) -> dict[str, Any]:
        breaches = await self.repository.breaches(row.id)
        return {
            **self.summary(row),
            "breaches": [views.breach(each, self.tag(each, "intervention_breach")) for each in breaches],
            "moves": [views.move(each) for each in await self.repository.moves(row.case_id, row.id)],
            "allowed_transitions": lives.moves_open(InterventionStatus(row.status)),
        }

    async def _changed(self, row: Intervention, columns: Mapping[str, Any], event: str) -> None:
        case = await CaseService(self.context).found(row.case_id)
        await self.changed(row, columns, event, service_id=case.service_id)

    async def _person_errors(self, case_id: UUID, content: Mapping[str, Any]) -> list[FieldError]:
        person_id = content.get("person_id")
        if person_id is None:
            return []
        cases = CaseService(self.context)
        people = (await cases.view(await cases.found(case_id)))["people"]
        if any(person["person_id"] == person_id for person in people):
            return []
        return [FieldError("unknown_reference", "Names nobody of this case.", "#/person_id")]

    @staticmethod
    def _check_open(status: InterventionStatus, changed: frozenset[str]) -> None:
        if status is InterventionStatus.DRAFTED:
            return
        fixed = changed if status not in lives.IN_FORCE else changed - _IN_FORCE_FIELDS
        if fixed:
            detail = "Cannot be changed any more, since the step is no draft."
            raise BusinessRule(errors=[FieldError("no_draft", detail, f"#/{name}") for name in sorted(fixed)])

    def _transition_errors(self, row: Intervention, wanted: InterventionTransitionIn) -> list[FieldError]:
        errors = []
        ending = wanted.to is InterventionStatus.ENDED
        if ending and wanted.reason_code is None:
            errors.append(FieldError("required", "Must be given for this status.", "#/reason_code"))
        if not ending and wanted.reason_code is not None:
            errors.append(FieldError("not_wanted", "Must not be given for this status.", "#/reason_code"))
        if wanted.reason_code is InterventionEnd.EXPIRED and not self._over(row):
            errors.append(FieldError("not_over_yet", "Its last day or hour has not passed.", "#/reason_code"))
        if wanted.on is not None and wanted.to is not InterventionStatus.ISSUED:
            errors.append(FieldError("not_wanted", "Must not be given for this status.", "#/on"))
        if wanted.on is not None and wanted.on > self.today:
            errors.append(FieldError("date_in_future", "Must not be after today.", "#/on"))
        return errors

    async def _issued_on(self, row: Intervention, day: date) -> date:
        """Raises `BusinessRule` unless the step that the law asks for first was issued by then on this case."""
        kind = InterventionKind(row.kind)
        steps = await self.repository.interventions(row.case_id)
        taken = frozenset(InterventionKind(step.kind) for step in steps if _precedes(step, row, day))
        missing = powers.earlier_step(kind, {name: getattr(row, name) for name in _CONTENT}, taken)
        if missing:
            raise BusinessRule(errors=missing)
        return day

    def _over(self, row: Intervention) -> bool:
        if row.ends_at is not None:
            return row.ends_at <= self.context.now
        return row.last_day is not None and row.last_day < self.today


def _content(wanted: Any, names: frozenset[str] | set[str] | None = None) -> dict[str, Any]:
    """The stated fields as columns."""
    stated = set(_CONTENT if names is None else names) | ({"outcome"} & set(names or ()))
    found = {name: getattr(wanted, name) for name in stated}
    if "penalty" in found:
        found["penalty"] = decimal_of(found["penalty"])
    if found.get("extent") is not None:
        found["extent"] = found["extent"].value
    return found


def _precedes(step: Intervention, row: Intervention, day: date) -> bool:
    """Whether the step was issued by the day, against the same person where both name one."""
    if InterventionStatus(step.status) not in lives.TAKEN or step.issued_on is None or step.issued_on > day:
        return False
    return step.person_id is None or row.person_id is None or step.person_id == row.person_id
