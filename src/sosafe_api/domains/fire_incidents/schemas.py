"""What crosses the wire about fire incidents."""

from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Links, Out, PageInfo
from sosafe_api.domains.auth.schemas import kept, page_example
from sosafe_api.domains.fire_incidents.vocabulary import (
    FireCause,
    FireClass,
    FireIncidentKind,
    FireProperty,
    SmokeAlarm,
)
from sosafe_api.domains.incident_returns.schemas import (
    EARLIER,
    RECORD,
    CommonPatch,
    EarlierVersionOut,
    IncidentQuery,
    ReturnedIncidentIn,
    ReturnedIncidentOut,
)
from sosafe_api.domains.incident_returns.schemas.incoming import example
from sosafe_api.domains.incident_returns.schemas.outgoing import MOST_VERSIONS

FACTS: dict[str, Any] = {
    "kind": "secondary_fire",
    "cause": "deliberate",
    "property": "refuse",
    "smoke_alarm": None,
    "violence_against_crew": False,
}
OUT: dict[str, Any] = {**RECORD, **FACTS, "classes": ["deliberate_secondary_not_vehicle"]}
_SENT = {name: value for name, value in FACTS.items() if value is not None}


class FireIncidentIn(ReturnedIncidentIn):
    """A fire incident as the service's own record has it; no name, no address, no text, no casualty."""

    model_config = ConfigDict(json_schema_extra={"examples": [example(**_SENT)]})
    kind: FireIncidentKind = Field(description="Primary or secondary fire, or another call.")
    cause: FireCause | None = Field(
        None, description="Of a fire: `deliberate` where it is known or suspected to be."
    )
    property: FireProperty | None = Field(None, description="Of a fire: what burnt.")
    smoke_alarm: SmokeAlarm | None = Field(
        None, description="Of a fire in a dwelling: whether one was fitted."
    )
    violence_against_crew: bool = Field(False, description="Whether somebody was violent to the crew.")


class FireIncidentPatch(CommonPatch):
    """Corrections of an incident; what is absent is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cause": "accidental"}]})
    kind: FireIncidentKind = kept(description="What the crew was called to.")
    cause: FireCause | None = Field(None, description="How the fire began.")
    property: FireProperty | None = Field(None, description="What burnt.")
    smoke_alarm: SmokeAlarm | None = Field(None, description="Whether the dwelling had one.")
    violence_against_crew: bool = kept(description="Whether somebody was violent to the crew.")


class FireIncidentQuery(IncidentQuery):
    """Which fire incidents are listed."""

    kind: list[FireIncidentKind] | None = Field(
        None, min_length=1, max_length=3, description="Any of these kinds."
    )
    cause: list[FireCause] | None = Field(
        None, min_length=1, max_length=3, description="Any of these causes."
    )


class FireFactsOut(Out):
    """What the definitions of fire statistics say of an incident."""

    model_config = ConfigDict(json_schema_extra={"examples": [FACTS]})
    kind: FireIncidentKind = Field(description="What the crew was called to.")
    cause: FireCause | None = Field(description="How the fire began.")
    property: FireProperty | None = Field(description="What burnt.")
    smoke_alarm: SmokeAlarm | None = Field(description="Whether the dwelling had one.")
    violence_against_crew: bool = Field(description="Whether somebody was violent to the crew.")


class FireIncidentOut(FireFactsOut, ReturnedIncidentOut):
    """A fire incident as it is held."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUT]})
    classes: list[FireClass] = Field(max_length=6, description="What it counts as.")


class FireIncidentPage(Out):
    """A page of the list of fire incidents."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/fire-incidents", OUT))
    data: list[FireIncidentOut] = Field(max_length=200, description="The latest recorded first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class FireIncidentVersionOut(FireFactsOut, EarlierVersionOut):
    """What an incident's record said before a change."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EARLIER, **FACTS}]})


class FireIncidentVersionList(Out):
    """What an incident's record said before its changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [{**EARLIER, **FACTS}]}]})
    data: list[FireIncidentVersionOut] = Field(max_length=MOST_VERSIONS, description="The latest first.")
