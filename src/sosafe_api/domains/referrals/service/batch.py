"""Several referrals in one request: each judged alone, or all refused together."""

from dataclasses import dataclass
from typing import Any

import msgspec
from pydantic import ValidationError

from sosafe_api.core.errors import (
    BatchRejected,
    FieldError,
    IdempotencyInProgress,
    OutcomeUnknown,
    ServiceError,
    ServiceUnavailable,
    TransientFault,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.core.validation import field_errors
from sosafe_api.domains.referrals.schemas import ReferralBatchIn, ReferralIn
from sosafe_api.domains.referrals.service.intake import IntakeService, PushResult

_PASSING = (IdempotencyInProgress, OutcomeUnknown, ServiceUnavailable, TransientFault)


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One item's receipt, or the error that refused it."""

    index: int
    outcome: PushResult | ServiceError


class BatchService(IntakeService):
    """Runs each item in a savepoint, so that a refused one leaves nothing and its neighbours stay."""

    async def push_all(self, batch: ReferralBatchIn) -> list[BatchItem]:
        """One result an item, in order. Raises `BatchRejected` when it is atomic and an item is faulty.

        What may pass (a reference that is being written, a lost connection) refuses the whole batch, to be sent again.
        """
        key = self.context.idempotency_key
        self.context.idempotency_key = None  # the batch's key is held as a whole; items have their references
        items = [await self._push_one(index, content) for index, content in enumerate(batch.items)]
        self.context.idempotency_key = key
        faults = [item.outcome for item in items if isinstance(item.outcome, ServiceError)]
        if batch.atomic and faults:
            raise BatchRejected(
                errors=[item for fault in faults for item in fault.errors or (_whole(fault),)]
            )
        return items

    async def _push_one(self, index: int, content: dict[str, Any]) -> BatchItem:
        prefix = ("items", index)
        try:
            referral = ReferralIn.model_validate_json(msgspec.json.encode(content))
        except ValidationError as error:
            return BatchItem(index, ValidationFailed(errors=field_errors(error, prefix=prefix)))
        savepoint = f"item_{new_id().hex}"
        await self.transaction.savepoint(savepoint)
        try:
            result = await self.push(referral, content)
        except _PASSING:
            raise  # kept as an item's answer it would be repeated for ever, and the referral never taken
        except ServiceError as error:
            await self.transaction.rollback_to(savepoint)
            return BatchItem(index, _placed(error, index))
        return BatchItem(index, result)


def _placed(error: ServiceError, index: int) -> ServiceError:
    """The same error, its pointers leading into the batch."""
    moved = [
        FieldError(
            item.code, item.detail, pointer=f"#/items/{index}{(item.pointer or '#')[1:]}", extra=item.extra
        )
        for item in error.errors
    ]
    if not moved:
        moved = [FieldError(error.code, error.detail or "Was refused.", pointer=f"#/items/{index}")]
    return type(error)(error.detail, errors=moved, **error.members)


def _whole(error: ServiceError) -> FieldError:
    return FieldError(error.code, error.detail or "Was refused.", pointer="#/items")
