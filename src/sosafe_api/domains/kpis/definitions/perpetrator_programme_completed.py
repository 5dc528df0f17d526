"""How large a share completed the perpetrator programme."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, PROGRAMMES, SERVICE_KINDS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

PERPETRATOR_PROGRAMME_COMPLETED = Definition(
    code="perpetrator_programme_completed",
    title="Perpetrator programme completed",
    description="Of those who completed or left a programme for perpetrators of domestic abuse in the period, how"
    " many of a hundred completed it, with a 95% Wilson score interval. Counts enrolments. " + SERVICE_KINDS,
    records=Records.PROGRAMMES,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.PROGRAMMES_COMPLETED,),
    base=(Measure.PROGRAMMES_ENDED,),
    numerator=Part(
        "Enrolments completed: enough sessions were attended.", "perpetrator_programme_completed", PROGRAMMES
    ),
    denominator=Part("Enrolments completed or left.", "perpetrator_programme_ended", PROGRAMMES),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=PROGRAMMES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
