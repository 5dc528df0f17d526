"""What a row of a file states: a record as it would be sent singly, with the sender's own reference."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from sosafe_api.core.schemas import AgencyReference
from sosafe_api.domains.cases.schemas import CaseIn
from sosafe_api.domains.community_events.schemas import EventIn
from sosafe_api.domains.outcomes.schemas import ResultIn
from sosafe_api.domains.savings.schemas import UnitCostIn
from sosafe_api.domains.surveys.schemas import SurveyResponseIn

_REFERENCE = "Your own reference, which names no person: a row that comes again by it makes nothing twice."


class EventRow(EventIn):
    """An event of a file."""

    reference: AgencyReference = Field(description=_REFERENCE)


class CaseResultRow(ResultIn):
    """What was measured of one case, in a file."""

    reference: AgencyReference = Field(description=_REFERENCE)
    case_id: UUID = Field(description="The case.")


class SurveyResponseRow(SurveyResponseIn):
    """What one respondent answered, in a file; in a table each question has a column `answers.<its code>`."""

    open_columns: ClassVar[str] = "answers."
    survey_wave_id: UUID = Field(description="The wave in which they were asked.")


class CaseRow(CaseIn):
    """Work that begins on accepted referrals, in a file. Nobody is named in it: the referrals say whom it is about."""

    reference: AgencyReference = Field(description=_REFERENCE)


class UnitCostRow(UnitCostIn):
    """A unit cost of a draft, in a file; the code is its reference. A total stands above its parts."""

    unit_cost_set_id: UUID = Field(description="The draft that it is for.")
