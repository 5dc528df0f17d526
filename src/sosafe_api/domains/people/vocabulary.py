"""Codes of what is known of a person, of how records compare and are merged, and of households."""

from enum import StrEnum


class AgeBand(StrEnum):
    """Age in bands, for a person whose date of birth is not known."""

    UNDER_16 = "under_16"
    FROM_16_TO_17 = "16_to_17"
    FROM_18_TO_24 = "18_to_24"
    FROM_25_TO_34 = "25_to_34"
    FROM_35_TO_44 = "35_to_44"
    FROM_45_TO_54 = "45_to_54"
    FROM_55_TO_64 = "55_to_64"
    OVER_64 = "65_and_over"


class FieldAgreement(StrEnum):
    """How far two records agree in one part of what identifies a person."""

    AGREES = "agrees"
    SIMILAR = "similar"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Likelihood(StrEnum):
    """Whether two records are one person's: a matter for a person to decide, however likely."""

    LIKELY = "likely"
    POSSIBLE = "possible"


class MergeReason(StrEnum):
    """How it became known that two records are one person's."""

    PERSON_CONFIRMED = "person_confirmed"
    DOCUMENTS_SEEN = "documents_seen"
    AGENCIES_CONFIRMED = "agencies_confirmed"
    RECORDED_TWICE = "recorded_twice"


class MergeReversalReason(StrEnum):
    """Why two records that were merged are parted again."""

    DIFFERENT_PEOPLE = "different_people"
    NOT_ESTABLISHED = "not_established"
    WRONG_RECORD = "wrong_record"


class AddressKind(StrEnum):
    """What an address is used for."""

    HOME = "home"
    CORRESPONDENCE = "correspondence"


class HouseholdRelation(StrEnum):
    """What somebody is in a household, beside the others in it."""

    PARENT = "parent"
    PARTNER = "partner"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    OTHER_RELATIVE = "other_relative"
    CARER = "carer"
    NOT_RELATED = "not_related"
    LIVES_ALONE = "lives_alone"


class Ethnicity(StrEnum):
    """Self-defined ethnicity, 18+1 of the 2011 census; the "+1", not stated, is one of the three absences."""

    WHITE_BRITISH = "white_british"
    WHITE_IRISH = "white_irish"
    WHITE_GYPSY_OR_IRISH_TRAVELLER = "white_gypsy_or_irish_traveller"
    WHITE_OTHER = "white_other"
    MIXED_WHITE_AND_BLACK_CARIBBEAN = "mixed_white_and_black_caribbean"
    MIXED_WHITE_AND_BLACK_AFRICAN = "mixed_white_and_black_african"
    MIXED_WHITE_AND_ASIAN = "mixed_white_and_asian"
    MIXED_OTHER = "mixed_other"
    ASIAN_INDIAN = "asian_indian"
    ASIAN_PAKISTANI = "asian_pakistani"
    ASIAN_BANGLADESHI = "asian_bangladeshi"
    ASIAN_CHINESE = "asian_chinese"
    ASIAN_OTHER = "asian_other"
    BLACK_AFRICAN = "black_african"
    BLACK_CARIBBEAN = "black_caribbean"
    BLACK_OTHER = "black_other"
    ARAB = "arab"
    OTHER = "other"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """Sex, as the person states it."""

    FEMALE = "female"
    MALE = "male"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"


class GenderSameAsRegistered(StrEnum):
    """Whether the person's gender identity is the sex registered at birth; asked from the age of 16."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"


class LongTermCondition(StrEnum):
    """Whether a condition or illness has lasted, or will last, for twelve months or more."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"


class ConditionLimits(StrEnum):
    """How far the condition limits what the person does from day to day (Equality Act 2010 section 6)."""

    A_LOT = "a_lot"
    A_LITTLE = "a_little"
    NOT_AT_ALL = "not_at_all"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"


class SexualOrientation(StrEnum):
    """Sexual orientation, as the person states it; asked from the age of 16."""

    HETEROSEXUAL = "heterosexual"
    GAY_OR_LESBIAN = "gay_or_lesbian"
    BISEXUAL = "bisexual"
    OTHER = "other"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"


class Religion(StrEnum):
    """Religion or belief, as the census asks for it."""

    NO_RELIGION = "no_religion"
    CHRISTIAN = "christian"
    BUDDHIST = "buddhist"
    HINDU = "hindu"
    JEWISH = "jewish"
    MUSLIM = "muslim"
    SIKH = "sikh"
    OTHER = "other"
    NOT_ASKED = "not_asked"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNKNOWN = "unknown"
