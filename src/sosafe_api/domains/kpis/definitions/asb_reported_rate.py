"""How many incidents of anti-social behaviour agencies recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import (
    ASB_RETURNS,
    OPEN_GOVERNMENT_LICENCE,
    POPULATION,
    RESIDENTS,
    RETURN_LAG,
    RETURNED,
)
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

ASB_REPORTED_RATE = Definition(
    code="asb_reported_rate",
    title="Anti-social behaviour reported to agencies per 1,000 residents",
    description="Incidents as police and councils return them for each 1,000 residents, with a 95% interval by Byar's"
    " approximation. A month's or quarter's rate is not scaled up to a year. Not comparable between forces."
    + RETURNED,
    records=Records.ASB_RETURNS,
    kind=Kind.RATE,
    unit=Unit.PER_1000_POPULATION,
    decimal_places=2,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.ASB_REPORTED,),
    numerator=Part("Incidents that occurred in the period.", "asb_incidents_returned", ASB_RETURNS),
    denominator=Part(RESIDENTS, "mid_year_first_published", POPULATION),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=62,
    source=ASB_RETURNS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=RETURN_LAG,
    valid_from=date(2011, 4, 1),
)
