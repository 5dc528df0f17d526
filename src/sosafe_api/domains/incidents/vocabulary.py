"""Codes of police open data: what was recorded, by which list, what came of it, and how areas changed."""

from enum import StrEnum


class CrimeType(StrEnum):
    """What the police recorded: the fourteen types of street files since May 2013, and earlier ones."""

    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    BICYCLE_THEFT = "bicycle_theft"
    BURGLARY = "burglary"
    CRIMINAL_DAMAGE_AND_ARSON = "criminal_damage_and_arson"
    DRUGS = "drugs"
    OTHER_CRIME = "other_crime"
    OTHER_THEFT = "other_theft"
    POSSESSION_OF_WEAPONS = "possession_of_weapons"
    PUBLIC_ORDER = "public_order"
    ROBBERY = "robbery"
    SHOPLIFTING = "shoplifting"
    THEFT_FROM_THE_PERSON = "theft_from_the_person"
    VEHICLE_CRIME = "vehicle_crime"
    VIOLENCE_AND_SEXUAL_OFFENCES = "violence_and_sexual_offences"
    # Types that gave cases to others, or took some from them, when a list changed: each has a code of its own.
    OTHER_CRIME_2010 = "other_crime_2010"
    OTHER_CRIME_2011 = "other_crime_2011"
    OTHER_THEFT_2011 = "other_theft_2011"
    PUBLIC_DISORDER_AND_WEAPONS_2011 = "public_disorder_and_weapons_2011"
    VIOLENT_CRIME_2010 = "violent_crime_2010"
    VIOLENT_CRIME_2011 = "violent_crime_2011"


class CrimeTypeList(StrEnum):
    """The list of crime types that a street file was written in, by the month in which it began."""

    DECEMBER_2010 = "december_2010"
    SEPTEMBER_2011 = "september_2011"
    MAY_2013 = "may_2013"


class CrimeOutcomeGroup(StrEnum):
    """What came of a crime, in groups; an outcome that nobody knew before is among the others."""

    CHARGED = "charged"
    OUT_OF_COURT = "out_of_court"
    COURT_RESULT = "court_result"
    NO_SUSPECT_IDENTIFIED = "no_suspect_identified"
    UNABLE_TO_PROSECUTE = "unable_to_prosecute"
    NOT_IN_PUBLIC_INTEREST = "not_in_public_interest"
    OTHER_ORGANISATION = "other_organisation"
    NOT_KNOWN_YET = "not_known_yet"
    OTHER = "other"


class PoliceFileKind(StrEnum):
    """What a police file holds."""

    STREET = "street"
    OUTCOMES = "outcomes"


class LsoaChange(StrEnum):
    """What became of a lower layer super output area at the census of 2021."""

    UNCHANGED = "unchanged"
    SPLIT = "split"
    MERGED = "merged"
    IRREGULAR = "irregular"
