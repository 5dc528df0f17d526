"""How large a share of clients of one-to-one support had no case of anti-social behaviour afterwards."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import CASES, CASES_CLOSED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

NO_MORE_WITHOUT_ASB_CASE = Definition(
    code="no_more_without_asb_case",
    title="Clients of one-to-one support without an ASB case",
    description="Of the cases of one-to-one support (No More) closed in the period and followed up six months"
    " later, after how many of a hundred no case of anti-social behaviour was opened in those six"
    " months, with a 95% Wilson score interval. " + CASES_CLOSED,
    records=Records.RESULTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.CLIENTS_WITHOUT_ASB_CASE,),
    base=(Measure.CLIENTS_FOLLOWED_UP_ON_ASB,),
    numerator=Part(
        "Cases with no case of anti-social behaviour in six months after closure.",
        "clients_without_asb_case",
        CASES,
    ),
    denominator=Part(
        "Cases followed up on anti-social behaviour six months after closure.",
        "clients_followed_up_on_asb",
        CASES,
    ),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=240,
    source=CASES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Six months, until cases are followed up; provisional for 240 days.",
    valid_from=date(2016, 4, 1),
)
