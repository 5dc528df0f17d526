"""How large a share of crisis interventions ended as planned."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, REFERRALS, SERVICE_KINDS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

CRISIS_INTERVENTION_COMPLETED = Definition(
    code="crisis_intervention_completed",
    title="Crisis interventions completed",
    description="Of the referrals to crisis intervention whose work ended in the period, how many of a hundred"
    " were completed and not broken off, with a 95% Wilson score interval. " + SERVICE_KINDS,
    records=Records.SERVICE_REFERRALS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.CRISIS_INTERVENTIONS_COMPLETED,),
    base=(Measure.CRISIS_INTERVENTIONS_ENDED,),
    numerator=Part("Referrals completed.", "crisis_interventions_completed", REFERRALS),
    denominator=Part("Referrals completed or ended early.", "crisis_interventions_ended", REFERRALS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
