"""Codes that the returns of all agencies share."""

from enum import StrEnum


class IncidentRecordStatus(StrEnum):
    """Whether the record stands."""

    RECORDED = "recorded"
    ENTERED_IN_ERROR = "entered_in_error"


class EntryErrorReason(StrEnum):
    """Why a record ought not to be there."""

    DUPLICATE = "duplicate"
    OUTSIDE_THE_AREA = "outside_the_area"
    OTHER_KIND_OF_INCIDENT = "other_kind_of_incident"
    MISTAKE = "mistake"
