"""What the Schedule to SI 2007/1831 prescribes, where each part of it would come from, and its periods. Pure: no I/O.

Information periods are the calendar's quarters from July 2007 on; what is of one is due by the end of the next.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.domains.minimum_data_sets.vocabulary import DataHolder, MinimumDataCategory

C, H = MinimumDataCategory, DataHolder
FIRST_PERIOD = date(2007, 7, 1)
_NAME = re.compile(r"(\d{4})-(\d{2})-Q([1-4])", re.ASCII)


class Source(Enum):
    """Which records of this service a category is taken from."""

    POLICE_RETURNS = "police_returns"
    POLICE_OPEN_DATA = "police_open_data"
    COUNCIL_RETURNS = "council_returns"
    FIRE_RETURNS = "fire_returns"


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One category of the Schedule: its paragraph, whose information it is, and its source here, if there is one."""

    category: MinimumDataCategory
    paragraph: str
    holder: DataHolder
    source: Source | None = None
    note: str | None = None


_OPEN = (
    "By month and crime type only: taken from the police's open data, which has neither day nor sub-category."
)
_TOGETHER = "By month only: the police's open data publish violence and sexual offences together, and they stand here."
_APART = "The police's open data publish sexual offences with violence: see violence_against_the_person."
_ABSENT = "This service takes no such records; ask the authority that holds them."


def _crime(category: MinimumDataCategory, letter: str, note: str = _OPEN) -> Prescribed:
    return Prescribed(category, f"2({letter})", H.POLICE, Source.POLICE_OPEN_DATA, note)


def _absent(
    category: MinimumDataCategory, paragraph: str, holder: DataHolder, note: str = _ABSENT
) -> Prescribed:
    return Prescribed(category, paragraph, holder, None, note)


def _fire(category: MinimumDataCategory, letter: str) -> Prescribed:
    return Prescribed(category, f"3({letter})", H.FIRE_AND_RESCUE, Source.FIRE_RETURNS)


SCHEDULE = (
    Prescribed(C.POLICE_ANTI_SOCIAL_BEHAVIOUR, "1(a)", H.POLICE, Source.POLICE_RETURNS),
    _absent(C.TRANSPORT_INCIDENT, "1(b)", H.POLICE),
    _absent(C.PUBLIC_SAFETY_OR_WELFARE_INCIDENT, "1(c)", H.POLICE),
    _crime(C.BURGLARY, "a"),
    _crime(C.CRIMINAL_DAMAGE, "b"),
    _crime(C.DRUG_OFFENCES, "c"),
    _absent(C.FRAUD_AND_FORGERY, "2(d)", H.POLICE),
    _crime(C.ROBBERY, "e"),
    _absent(C.SEXUAL_OFFENCES, "2(f)", H.POLICE, _APART),
    _crime(C.THEFT_AND_HANDLING, "g"),
    _crime(C.VIOLENCE_AGAINST_THE_PERSON, "h", _TOGETHER),
    _crime(C.OTHER_OFFENCES, "i"),
    _fire(C.DELIBERATE_PRIMARY_FIRE_NOT_IN_VEHICLE, "a"),
    _fire(C.DELIBERATE_PRIMARY_FIRE_IN_VEHICLE, "b"),
    _fire(C.DELIBERATE_SECONDARY_FIRE_NOT_IN_VEHICLE, "c"),
    _fire(C.VIOLENCE_AGAINST_FIRE_CREW, "d"),
    _fire(C.DWELLING_FIRE_WITHOUT_SMOKE_ALARM, "e"),
    Prescribed(C.LOCAL_AUTHORITY_ANTI_SOCIAL_BEHAVIOUR, "4", H.LOCAL_AUTHORITY, Source.COUNCIL_RETURNS),
    *(
        _absent(category, "4", H.LOCAL_AUTHORITY)
        for category in (
            C.ENVIRONMENTAL_CRIME,
            C.RACIAL_INCIDENT,
            C.SCHOOL_EXCLUSION,
            C.ROAD_TRAFFIC_COLLISION,
        )
    ),
    *(
        _absent(category, "5", H.HEALTH)
        for category in (
            C.HOSPITAL_ADMISSION_FOR_ASSAULT,
            C.HOSPITAL_ADMISSION_FOR_PSYCHOACTIVE_SUBSTANCES,
            C.HOSPITAL_ADMISSION_FOR_TOXIC_EFFECT_OF_ALCOHOL,
            C.HOSPITAL_ADMISSION_WITH_EVIDENCE_OF_ALCOHOL,
            C.HOSPITAL_ADMISSION_FOR_DOMESTIC_ABUSE,
            C.AMBULANCE_CALL_TO_CRIME_OR_DISORDER,
        )
    ),
)
# A crime type of the police's open data that stands nowhere here is among the other offences.
CRIME_TYPES: Mapping[str, MinimumDataCategory] = {
    "bicycle_theft": C.THEFT_AND_HANDLING,
    "burglary": C.BURGLARY,
    "criminal_damage_and_arson": C.CRIMINAL_DAMAGE,
    "drugs": C.DRUG_OFFENCES,
    "other_theft": C.THEFT_AND_HANDLING,
    "robbery": C.ROBBERY,
    "shoplifting": C.THEFT_AND_HANDLING,
    "theft_from_the_person": C.THEFT_AND_HANDLING,
    "vehicle_crime": C.THEFT_AND_HANDLING,
    "violence_and_sexual_offences": C.VIOLENCE_AGAINST_THE_PERSON,
    "violent_crime": C.VIOLENCE_AGAINST_THE_PERSON,
}


@dataclass(frozen=True, slots=True)
class InformationPeriod:
    """A quarter; `end` is the day after its last."""

    name: str
    start: date
    end: date

    @property
    def due_on(self) -> date:
        """The last day of the next period."""
        following = self.end + timedelta(days=93)  # into the month after the next quarter
        return following.replace(day=1) - timedelta(days=1)


def information_period(name: str, today: date) -> InformationPeriod | None:
    """The quarter `2026-27-Q1`; None for what names none, for one before the regulations and one not begun yet."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        return None
    year = FinancialYear(int(parts[1]))
    if not FIRST_PERIOD.year - 1 <= year.first <= today.year or year.label[5:] != parts[2]:
        return None
    start, end = year.quarter(int(parts[3]))
    return InformationPeriod(name, start, end) if FIRST_PERIOD <= start <= today else None
