"""Which days a report is about. Four-weekly is 28 days, 13 a year; it is not monthly."""

from datetime import date, timedelta

from sosafe_api.core.financial_years import QUARTERS, FinancialYear
from sosafe_api.domains.reports.vocabulary import ReportKind

FOUR_WEEKS = timedelta(days=28)
DAY = timedelta(days=1)


def reporting_period(kind: ReportKind, stands_on: date, meeting_before: date | None) -> tuple[date, date]:
    """First day, and the day after the last.

    From the day after the meeting before up to the report's own day, where that meeting is known. Else a report of
    the Joint Action Group is about 28 days, and one of the Responsible Authorities Group about the last quarter
    of the financial year that was over.
    """
    if meeting_before is not None:
        return meeting_before + DAY, stands_on + DAY
    if kind is ReportKind.JOINT_ACTION_GROUP:
        return stands_on + DAY - FOUR_WEEKS, stands_on + DAY
    year = FinancialYear.of(stands_on)
    ended = [
        quarter
        for each in (FinancialYear(year.first - 1), year)
        for number in range(1, QUARTERS + 1)
        if (quarter := each.quarter(number))[1] <= stands_on
    ]
    return ended[-1]
