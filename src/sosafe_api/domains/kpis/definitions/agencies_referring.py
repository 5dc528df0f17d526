"""How many agencies refer."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

AGENCIES_REFERRING = Definition(
    code="agencies_referring",
    title="Agencies that refer",
    description="How many agencies sent at least one referral in the twelve months up to the period's last day,"
    " to any service. Counts agencies; referrals entered in error are left out.",
    records=Records.AGENCIES_REFERRING,
    kind=Kind.COUNT,
    at_end=True,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.AGENCIES_REFERRING,),
    numerator=Part(
        "Agencies with at least one referral received in the twelve months.", "agencies_referring", REFERRALS
    ),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
