"""What crosses the wire about instalments, spending and reports of awards."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.money import MONEY, MoneyIn, MoneyOut, SignedMoneyIn
from sosafe_api.core.partial_dates import PartialDateOut, PartialDateText, PastPartialDateText
from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, PastDay, Schema, line
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

MOST_SHOWN = 200  # instalments, and reports, of one bid: its record shows all of them

TAG = '"00112233445566778899"'
BID_ID = "019a0000-0000-7000-8000-0000000000f3"
INSTALMENT: dict[str, Any] = {"amount": MONEY, "due_on": "2017-02", "received_on": None}
INSTALMENT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f4",
    "bid_id": BID_ID,
    **INSTALMENT,
    "received": False,
    "etag": TAG,
}
SPEND: dict[str, Any] = {"budget_line": "Furniture", "amount": MONEY, "spent_on": "2017-03"}
SPEND_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f5",
    "bid_id": BID_ID,
    **SPEND,
    "noted_on": None,
    "noted_by_group_id": None,
    "created_at": "2026-04-01T09:00:00.000Z",
    "etag": TAG,
}
NOTE: dict[str, Any] = {"noted_on": "2017-04-12", "noted_by_group_id": "019a0000-0000-7000-8000-0000000000a1"}
REPORT: dict[str, Any] = {"title": "First quarter", "due_on": "2017-07-14"}
REPORT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f6",
    "bid_id": BID_ID,
    **REPORT,
    "submitted_on": None,
    "overdue": True,
    "etag": TAG,
}


class FundingInstalmentIn(Schema):
    """A part of an award; with `received_on` it has been paid."""

    model_config = ConfigDict(json_schema_extra={"examples": [INSTALMENT]})
    amount: MoneyIn = Field(description="How much.")
    due_on: PartialDateText | None = Field(None, description="When it is due.")
    received_on: PastPartialDateText | None = Field(None, description="When it was received.")


class FundingInstalmentPatch(Schema):
    """What may change of an instalment."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"received_on": "2017-02-14"}]})
    amount: MoneyIn = kept(description="How much.")
    due_on: PartialDateText | None = Field(None, description="When it is due.")
    received_on: PastPartialDateText | None = Field(
        None, description="When it was received; null takes it back."
    )


class FundingInstalmentOut(Out):
    """A part of an award."""

    model_config = ConfigDict(json_schema_extra={"examples": [INSTALMENT_OUT]})
    id: UUID = Field(description="The instalment's identifier.")
    bid_id: UUID = Field(description="The bid that it is of.")
    amount: MoneyOut = Field(description="How much.")
    due_on: PartialDateOut | None = Field(description="When it is due.")
    received: bool = Field(description="Whether it was received.")
    received_on: PartialDateOut | None = Field(description="When; null also where a file did not say.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class FundingSpendEntryIn(Schema):
    """Money spent; a negative amount corrects an earlier entry."""

    model_config = ConfigDict(json_schema_extra={"examples": [SPEND]})
    budget_line: line(120) = Field(  # type: ignore[valid-type]
        description="What was bought: a line of the bid's budget, where it has one."
    )
    amount: SignedMoneyIn = Field(description="How much.")
    spent_on: PastPartialDateText = Field(description="When.")


class FundingSpendNoteIn(Schema):
    """The meeting at which a group took note of spending."""

    model_config = ConfigDict(json_schema_extra={"examples": [NOTE]})
    noted_on: PastDay = Field(description="The day of the meeting.")
    noted_by_group_id: UUID = Field(description="The group that met.")


class FundingSpendEntryOut(Out):
    """Money spent of an award."""

    model_config = ConfigDict(json_schema_extra={"examples": [SPEND_OUT]})
    id: UUID = Field(description="The entry's identifier.")
    bid_id: UUID = Field(description="The bid that it is of.")
    budget_line: str = Field(max_length=120, description="What was bought.")
    amount: MoneyOut = Field(description="How much; negative for a correction.")
    spent_on: PartialDateOut = Field(description="When.")
    noted_on: date | None = Field(description="The day of the meeting that took note of it.")
    noted_by_group_id: UUID | None = Field(description="The group that took note of it.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to note it.")


class FundingSpendQuery(RecordQuery):
    """Which spending is listed."""

    budget_line: line(120) | None = Field(None, description="On this line.")  # type: ignore[valid-type]
    noted: bool | None = Field(None, description="Noted by a group, or still to be noted.")


class FundingSpendPage(Out):
    """A page of the list of spending."""

    model_config = ConfigDict(
        json_schema_extra=page_example(f"/v1/funding-bids/{BID_ID}/spend-entries", SPEND_OUT)
    )
    data: list[FundingSpendEntryOut] = Field(max_length=200, description="In the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class FundingReportIn(Schema):
    """A report that the funder asks for."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPORT]})
    title: line(200) = Field(description="What is reported on.")  # type: ignore[valid-type]
    due_on: Day = Field(description="When it is due.")
    submitted_on: PastDay | None = Field(None, description="When it was submitted.")


class FundingReportPatch(Schema):
    """What may change of a report."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"submitted_on": "2017-07-10"}]})
    title: line(200) = kept(description="What is reported on.")  # type: ignore[valid-type]
    due_on: Day = kept(description="When it is due.")
    submitted_on: PastDay | None = Field(None, description="When it was submitted; null takes it back.")


class FundingReportOut(Out):
    """A report to the funder."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPORT_OUT]})
    id: UUID = Field(description="The report's identifier.")
    bid_id: UUID = Field(description="The bid that it is of.")
    title: str = Field(max_length=200, description="What is reported on.")
    due_on: date = Field(description="When it is due.")
    submitted_on: date | None = Field(description="When it was submitted.")
    overdue: bool = Field(description="Whether the day has passed without it.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class FundingReportQuery(RecordQuery):
    """Which reports are listed."""

    bid_id: UUID | None = Field(None, description="Of this bid.")
    overdue: bool | None = Field(None, description="Overdue today, or not.")


class FundingReportPage(Out):
    """A page of the list of reports."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/funding-reports", REPORT_OUT))
    data: list[FundingReportOut] = Field(max_length=200, description="In the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
