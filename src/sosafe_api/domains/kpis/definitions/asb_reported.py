"""How many incidents of anti-social behaviour agencies recorded."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import (
    ASB_RETURNS,
    OPEN_GOVERNMENT_LICENCE,
    RETURN_LAG,
    RETURNED,
)
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, IntervalMethod, Polarity, Unit

ASB_REPORTED = Definition(
    code="asb_reported",
    title="Anti-social behaviour reported to agencies",
    description="Incidents by the National Standard for Incident Recording as police and councils return them, with"
    " a 95% interval by Byar's approximation; an incident that two agencies record counts twice. Not the police's open"
    " data, which `asb_incidents` counts. More reports can mean more trust in reporting." + RETURNED,
    records=Records.ASB_RETURNS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.ASB_REPORTED,),
    numerator=Part("Incidents that occurred in the period.", "asb_incidents_returned", ASB_RETURNS),
    breakdowns=(Breakdown.ASB_QUALIFIER,),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=62,
    source=ASB_RETURNS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=RETURN_LAG,
    valid_from=date(2011, 4, 1),
)
