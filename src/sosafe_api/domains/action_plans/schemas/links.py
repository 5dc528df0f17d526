"""What crosses the wire about the money and the events behind an action."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import Schema, broken_rule

MOST_LINKS = 50
LINKS: dict[str, Any] = {"funding_bid_ids": [], "community_event_ids": []}


def _once(named: list[UUID]) -> list[UUID]:
    if len(set(named)) != len(named):
        raise broken_rule("repeated_value", "Must name each once.")
    return named


Named = Annotated[list[UUID], AfterValidator(_once), Field(max_length=MOST_LINKS)]


class PlanActionLinksIn(Schema):
    """Every bid and event that an action is linked with; what is left out is no longer."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINKS]})
    funding_bid_ids: Named = Field(description="Bids that pay for it, or are to.")
    community_event_ids: Named = Field(description="Events that are held for it.")
