"""How large a share of managed offenders did not offend again."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import CASES, CASES_CLOSED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

OFFENDERS_WITHOUT_REOFFENDING = Definition(
    code="offenders_without_reoffending",
    title="Managed offenders who did not offend again",
    description="Of the cases of integrated offender management that were closed in the period and followed up,"
    " of how many of a hundred no follow-up found an offence after closure, with a 95% Wilson score"
    " interval. " + CASES_CLOSED,
    records=Records.RESULTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.OFFENDERS_WITHOUT_REOFFENDING,),
    base=(Measure.OFFENDERS_FOLLOWED_UP,),
    numerator=Part(
        "Cases of which every follow-up found no further offence.", "offenders_without_reoffending", CASES
    ),
    denominator=Part("Cases with at least one follow-up of reoffending.", "offenders_followed_up", CASES),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=400,
    source=CASES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Months, until cases are followed up; provisional for 400 days.",
    valid_from=date(2016, 4, 1),
)
