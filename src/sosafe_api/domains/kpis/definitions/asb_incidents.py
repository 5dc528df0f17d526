"""How many incidents of anti-social behaviour were recorded."""

from datetime import date

from sosafe_api.domains.kpis.definitions.breaks import CRIME_TYPES
from sosafe_api.domains.kpis.definitions.sources import FORCE, OPEN_GOVERNMENT_LICENCE, POLICE
from sosafe_api.domains.kpis.definitions.street_crime import LAG
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, IntervalMethod, Polarity, Unit

ASB_INCIDENTS = Definition(
    code="asb_incidents",
    title="Incidents of anti-social behaviour",
    description="Incidents of anti-social behaviour recorded in the district in the period, with a 95%"
    " interval by Byar's approximation. More reports can mean more trust in reporting. Not comparable"
    " between forces. By ward of 2024, put together from the LSOAs that fit it best; what lies in no one ward as a"
    " whole, or came without counts by area, is a part of its own. " + FORCE,
    records=Records.POLICE,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.ASB_INCIDENTS,),
    numerator=Part("Rows of the crime type anti-social behaviour.", "police_recorded_asb_incidents", POLICE),
    breakdowns=(Breakdown.WARD,),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=POLICE,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=LAG,
    valid_from=date(2010, 12, 1),
    breaks=CRIME_TYPES,
)
