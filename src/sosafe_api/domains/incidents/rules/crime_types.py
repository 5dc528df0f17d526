"""Crime types as street files print them, in the three lists there have been; none is mapped onto another.

Source: data.police.uk, "About the data", and files of the months of each list. From the first list to the second,
"Other crime" and "Violent crime" gave cases to five new types; from the second to the third, "Public disorder and
weapons" and "Other theft" were split, "Violent crime" was renamed and "Other crime" went on with other contents.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sosafe_api.domains.incidents.vocabulary import CrimeType, CrimeTypeList

T = CrimeType

# Types that every list has, with the same contents as far as the publisher says.
_ALWAYS = {
    "Anti-social behaviour": T.ANTI_SOCIAL_BEHAVIOUR,
    "Burglary": T.BURGLARY,
    "Robbery": T.ROBBERY,
    "Vehicle crime": T.VEHICLE_CRIME,
}
_SINCE_2011 = _ALWAYS | {
    "Criminal damage and arson": T.CRIMINAL_DAMAGE_AND_ARSON,
    "Drugs": T.DRUGS,
    "Shoplifting": T.SHOPLIFTING,
}
CRIME_TYPES: Mapping[CrimeTypeList, Mapping[str, CrimeType]] = {
    CrimeTypeList.DECEMBER_2010: _ALWAYS
    | {"Other crime": T.OTHER_CRIME_2010, "Violent crime": T.VIOLENT_CRIME_2010},
    CrimeTypeList.SEPTEMBER_2011: _SINCE_2011
    | {
        "Other crime": T.OTHER_CRIME_2011,
        "Other theft": T.OTHER_THEFT_2011,
        "Public disorder and weapons": T.PUBLIC_DISORDER_AND_WEAPONS_2011,
        "Violent crime": T.VIOLENT_CRIME_2011,
    },
    CrimeTypeList.MAY_2013: _SINCE_2011
    | {
        "Bicycle theft": T.BICYCLE_THEFT,
        "Other crime": T.OTHER_CRIME,
        "Other theft": T.OTHER_THEFT,
        "Possession of weapons": T.POSSESSION_OF_WEAPONS,
        "Public order": T.PUBLIC_ORDER,
        "Theft from the person": T.THEFT_FROM_THE_PERSON,
        "Violence and sexual offences": T.VIOLENCE_AND_SEXUAL_OFFENCES,
    },
}
# The first month of each list: a series that crosses one breaks there.
FIRST_MONTHS: Mapping[CrimeTypeList, date] = {
    CrimeTypeList.DECEMBER_2010: date(2010, 12, 1),
    CrimeTypeList.SEPTEMBER_2011: date(2011, 9, 1),
    CrimeTypeList.MAY_2013: date(2013, 5, 1),
}
BREAKS = frozenset(FIRST_MONTHS.values()) - {min(FIRST_MONTHS.values())}


def list_of_month(month: date) -> CrimeTypeList:
    """The list in use in a month; raises `ValueError` before there were street files."""
    begun = [item for item, first in FIRST_MONTHS.items() if first <= month]
    if not begun:
        raise ValueError("no street file is of a month before December 2010")
    return max(begun, key=FIRST_MONTHS.__getitem__)


def list_of_file(month: date, found: Iterable[str]) -> CrimeTypeList:
    """The list of the file's month, unless all its types stand in another one and not all in that.

    The months of change come from the publisher's notes; an earlier file published anew may use a later list.
    """
    expected = list_of_month(month)
    types = set(found)
    if types <= set(CRIME_TYPES[expected]):
        return expected
    fitting = (item for item, names in CRIME_TYPES.items() if types <= set(names))
    return next(fitting, expected)


def types_of_other_lists(written_in: CrimeTypeList) -> list[str]:
    """Names that some other list has and this one has not."""
    names = {name for types in CRIME_TYPES.values() for name in types}
    return sorted(names - set(CRIME_TYPES[written_in]))
