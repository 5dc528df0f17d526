"""What every indicator of offences by code shares: a quarter is the shortest period that is published."""

from sosafe_api.domains.kpis.vocabulary import PeriodKind

QUARTERS = (PeriodKind.QUARTER, PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR)
LAG = "About four months from the quarter's end to publication; later publications revise."
LATEST = (
    " The latest publication of each quarter counts; earlier ones are kept. A quarter's count stands in its first"
    " month. Offences are of the district in which they were recorded."
)
