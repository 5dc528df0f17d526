"""Taking referrals in: once per reference and per key, all or nothing, with a receipt that never changes."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import (
    AgencyReferenceInUse,
    BusinessRule,
    FieldError,
    NotFound,
    ServiceUnavailable,
    ValidationFailed,
)
from sosafe_api.core.idempotency import canonical_json, find
from sosafe_api.domains.referrals.repository import ReceiptRow
from sosafe_api.domains.referrals.schemas import ReferralIn
from sosafe_api.domains.referrals.service.base import ReferralServiceBase


@dataclass(frozen=True, slots=True)
class PushResult:
    """A referral's receipt, and whether this push made it (201), repeated it (200) or was replayed."""

    receipt: dict[str, Any]
    status: int
    etag: str
    replayed: bool = False


class IntakeService(ReferralServiceBase):
    """The sender's use case."""

    async def push(self, referral: ReferralIn, content: Mapping[str, Any]) -> PushResult:
        """`content` is the referral as it was sent; its digest proves what was received.

        Raises `AgencyReferenceInUse` when the reference already stands for another content or an error,
        `ValidationFailed` for an unknown service and `BusinessRule` for one that takes nothing now.
        """
        digest = hashlib.sha256(canonical_json(content)).digest()
        created = await self.repository.create(referral, digest)
        if created.receipt is not None:
            return self._result(created.receipt, 201, referral.service_id)
        if not created.service_takes_it:
            # The service may have closed since the first push; the receipt of a repeat is owed all the same.
            return await self._repeated(referral, digest) or await self._refuse(referral)
        if self.context.idempotency_key is not None and not created.key_claimed:
            return await self._replay(referral)
        return await self._repeated(referral, digest, remember=True) or self._vanished()

    async def _replay(self, referral: ReferralIn) -> PushResult:
        stored = await find(self.context)
        receipt = stored and stored.resource_id and await self.repository.find_receipt(stored.resource_id)
        if not stored or not receipt:
            self._vanished()
        _require_alive(receipt)
        return self._result(receipt, stored.status, referral.service_id, replayed=True)

    async def _repeated(
        self, referral: ReferralIn, digest: bytes, *, remember: bool = False
    ) -> PushResult | None:
        if self.context.idempotency_key is not None and not remember and await find(self.context) is not None:
            return await self._replay(referral)
        known = await self.repository.find_by_reference(referral.agency_reference)
        if known is None:
            return None
        _require_alive(known)
        if known.content_digest != digest:
            raise AgencyReferenceInUse(existing=f"/v1/referrals/{known.id}")
        if remember and self.context.idempotency_key is not None:
            await self.repository.point_key_at(known.id)
        return self._result(known, 200, referral.service_id)

    async def _refuse(self, referral: ReferralIn) -> PushResult:
        state = await self.repository.service_state(referral.service_id)
        if state is None:
            detail = "Names no service of your partnership."
            raise ValidationFailed(errors=[FieldError("unknown_reference", detail, pointer="#/service_id")])
        detail = "The service takes no referrals at present; `GET /services` says when it will."
        raise BusinessRule(errors=[FieldError("service_not_accepting", detail, pointer="#/service_id")])

    def _vanished(self) -> NoReturn:
        """It is there, and the sender has been excluded from it since; or it went while this was asked."""
        if self.transaction.scope and self.transaction.scope.excluded_ids:
            raise NotFound()
        raise ServiceUnavailable()

    def _result(
        self, row: ReceiptRow, status: int, service_id: UUID, *, replayed: bool = False
    ) -> PushResult:
        """Who serves where it sent is on both sides of it, and its tag is the one they will read."""
        receipt = {
            "id": str(row.id),
            "agency_reference": row.agency_reference,
            "status": "submitted",
            "received_at": wire_instant(row.received_at),
            "answer_by": row.answer_by.isoformat(),
            "content_digest": f"sha-256=:{b64encode(row.content_digest).decode()}:",
        }
        etag = self.tag_of(row.id, 1, self.actor.agency_id, service_id)
        return PushResult(receipt, status, etag, replayed)


def _require_alive(known: ReceiptRow) -> None:
    """Nobody acts on what was entered in error: a receipt for it would be taken for one of a live referral."""
    if known.in_error:
        raise AgencyReferenceInUse(existing=f"/v1/referrals/{known.id}")
