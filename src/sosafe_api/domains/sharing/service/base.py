"""What consents and disclosures check alike: that person and service are the caller's to speak for."""

from uuid import UUID

from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.people.service import PersonService


class SharingService(RecordService):
    """The person is one of the caller's cases, the service one that the caller works for."""

    async def reference_errors(
        self, person_id: UUID | None, service_id: UUID | None = None
    ) -> list[FieldError]:
        errors = []
        if person_id is not None and not await self._seen(person_id):
            errors.append(unknown("person_id"))
        if service_id is not None and service_id not in self.actor.service_ids:
            errors.append(unknown("service_id"))
        return errors

    async def _seen(self, person_id: UUID) -> bool:
        try:
            await PersonService(self.context).found(person_id)
        except NotFound:
            return False
        return True


def unknown(name: str) -> FieldError:
    detail = "Names no record that you can use here."
    return FieldError("unknown_reference", detail, pointer=f"#/{name}")
