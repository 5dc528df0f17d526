"""How many referrals domestic abuse support received."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COUNTING, OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

DOMESTIC_ABUSE_SUPPORT_REFERRALS = Definition(
    code="domestic_abuse_support_referrals",
    title="Referrals to domestic abuse support",
    description="How many referrals the partnership's services for support for survivors of domestic abuse"
    " received; more may mean more need or more trust. The directory says of each service what it is"
    " for. " + COUNTING,
    records=Records.SERVICE_REFERRALS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.DOMESTIC_ABUSE_SUPPORT_REFERRALS,),
    numerator=Part(
        "Referrals received by services for support for survivors of domestic abuse.",
        "domestic_abuse_support_referrals",
        REFERRALS,
    ),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2012, 4, 1),
)
