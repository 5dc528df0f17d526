"""Writes the fictional referrals with their whole history, many rows a statement."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from sosafe_api.core.ids import new_id
from sosafe_api.demo.referrals import DemoReferral
from sosafe_api.domains.referrals.rules import DECISIONS, answer_by, answer_deadline
from sosafe_api.provisioning import Connection, insert_many

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """The ids of who sends, receives and works, by slug."""

    partnership_id: UUID
    agencies: dict[str, UUID]
    services: dict[str, UUID]
    people: dict[str, UUID]

    def write(self, connection: Connection, made: Iterable[DemoReferral]) -> None:
        """Two years of referrals take a second."""
        found = [(new_id(), item) for item in made]
        insert_many(connection, "referrals", [self._head(key, item) for key, item in found])
        insert_many(connection, "referral_details", [self._details(key, item) for key, item in found])
        moves = [row for key, item in found for row in self._moves(key, item)]
        insert_many(connection, "referral_transitions", moves)

    def _owner(self, item: DemoReferral) -> Row:
        return {
            "partnership_id": self.partnership_id,
            "agency_id": self.agencies[item.agency.slug],
            "service_id": self.services[item.service.slug],
        }

    def _head(self, referral_id: UUID, item: DemoReferral) -> Row:
        first, last = item.steps[0], item.steps[-1]
        deadline = answer_deadline(first.at, item.service.days)
        return self._owner(item) | {
            "id": referral_id,
            "agency_reference": item.reference,
            "submitted_by": self.people[item.agency.slug],
            "status": last.status,
            "status_since": last.at,
            "reason_code": last.reason_code,
            "referral_source": item.agency.referral_source,
            "urgency": "routine",
            "referred_on": item.referred_on,
            "received_at": first.at,
            "first_answer_by": answer_by(deadline),
            "answer_deadline_at": deadline,
            "awaiting_seconds": 0,
            "decided_at": next((step.at for step in item.steps if step.status in DECISIONS), None),
            "content_digest": hashlib.sha256(item.reference.encode()).digest(),
            "version": len(item.steps),
            "updated_at": last.at,
        }

    def _details(self, referral_id: UUID, item: DemoReferral) -> Row:
        contact = {"telephone": f"01632 960{item.number % 1000:03d}", "may_call": True}
        return self._owner(item) | {
            "id": referral_id,
            "full_name": item.full_name,
            "date_of_birth": item.date_of_birth,
            "safe_contact": Jsonb(contact),
            "reason_codes": [item.reason],
            "consent": Jsonb({"status": "given", "reason": None}),
        }

    def _moves(self, referral_id: UUID, item: DemoReferral) -> Iterable[Row]:
        before = None
        for version, step in enumerate(item.steps, start=1):
            service = item.service
            yield self._owner(item) | {
                "id": new_id(),
                "referral_id": referral_id,
                "version": version,
                "from_status": before,
                "to_status": step.status,
                "reason_code": step.reason_code,
                "actor_id": self.people[service.slug if step.by_service else item.agency.slug],
                "actor_agency_id": self.agencies[service.agency if step.by_service else item.agency.slug],
                "occurred_at": step.at,
            }
            before = step.status
