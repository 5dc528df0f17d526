"""What can go wrong, in the service's own words; only core.http.problems knows what each means over HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One value that needs attention: where it stands, which rule it breaks, how to mend it."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class ServiceError(Exception):
    """Root of every expected error. `code` is stable and never renamed."""

    code: ClassVar[str] = "internal_error"

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[FieldError] = (),
        **members: Any,
    ) -> None:
        super().__init__(detail or self.code)
        self.detail = detail
        self.errors = tuple(errors)
        self.members = members


class UnsafeInstallation(Exception):
    """The service would run unsafely, or something it needs is missing: it does not start."""


class InternalError(ServiceError):
    """An unexpected fault; the log has it under the request id."""

    code = "internal_error"


class Unauthenticated(ServiceError):
    """No token, or one that is not ours, not for us, expired or withdrawn: always the same answer."""

    code = "unauthenticated"


class InsufficientScope(ServiceError):
    """The token was not issued for this operation."""

    code = "insufficient_scope"


class NotPermitted(ServiceError):
    """The caller's role does not include this operation."""

    code = "role_not_permitted"


class PurposeRequired(ServiceError):
    """Personal data are read only for a stated purpose."""

    code = "purpose_required"


class SharingAgreementMissing(ServiceError):
    """No agreement in force lets the caller's agency read for the stated purpose."""

    code = "sharing_agreement_missing"


class StepUpRequired(ServiceError):
    """The caller proved who they are too long ago for what they ask."""

    code = "step_up_required"


class NotFound(ServiceError):
    """Absent, of somebody else, excluded or malformed: the caller cannot tell which."""

    code = "not_found"


class MalformedRequest(ServiceError):
    """The body is not the JSON that was promised."""

    code = "malformed_request"


class InvalidParameter(ServiceError):
    """A query parameter is unknown, repeated or out of its bounds."""

    code = "invalid_parameter"


class InvalidHeader(ServiceError):
    """A request header cannot be used as sent."""

    code = "invalid_header"


class CursorInvalid(ServiceError):
    """A page cursor is altered, expired or of another list."""

    code = "cursor_invalid"


class IdempotencyKeyMissing(ServiceError):
    """This create has no natural key, so it needs an `Idempotency-Key`."""

    code = "idempotency_key_missing"


class IdempotencyKeyReused(ServiceError):
    """The key was used before with another request."""

    code = "idempotency_key_reused"


class IdempotencyInProgress(ServiceError):
    """The first request with this key has not ended yet."""

    code = "idempotency_in_progress"


class ContentDigestMismatch(ServiceError):
    """The body that arrived is not the body that was sent."""

    code = "content_digest_mismatch"


class ValidationFailed(ServiceError):
    """Some values are not valid; `errors` names all of them."""

    code = "validation_failed"


class BusinessRule(ServiceError):
    """The values are well formed, but a rule of the partnership refuses them together."""

    code = "business_rule"


class TooMany(BusinessRule):
    """More than a record can show in one piece."""

    def __init__(self, most: int, what: str) -> None:
        super().__init__(f"There are {most} {what} already, and no room for more.")


class BatchRejected(ServiceError):
    """An atomic batch holds a faulty item, so nothing was written."""

    code = "batch_rejected"


class Conflict(ServiceError):
    """The record cannot be written beside what is already there."""

    code = "conflict"


class AgencyReferenceInUse(Conflict):
    """The agency already used this reference for another content."""

    code = "agency_reference_in_use"


class TransitionNotAllowed(ServiceError):
    """The record's present status does not lead to the one asked for."""

    code = "transition_not_allowed"


class UploadOffsetMismatch(ServiceError):
    """The part does not continue where the upload stands."""

    code = "upload_offset_mismatch"


class ImportNotReady(ServiceError):
    """The import is not in the status that this step needs."""

    code = "import_not_ready"


class ImportNotReversible(ServiceError):
    """What the import brought has been touched since."""

    code = "import_not_reversible"


class PreconditionFailed(ServiceError):
    """The record changed since it was read."""

    code = "precondition_failed"


class PreconditionRequired(ServiceError):
    """A change needs `If-Match`, so that nobody's work is overwritten unseen."""

    code = "precondition_required"


class ContentTooLarge(ServiceError):
    """The request is larger than this operation takes."""

    code = "content_too_large"


class UnsupportedMediaType(ServiceError):
    """The body's media type or encoding is not one this operation reads."""

    code = "unsupported_media_type"


class OperationRetired(ServiceError):
    """The operation has ended on the day that was announced."""

    code = "operation_retired"


class NotAcceptable(ServiceError):
    """None of the media types asked for can be written."""

    code = "not_acceptable"


class MethodNotAllowed(ServiceError):
    """The path exists, but not with this method."""

    code = "method_not_allowed"


class RequestTimeout(ServiceError):
    """The request did not arrive in time."""

    code = "request_timeout"


class QuotaExceeded(ServiceError):
    """More requests than the quota allows."""

    code = "quota_exceeded"


class ExportTooLarge(ServiceError):
    """The list is longer than one file may be."""

    code = "export_too_large"


class RangeNotSatisfiable(ServiceError):
    """The content ends before the part that is asked for begins."""

    code = "range_not_satisfiable"


class ServiceUnavailable(ServiceError):
    """The service cannot answer safely at present; nothing was done."""

    code = "service_unavailable"


class OutcomeUnknown(ServiceError):
    """The connection was lost while the change was being committed: ask again with the same key."""

    code = "outcome_unknown"


class TransientFault(ServiceError):
    """A deadlock or serialization failure: safe to run the whole transaction again."""

    code = "service_unavailable"
