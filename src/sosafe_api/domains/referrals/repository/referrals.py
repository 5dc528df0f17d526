"""Every query about referrals; rows come back typed, never as tables."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg

from sosafe_api.core import audit_trail
from sosafe_api.core.audit_trail import Entry
from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import IdempotencyInProgress
from sosafe_api.core.idempotency import key_digest
from sosafe_api.core.ids import new_id
from sosafe_api.domains.referrals.repository import statements
from sosafe_api.domains.referrals.repository.contents import content_values
from sosafe_api.domains.referrals.repository.listing import list_statement
from sosafe_api.domains.referrals.repository.rows import (
    COLUMNS,
    ContentRow,
    Created,
    FoundReferral,
    Move,
    ReceiptRow,
    ReferralRow,
)
from sosafe_api.domains.referrals.rules import Status
from sosafe_api.domains.referrals.schemas import ReferralIn, ReferralQuery

SENT_LATELY = timedelta(days=30)


class ReferralRepository:
    """Referrals that the actor's agency sent or the actor's services received; never commits."""

    def __init__(self, context: Context, *, sender_agency_id: UUID | None) -> None:
        self._context = context
        self._execute = context.transaction.execute
        actor = context.actor
        self._scope: dict[str, Any] = {
            "partnership_id": actor.partnership_id,
            "sender_agency_id": sender_agency_id,
            "service_ids": list(actor.service_ids),
            "actor_id": actor.id,
            "actor_agency_id": actor.agency_id,
            "now": context.now,
        }

    async def create(self, referral: ReferralIn, content_digest: bytes) -> Created:
        """Raises `IdempotencyInProgress` when the same push is still being written by another request."""
        referral_id = new_id()
        values = self._new_values(referral, referral_id)
        values["content_digest"] = content_digest
        values["key_digest"] = key_digest(self._context)
        values["fingerprint"] = self._context.fingerprint
        entry = Entry(operation="referral:create", object_type="referral", object_id=referral_id)
        values |= audit_trail.parameters(self._context, entry)
        try:
            ((takes, claimed, answer_by),) = await self._execute(statements.CREATE, values)
        except psycopg.errors.LockNotAvailable as error:
            raise IdempotencyInProgress() from error
        receipt = None
        if answer_by is not None:
            receipt = ReceiptRow(
                referral_id, self._context.now, answer_by, content_digest, referral.agency_reference
            )
        return Created(takes, claimed, receipt)

    def _new_values(self, referral: ReferralIn, referral_id: UUID) -> dict[str, Any]:
        return {
            **self._scope,
            "id": referral_id,
            "transition_id": new_id(),
            "change_id": new_id(),
            "received_on": london_date(self._context.now),
            **content_values(referral),
        }

    async def find_receipt(self, referral_id: UUID) -> ReceiptRow | None:
        rows = await self._execute(statements.FIND_RECEIPT, {**self._scope, "id": referral_id})
        return ReceiptRow(*rows[0]) if rows else None

    async def find_by_reference(self, agency_reference: str) -> ReceiptRow | None:
        values = {**self._scope, "agency_reference": agency_reference}
        rows = await self._execute(statements.FIND_BY_REFERENCE, values)
        return ReceiptRow(*rows[0]) if rows else None

    async def point_key_at(self, referral_id: UUID) -> None:
        """A claimed key that turned out to repeat an older referral answers with that one's receipt."""
        values = {**self._scope, "id": referral_id, "key_digest": key_digest(self._context)}
        await self._execute(statements.POINT_KEY_AT, values)

    async def service_state(self, service_id: UUID) -> tuple[str, bool] | None:
        rows = await self._execute(statements.SERVICE_STATE, {**self._scope, "service_id": service_id})
        return (rows[0][0], rows[0][1]) if rows else None

    async def read(self, referral_id: UUID, *, reader_id: UUID | None) -> FoundReferral | None:
        """Finds and records the read in one statement. `reader_id` is the user who may see what they sent."""
        entry = Entry(operation="referral:read", object_type="referral", object_id=referral_id)
        values = {
            **self._scope,
            **audit_trail.parameters(self._context, entry),
            "id": referral_id,
            "reader_id": reader_id,
            "sent_since": self._context.now - SENT_LATELY,
        }
        rows = await self._execute(statements.READ, values)
        if not rows:
            return None
        found = rows[0]
        content = ContentRow(*found[COLUMNS + 1 : COLUMNS + 8]) if found[COLUMNS + 1] is not None else None
        questions = [(str(item[0]), item[1], item[2]) for item in found[-1] or ()]
        return FoundReferral(ReferralRow(*found[:COLUMNS]), found[COLUMNS], content, questions)

    async def find(self, referral_id: UUID) -> ReferralRow | None:
        rows = await self._execute(statements.FIND, {**self._scope, "id": referral_id})
        return ReferralRow(*rows[0]) if rows else None

    async def lock(self, referral_id: UUID) -> ReferralRow | None:
        rows = await self._execute(statements.LOCK, {**self._scope, "id": referral_id})
        return ReferralRow(*rows[0]) if rows else None

    async def move(self, row: ReferralRow, move: Move) -> UUID:
        """Writes the new status and its line of history; the row must be locked. Answers the line's id."""
        transition_id = new_id()
        values = {
            **self._scope,
            "id": row.id,
            "agency_id": row.agency_id,
            "service_id": row.service_id,
            "transition_id": transition_id,
            "version": row.version + 1,
            "from": row.status,
            "to": move.to.value,
            "reason_code": move.reason_code,
            "note": move.note,
            "deadline_at": move.deadline_at,
            "stopped_at": move.stopped_at,
            "awaited": move.awaited,
            "decided": move.decided,
            "redirected_to_id": move.redirected_to_id,
        }
        await self._execute(statements.MOVE, values)
        await self._execute(statements.ADD_TRANSITION, values)
        return transition_id

    async def redirect(self, row: ReferralRow, to_service_id: UUID) -> UUID:
        """Adds the referral that continues this one at another service; answers its id."""
        continued_id = new_id()
        values = {
            **self._scope,
            "id": row.id,
            "new_id": continued_id,
            "to_service_id": to_service_id,
            "received_on": london_date(self._context.now),
        }
        await self._execute(statements.REDIRECT, values)
        await self._execute(statements.REDIRECT_DETAILS, values)
        first = {
            **values,
            "id": continued_id,
            "agency_id": row.agency_id,
            "service_id": to_service_id,
            "transition_id": new_id(),
            "version": 1,
            "from": None,
            "to": Status.SUBMITTED.value,
            "reason_code": None,
            "note": None,
        }
        await self._execute(statements.ADD_TRANSITION, first)
        return continued_id

    async def link_case(self, referral_id: UUID, case_id: UUID) -> None:
        await self._execute(statements.LINK_CASE, {**self._scope, "id": referral_id, "case_id": case_id})

    async def of_case(self, case_id: UUID, *, lock: bool = False) -> list[ReferralRow]:
        statement = statements.LOCK_OF_CASE if lock else statements.OF_CASE
        rows = await self._execute(statement, {**self._scope, "case_id": case_id})
        return [ReferralRow._make(row) for row in rows]

    async def state_outcome(self, row: ReferralRow, ending: str | None, result_codes: Sequence[str]) -> None:
        values = {**self._scope, "id": row.id, "ending": ending, "result_codes": list(result_codes)}
        await self._execute(statements.STATE_OUTCOME, values)

    async def history(self, referral_id: UUID) -> list[tuple[Any, ...]]:
        return await self._execute(statements.HISTORY, {**self._scope, "id": referral_id})

    async def questions(self, referral_id: UUID) -> list[tuple[Any, ...]]:
        return await self._execute(statements.QUESTIONS, {**self._scope, "id": referral_id})

    async def ask(self, row: ReferralRow, code: str, question: str, *, most: int) -> UUID | None:
        """None when the referral has `most` questions; the row must be locked."""
        question_id = new_id()
        values = {
            **self._scope,
            "id": row.id,
            "agency_id": row.agency_id,
            "service_id": row.service_id,
            "question_id": question_id,
            "code": code,
            "question": question,
            "most": most,
        }
        return question_id if await self._execute(statements.ASK, values) else None

    async def answer(self, row: ReferralRow, question_id: UUID, answer: str) -> bool:
        """False when the question is not of this referral or was answered before."""
        values = {**self._scope, "id": row.id, "question_id": question_id, "answer": answer}
        return bool(await self._execute(statements.ANSWER, values))

    async def unanswered(self, row: ReferralRow) -> int:
        ((count,),) = await self._execute(statements.UNANSWERED, {**self._scope, "id": row.id})
        return int(count)

    async def touch(self, row: ReferralRow) -> None:
        await self._execute(statements.TOUCH, {**self._scope, "id": row.id})

    async def page(self, query: ReferralQuery, after: Sequence[Any] | None) -> list[ReferralRow]:
        """One row more than the page holds, so that the caller sees whether the list goes on."""
        sender, receiver = self._scope["sender_agency_id"] is not None, bool(self._scope["service_ids"])
        statement, values = list_statement(query, after, sender=sender, receiver=receiver)
        rows = await self._execute(statement, {**self._scope, **values, "limit": query.limit + 1})
        return [ReferralRow._make(row) for row in rows]
