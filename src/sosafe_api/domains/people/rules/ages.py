"""Ages in bands. Pure: the day is told."""

from datetime import date

from sosafe_api.domains.people.vocabulary import AgeBand

_FIRST_YEARS = {
    AgeBand.OVER_64: 65,
    AgeBand.FROM_55_TO_64: 55,
    AgeBand.FROM_45_TO_54: 45,
    AgeBand.FROM_35_TO_44: 35,
    AgeBand.FROM_25_TO_34: 25,
    AgeBand.FROM_18_TO_24: 18,
    AgeBand.FROM_16_TO_17: 16,
    AgeBand.UNDER_16: 0,
}


def age_band(date_of_birth: date, on: date) -> AgeBand:
    """The band of somebody's age on a day; born on 29 February, one is a year older on 1 March."""
    birthday_to_come = (on.month, on.day) < (date_of_birth.month, date_of_birth.day)
    years = on.year - date_of_birth.year - birthday_to_come
    return next((band for band, first in _FIRST_YEARS.items() if years >= first), AgeBand.UNDER_16)
