"""Which days a report is about: four weeks or the last quarter, or since the meeting before."""

from datetime import date

import pytest

from sosafe_api.domains.reports.rules.periods import reporting_period
from sosafe_api.domains.reports.vocabulary import ReportKind

JAG, RAG = ReportKind.JOINT_ACTION_GROUP, ReportKind.RESPONSIBLE_AUTHORITIES_GROUP


@pytest.mark.parametrize(
    ("kind", "stands_on", "met", "period"),
    [
        (JAG, date(2018, 8, 8), date(2018, 7, 11), (date(2018, 7, 12), date(2018, 8, 9))),
        (JAG, date(2018, 8, 8), None, (date(2018, 7, 12), date(2018, 8, 9))),  # 28 days, not a month
        (RAG, date(2018, 8, 8), None, (date(2018, 4, 1), date(2018, 7, 1))),
        (RAG, date(2018, 7, 1), None, (date(2018, 4, 1), date(2018, 7, 1))),
        (RAG, date(2018, 6, 30), None, (date(2018, 1, 1), date(2018, 4, 1))),
        (RAG, date(2018, 8, 8), date(2018, 5, 9), (date(2018, 5, 10), date(2018, 8, 9))),
    ],
)
def test_the_days_that_a_report_is_about(
    kind: ReportKind, stands_on: date, met: date | None, period: tuple[date, date]
) -> None:
    assert reporting_period(kind, stands_on, met) == period
