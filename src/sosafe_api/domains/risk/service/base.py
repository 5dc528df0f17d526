"""What assessments of every kind check alike: that whatever they name can be used by the caller."""

from uuid import UUID

from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.people.service import PersonService
from sosafe_api.domains.risk.repository.base import RiskRepositoryBase


class AssessmentService(RecordService):
    """An assessment is about a person whom a case of the caller's service is about."""

    async def person_errors(self, **people: UUID | None) -> list[FieldError]:
        """By the name of the property: those that name nobody whom the caller may see."""
        errors = []
        for name, person_id in people.items():
            if person_id is not None and not await self._seen(person_id):
                errors.append(unknown(name))
        return errors

    async def case_errors(
        self, repository: RiskRepositoryBase, case_id: UUID | None, person_id: UUID
    ) -> list[FieldError]:
        if case_id is None or await repository.is_about(case_id, person_id):
            return []
        return [unknown("case_id")]

    async def _seen(self, person_id: UUID) -> bool:
        try:
            await PersonService(self.context).found(person_id)
        except NotFound:
            return False
        return True


def unknown(name: str) -> FieldError:
    detail = "Names no record that you can use here."
    return FieldError("unknown_reference", detail, pointer=f"#/{name}")
