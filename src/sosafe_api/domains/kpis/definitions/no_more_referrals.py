"""How many referrals one-to-one support received."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COUNTING, OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

NO_MORE_REFERRALS = Definition(
    code="no_more_referrals",
    title="Referrals to one-to-one support",
    description="How many referrals the partnership's services for one-to-one support (No More) received; more"
    " may mean more need or more trust. The directory says of each service what it is for. " + COUNTING,
    records=Records.SERVICE_REFERRALS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.ONE_TO_ONE_SUPPORT_REFERRALS,),
    numerator=Part(
        "Referrals received by services for one-to-one support (No More).",
        "one_to_one_support_referrals",
        REFERRALS,
    ),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2012, 4, 1),
)
