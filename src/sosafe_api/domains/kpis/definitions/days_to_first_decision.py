"""How long senders wait for a decision."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COUNTING, OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, Polarity, Unit

DAYS_TO_FIRST_DECISION = Definition(
    code="days_to_first_decision",
    title="Days to the first decision",
    description="The median number of days from receipt to acceptance or refusal, for referrals received in"
    " the period and decided. Time in which the service waited for information from the sender does not"
    " count. " + COUNTING,
    records=Records.REFERRALS,
    kind=Kind.MEDIAN,
    unit=Unit.DAYS,
    decimal_places=1,
    polarity=Polarity.LOWER_BETTER,
    measures=(),
    base=(Measure.ACCEPTED, Measure.DECLINED),
    numerator=None,
    denominator=Part(
        "Referrals accepted or declined: what the median is of.", "referrals_decided", REFERRALS
    ),
    breakdowns=(Breakdown.SERVICE,),
    disclosure=DisclosurePolicy.STANDARD,
    settles_when_decided=True,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Provisional while a referral of the period waits for its decision.",
    valid_from=date(2020, 4, 1),
)
