"""What a row of a file states: a record as it would be sent singly, with the sender's own reference."""

from pydantic import Field

from sosafe_api.core.schemas import AgencyReference
from sosafe_api.domains.community_events.schemas import EventIn

_REFERENCE = "Your own reference, which names no person: a row that comes again by it makes nothing twice."


class EventRow(EventIn):
    """An event of a file."""

    reference: AgencyReference = Field(description=_REFERENCE)
