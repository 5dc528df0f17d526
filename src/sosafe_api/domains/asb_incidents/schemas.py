"""What crosses the wire about incidents of anti-social behaviour."""

from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Links, Out, PageInfo
from sosafe_api.domains.asb_incidents.vocabulary import AsbHeading, AsbQualifier
from sosafe_api.domains.auth.schemas import kept, page_example
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
    "opening_heading": "noise",
    "closing_heading": "fireworks",
    "qualifier": "nuisance",
    "youth_related": True,
}
OUT: dict[str, Any] = {**RECORD, **FACTS}


class AsbIncidentIn(ReturnedIncidentIn):
    """An incident of anti-social behaviour as the agency's own record has it; no name, no address, no text."""

    model_config = ConfigDict(json_schema_extra={"examples": [example(**FACTS)]})
    opening_heading: AsbHeading = Field(description="As it was first recorded.")
    closing_heading: AsbHeading | None = Field(None, description="As it was closed; null while it is open.")
    qualifier: AsbQualifier = Field(description="Whom it hit: exactly one of the three.")
    youth_related: bool = Field(description="Whether young people were said to cause it (youth nuisance).")


class AsbIncidentPatch(CommonPatch):
    """Corrections of an incident; what is absent is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"qualifier": "personal"}]})
    opening_heading: AsbHeading = kept(description="As it was first recorded.")
    closing_heading: AsbHeading | None = Field(None, description="As it was closed.")
    qualifier: AsbQualifier = kept(description="Whom it hit.")
    youth_related: bool = kept(description="Whether young people were said to cause it.")


class AsbIncidentQuery(IncidentQuery):
    """Which incidents of anti-social behaviour are listed."""

    qualifier: list[AsbQualifier] | None = Field(
        None, min_length=1, max_length=3, description="Any of these qualifiers."
    )
    heading: list[AsbHeading] | None = Field(
        None,
        min_length=1,
        max_length=14,
        description="Any of these headings: the closing one, else the opening.",
    )


class AsbFactsOut(Out):
    """What the standard says of an incident."""

    model_config = ConfigDict(json_schema_extra={"examples": [FACTS]})
    opening_heading: AsbHeading = Field(description="As it was first recorded.")
    closing_heading: AsbHeading | None = Field(description="As it was closed; null while it is open.")
    qualifier: AsbQualifier = Field(description="Whom it hit.")
    youth_related: bool = Field(description="Whether young people were said to cause it.")


class AsbIncidentOut(AsbFactsOut, ReturnedIncidentOut):
    """An incident of anti-social behaviour as it is held."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUT]})


class AsbIncidentPage(Out):
    """A page of the list of incidents of anti-social behaviour."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/asb-incidents", OUT))
    data: list[AsbIncidentOut] = Field(max_length=200, description="The latest recorded first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class AsbIncidentVersionOut(AsbFactsOut, EarlierVersionOut):
    """What an incident's record said before a change."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EARLIER, **FACTS}]})


class AsbIncidentVersionList(Out):
    """What an incident's record said before its changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [{**EARLIER, **FACTS}]}]})
    data: list[AsbIncidentVersionOut] = Field(max_length=MOST_VERSIONS, description="The latest first.")
