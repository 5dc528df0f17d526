"""Sharing: a check before it, and the log of what was disclosed, on which ground, with or without consent."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import AgreementService
from sosafe_api.domains.sharing.models import Consent, Disclosure
from sosafe_api.domains.sharing.repository import ConsentRepository, DisclosureRepository
from sosafe_api.domains.sharing.rules import Verdict, judge, needs_condition
from sosafe_api.domains.sharing.schemas import DisclosureIn, DisclosureQuery, SharingCheckIn
from sosafe_api.domains.sharing.service.base import SharingService
from sosafe_api.domains.sharing.vocabulary import ServiceConsentStatus

_GRAVEST_FIRST = [
    ServiceConsentStatus.WITHDRAWN,
    ServiceConsentStatus.REFUSED,
    ServiceConsentStatus.NOT_SOUGHT,
    ServiceConsentStatus.GIVEN,
]
_OWN_GROUND = ("lawful_basis", "gateway", "special_category_condition")


class DisclosureService(SharingService):
    """The agreements decide; consent to take part is weighed beside them and is never their ground."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = DisclosureRepository(context)
        self.consents = ConsentRepository(context)

    async def check_sharing(self, wanted: SharingCheckIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a person who is none of the caller's."""
        errors = await self.reference_errors(wanted.person_id)
        if errors:
            raise ValidationFailed(errors=errors)
        verdict = await self._verdict(wanted, london_date(self.context.now))
        return {
            "allowed": verdict.allowed,
            "agreement_id": verdict.agreement_id,
            **_ground(verdict),
            "refusals": list(verdict.refusals),
            "consent_status": await self._weighed(wanted.person_id),
        }

    async def create(self, wanted: DisclosureIn) -> dict[str, Any]:
        """Raises `ValidationFailed` naming everything that is wrong."""
        verdict = await self._verdict(wanted, wanted.disclosed_on)
        consent = await self.consents.hold(wanted.person_id, wanted.service_id)
        errors = await self.reference_errors(wanted.person_id, wanted.service_id)
        errors += [*_ground_errors(wanted, verdict), *_consent_errors(wanted, consent)]
        if errors:
            raise ValidationFailed(errors=errors)
        ground = _ground(verdict) if verdict.allowed else _stated_ground(wanted)
        row = Disclosure(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            **wanted.model_dump(mode="python", exclude={*_OWN_GROUND, "data_classes"}),
            **ground,
            data_classes=[kind.value for kind in wanted.data_classes],
            agreement_id=verdict.agreement_id,
            consent_status=consent.status if consent else ServiceConsentStatus.NOT_SOUGHT.value,
            disclosed_by=self.actor.id,
            created_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "disclosure.created", service_id=row.service_id)
        return self._summary(row)

    async def read(self, disclosure_id: UUID) -> dict[str, Any]:
        """Raises `NotFound`. The read is recorded."""
        row = await self.repository.find(disclosure_id)
        if row is None:
            raise NotFound()
        entry = Entry(operation="disclosure:read", object_type="disclosure", object_id=row.id, field_set="F3")
        await record(self.context, entry)
        return {
            **self._summary(row),
            "data_classes": row.data_classes,
            "purpose": row.purpose,
            "lawful_basis": row.lawful_basis,
            "gateway": row.gateway,
            "special_category_condition": row.special_category_condition,
            "necessity": row.necessity,
            "consent_status": row.consent_status,
            "without_consent_reason": row.without_consent_reason,
            "disclosed_by": row.disclosed_by,
        }

    async def page(self, query: DisclosureQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def _verdict(self, wanted: SharingCheckIn | DisclosureIn, day: date) -> Verdict:
        agreements = await AgreementService(self.context).binding(self.actor.agency_id, day)
        return judge(agreements, wanted.purpose, wanted.recipient_agency_id, wanted.data_classes)

    async def _weighed(self, person_id: UUID | None) -> ServiceConsentStatus | None:
        """The least favourable of the person's consents; looking at them is recorded."""
        if person_id is None:
            return None
        entry = Entry(operation="consent:weigh", object_type="person", object_id=person_id, field_set="F2")
        await record(self.context, entry)
        stated = [ServiceConsentStatus(row.status) for row in await self.consents.of_person(person_id)]
        return min(stated, key=_GRAVEST_FIRST.index, default=None)

    def _summary(self, row: Disclosure) -> dict[str, Any]:
        return {
            "id": row.id,
            "person_id": row.person_id,
            "service_id": row.service_id,
            "recipient_agency_id": row.recipient_agency_id,
            "agreement_id": row.agreement_id,
            "disclosed_on": row.disclosed_on,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "disclosure"),
        }


def _ground(verdict: Verdict) -> dict[str, Any]:
    return {name: getattr(verdict.ground, name, None) for name in _OWN_GROUND}


def _stated_ground(wanted: DisclosureIn) -> dict[str, Any]:
    stated = {name: getattr(wanted, name) for name in _OWN_GROUND}
    return {name: value.value if value is not None else None for name, value in stated.items()}


def _ground_errors(wanted: DisclosureIn, verdict: Verdict) -> list[FieldError]:
    """An agreement's ground is taken over; without one the discloser has to state it."""
    if verdict.allowed:
        detail = "Must be left out where an agreement covers the disclosure."
        return [
            FieldError("covered_by_agreement", detail, pointer=f"#/{name}")
            for name in _OWN_GROUND
            if getattr(wanted, name) is not None
        ]
    errors = []
    if wanted.lawful_basis is None:
        reasons = ", ".join(verdict.refusals)
        detail = f"Must be stated, since no agreement covers the disclosure: {reasons}."
        errors.append(FieldError("not_covered", detail, pointer="#/lawful_basis"))
    if wanted.special_category_condition is None and needs_condition(wanted.data_classes):
        detail = "Must be stated for special category or criminal offence data."
        errors.append(FieldError("required", detail, pointer="#/special_category_condition"))
    return errors


def _consent_errors(wanted: DisclosureIn, consent: Consent | None) -> list[FieldError]:
    if wanted.without_consent_reason is not None:
        return []
    if consent is not None and consent.status == ServiceConsentStatus.GIVEN:
        return []
    detail = "Must be stated unless the person's consent to the service is recorded as given."
    return [FieldError("reason_required", detail, pointer="#/without_consent_reason")]
