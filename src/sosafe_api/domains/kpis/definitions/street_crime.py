"""What every rate of one crime type of street files shares."""

from datetime import date

from sosafe_api.domains.kpis.definitions.breaks import CRIME_TYPES
from sosafe_api.domains.kpis.definitions.sources import FORCE, OPEN_GOVERNMENT_LICENCE, POLICE, POPULATION
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

LAG = "About two months from the month's end to publication by the police."
RESIDENTS = Part(
    "Residents in the middle of the calendar year before the period's last day, as first published: the"
    " latest estimate there was in the course of that year. One series throughout, never rebased.",
    "mid_year_first_published",
    POPULATION,
)


def street_crime_rate(code: str, counted: str, crime_type: str, measure: Measure, since: date) -> Definition:
    """A crime type for each 1,000 residents; `counted` begins its title, `since` is its first month in any list."""
    return Definition(
        code=code,
        title=f"{counted} per 1,000 residents",
        description=f"{counted} recorded in the district in the period for each 1,000 residents, with a 95%"
        " interval by Byar's approximation. A month's or quarter's rate is not scaled up to a year. " + FORCE,
        records=Records.POLICE,
        kind=Kind.RATE,
        unit=Unit.PER_1000_POPULATION,
        decimal_places=2,
        polarity=Polarity.LOWER_BETTER,
        measures=(measure,),
        numerator=Part(f"Rows of the crime type {crime_type}.", f"police_recorded_{measure.value}", POLICE),
        denominator=RESIDENTS,
        interval=IntervalMethod.BYAR,
        disclosure=DisclosurePolicy.OPEN_SOURCE,
        source=POLICE,
        licence=OPEN_GOVERNMENT_LICENCE,
        lag=LAG,
        valid_from=since,
        breaks=tuple(item for item in CRIME_TYPES if item.on > since),
    )
