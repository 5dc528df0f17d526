"""Putting a case or a referral before a panel, and taking it back: the presenting service's part."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, NotFound, TransitionNotAllowed
from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.panels import rules
from sosafe_api.domains.panels.errors import NotAPanel, NotNow, UnknownReference
from sosafe_api.domains.panels.models import AgendaItem, Meeting
from sosafe_api.domains.panels.rules import (
    ITEM_TRANSITIONS,
    TAKES_ITEMS,
    AgendaItemStatus,
    MeetingStatus,
    Presented,
)
from sosafe_api.domains.panels.schemas.agenda import AgendaItemIn, WithdrawalIn
from sosafe_api.domains.panels.service import views
from sosafe_api.domains.panels.service.base import PanelService
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.rules import Status
from sosafe_api.domains.referrals.service import ReadingService

_NO_LONGER_PRESENTED = frozenset({"closed", "entered_in_error"})
_NOT_PRESENTED = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.ENTERED_IN_ERROR})


class PresentingService(PanelService):
    """The service states what the panel is told; the item holds a copy, so nobody there reads the case."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cases = CaseService(context)
        self.referrals = ReadingService(context)

    async def present(self, meeting_id: UUID, wanted: AgendaItemIn) -> dict[str, Any]:
        """Raises `BusinessRule` naming every rule of this kind of panel that is broken."""
        meeting = await self.meeting(meeting_id, lock=True)
        if meeting.panel_kind is None:
            raise NotAPanel()
        if MeetingStatus(meeting.status) not in TAKES_ITEMS:
            raise NotNow("Items are put on the agenda of a meeting that is planned or published.")
        subject = await (self._case(wanted) if wanted.case_id else self._referral(wanted))
        person = self._person(meeting, wanted)
        stated = Presented(
            wanted.title_code,
            wanted.account.risk_grade,
            AgeBand(person["age_band"]),
            wanted.account.supported_to_25,
        )
        broken = rules.admission_errors(PanelKind(meeting.panel_kind), stated)
        if broken:
            raise BusinessRule(errors=broken)
        row = AgendaItem(
            **self.versioned(),
            **subject,
            meeting_id=meeting.id,
            group_id=meeting.group_id,
            presented_by=self.actor.id,
            title_code=wanted.title_code.value,
            person=person,
            contact=wanted.contact.model_dump(mode="json"),
            account=wanted.account.model_dump(mode="json"),
            status=AgendaItemStatus.ON_AGENDA.value,
        )
        await self.agenda.add(row)
        await self.announce(row, "agenda_item.presented", service_id=row.service_id)
        return views.item_summary(row, self.tag(row, "agenda_item"))

    async def withdraw(self, item_id: UUID, wanted: WithdrawalIn) -> dict[str, Any]:
        """The presenting service takes an item back; raises `TransitionNotAllowed` once it was decided."""
        seen = await self.seen(item_id)
        await self.meeting(seen.meeting.id, lock=True)
        item = await self.agenda.item(item_id, lock=True)
        if item is None or not seen.presents:
            raise NotFound()
        self.check(item, "agenda_item")
        allowed = ITEM_TRANSITIONS[AgendaItemStatus(item.status)] & {AgendaItemStatus.WITHDRAWN}
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=sorted(allowed))
        await self.amend(
            item, {"status": AgendaItemStatus.WITHDRAWN.value}, "agenda_item.withdrawn", item.service_id
        )
        return views.item_summary(item, self.tag(item, "agenda_item"))

    async def _case(self, wanted: AgendaItemIn) -> dict[str, Any]:
        case = await self._own_case(wanted.case_id)
        if case is None or case["status"] in _NO_LONGER_PRESENTED:
            raise UnknownReference("#/case_id")
        return {
            "service_id": case["service_id"],
            "case_id": wanted.case_id,
            "subject_ids": [*_ids_of(case), *case["referral_ids"]],
        }

    async def _referral(self, wanted: AgendaItemIn) -> dict[str, Any]:
        referral = await self._own_referral(wanted.referral_id)
        if referral is None:
            raise UnknownReference("#/referral_id")
        case = await self._own_case(referral["case_id"])
        if case is None and referral["case_id"] is not None:
            raise UnknownReference("#/referral_id")
        return {
            "service_id": referral["service_id"],
            "referral_id": wanted.referral_id,
            "case_id": referral["case_id"],
            "subject_ids": [wanted.referral_id, *(_ids_of(case) if case else [])],
        }

    async def _own_case(self, case_id: UUID | None) -> dict[str, Any] | None:
        try:
            return await self.cases.read(case_id) if case_id else None
        except NotFound:
            return None

    async def _own_referral(self, referral_id: UUID | None) -> dict[str, Any] | None:
        try:
            found, _ = await self.referrals.read(referral_id) if referral_id else (None, "")
        except NotFound:
            return None
        if found is None or found["service_id"] not in self.actor.service_ids:
            return None
        return None if found["status"] in _NOT_PRESENTED else found

    @staticmethod
    def _person(meeting: Meeting, wanted: AgendaItemIn) -> dict[str, Any]:
        """With the age on the day of the meeting, where the date of birth is known."""
        person = wanted.person.model_dump(mode="json")
        born_on = wanted.contact.date_of_birth
        if born_on is not None:
            person["age_band"] = rules.age_band(born_on, london_date(meeting.starts_at)).value
        return person


def _ids_of(case: dict[str, Any]) -> list[UUID]:
    """Whoever is excluded from one of these is excluded from the item."""
    return [case["id"], *(person["person_id"] for person in case["people"])]
