"""How large a share of crime and anti-social behaviour was youth nuisance."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import (
    ASB_RETURNS,
    OPEN_GOVERNMENT_LICENCE,
    POLICE,
    RETURN_LAG,
    RETURNED,
)
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

YOUTH_NUISANCE_SHARE = Definition(
    code="youth_nuisance_share",
    title="Youth nuisance among crime and anti-social behaviour",
    description="Of the crimes and the incidents of anti-social behaviour recorded by the police in the period, how"
    " many of a hundred were anti-social behaviour said to be caused by young people, with a 95% Wilson score interval."
    " Crimes are those of the police's open data, incidents those that the police return; a month counts where both are"
    " there." + RETURNED,
    records=Records.CRIME_AND_ASB,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.YOUTH_NUISANCE,),
    base=(Measure.YOUTH_NUISANCE, Measure.OTHER_CRIME_AND_ASB),
    numerator=Part(
        "Youth-related incidents that the police return.", "youth_related_asb_returned", ASB_RETURNS
    ),
    denominator=Part(
        "Incidents of anti-social behaviour that the police return, and crimes of their open data for the district.",
        "police_crime_and_returned_asb",
        POLICE,
    ),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=62,
    source=ASB_RETURNS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=RETURN_LAG,
    valid_from=date(2013, 5, 1),
)
