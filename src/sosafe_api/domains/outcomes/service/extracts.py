"""Extracts: records of closed cases under pseudonyms, coarsened until nobody stands alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import LONDON, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.secrets import load_secret
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.outcomes.models import ExtractApproval
from sosafe_api.domains.outcomes.repository import MOST_ROWS, ClosedCaseRepository, ExtractRow
from sosafe_api.domains.outcomes.rules.extracts import OutcomeRecord, age_band, without_the_few
from sosafe_api.domains.outcomes.rules.periods import financial_year
from sosafe_api.domains.outcomes.rules.results import told_values
from sosafe_api.domains.outcomes.service.approvals import ApprovalService
from sosafe_api.domains.outcomes.service.figures import measurements_of
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint

_TOO_MANY = FieldError(
    "too_many_cases",
    "Holds more cases than one extract may: ask for a shorter period.",
    parameter="approval_id",
)


@dataclass(frozen=True, slots=True)
class Extract:
    """The records as they may leave; `complete` is false when some had to stay behind."""

    records: list[dict[str, Any]]
    as_of: str
    complete: bool


class ExtractService(RecordService):
    """Read in one statement, hence from one snapshot; recorded in the transaction that ends before it is sent."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.approvals = ApprovalService(context)
        self.repository = ClosedCaseRepository(context)

    async def extract(self, approval_id: UUID | None) -> Extract:
        """Raises `InvalidParameter` without an approval in force; what is excluded from the caller stays hidden."""
        approval = await self.approvals.in_force(approval_id)
        async with self.transaction.widened(reach="partnership"):
            rows = await self.repository.extracted(
                _midnight(approval.closed_from), _midnight(approval.closed_before), approval.service_id
            )
        if len(rows) > MOST_ROWS:
            raise InvalidParameter(errors=[_TOO_MANY])
        entry = Entry(
            operation="case_outcome:export",
            object_type="extract_approval",
            object_id=approval.id,
            field_set="pseudonymous",
        )
        await record(self.context, entry)
        given, complete = without_the_few(self._records(approval, rows))
        return Extract([_view(each) for each in given], wire_instant(self.context.now), complete)

    def _records(self, approval: ExtractApproval, rows: list[ExtractRow]) -> Iterator[OutcomeRecord]:
        secret = load_secret(self.context.settings.secret_file)
        key = secret.key(f"pseudonyms of extract {approval.id}")
        for row in rows:
            yield _record(row, blake2b(row.case.id.bytes, key=key, digest_size=16).hexdigest())


def _record(row: ExtractRow, pseudonym: str) -> OutcomeRecord:
    case, measured = row.case, measurements_of(row.case)
    later = sorted({item.follow_up_months for item in measured if item.follow_up_months is not None})
    band = age_band(row.date_of_birth, case.opened_on).value if row.date_of_birth else row.age_band
    return OutcomeRecord(
        pseudonym=pseudonym,
        person=row.person_id or case.id,
        service_id=str(case.service_id),
        closed_year=financial_year(case.closed_on).label,
        results=_codes(told_values(measured, (MeasurementPoint.CLOSURE, None))),
        follow_up_results=tuple(
            f"{months}:{code}"
            for months in later
            for code in _codes(told_values(measured, (MeasurementPoint.FOLLOW_UP, months)))
        ),
        opened_month=f"{case.opened_on:%Y-%m}",
        closed_month=f"{case.closed_on:%Y-%m}",
        age_band=band,
        referral_source=row.referral_source,
        kind=case.kind,
        ending=case.ending,
    )


def _codes(told: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{area}_{value}" for area, value in sorted(told.items()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _view(each: OutcomeRecord) -> dict[str, Any]:
    return {
        "pseudonym": each.pseudonym,
        "service_id": each.service_id,
        "kind": each.kind,
        "opened_month": each.opened_month,
        "closed_month": each.closed_month,
        "closed_year": each.closed_year,
        "ending": each.ending,
        "results": list(each.results),
        "follow_up_results": list(each.follow_up_results),
        "age_band": each.age_band,
        "referral_source": each.referral_source,
    }
