"""How many referrals services received."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COUNTING, OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, IntervalMethod, Polarity, Unit

REFERRALS_RECEIVED = Definition(
    code="referrals_received",
    title="Referrals received",
    description="How many referrals the partnership's services received; more may mean more need or more"
    " trust. By agency: who sent them. By service: who received them; everybody reads no number of those whose"
    " referrals are a sensitive indicator of their own. " + COUNTING,
    records=Records.REFERRALS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.RECEIVED,),
    numerator=Part("Referrals received in the period.", "referrals_received", REFERRALS),
    breakdowns=(Breakdown.AGENCY, Breakdown.SERVICE),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=28,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2020, 4, 1),
)
