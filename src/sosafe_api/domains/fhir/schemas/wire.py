"""What crosses the wire as FHIR R4: the bundle that is taken in, the resources and outcomes that are answered."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, TypeAdapter

from sosafe_api.core.schemas import Cursor, Out, Query, QueryInstant, Schema
from sosafe_api.domains.fhir.schemas import samples

_INSTANT: TypeAdapter[Any] = TypeAdapter(QueryInstant)
AgencyReferenceToken = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/~\-]{0,63}$")
]


def _exists(bound: str) -> str:
    """Of the form of an instant is also what no calendar has, like 29 February of most years."""
    _INSTANT.validate_python(bound[2:])
    return bound


FhirInstant = Annotated[
    str,
    StringConstraints(
        min_length=22,
        max_length=40,
        pattern=r"^(ge|lt)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$",
    ),
    AfterValidator(_exists),
]
RequestStatus = Literal["active", "on-hold", "revoked", "completed", "entered-in-error"]
TaskStatus = Literal[
    "requested",
    "received",
    "accepted",
    "rejected",
    "on-hold",
    "in-progress",
    "completed",
    "failed",
    "cancelled",
    "entered-in-error",
]


class Search(Query):
    """Search parameters of both resources; those of FHIR's own begin with an underscore."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    identifier: AgencyReferenceToken | None = Field(
        None, description="Your agency's own reference, without a system."
    )
    last_updated: FhirInstant | None = Field(
        None,
        alias="_lastUpdated",
        description="`ge` or `lt` and an instant: changed at or after it, or before it.",
    )
    count: int = Field(50, alias="_count", ge=1, le=200, description="Resources of a page.")
    cursor: Cursor | None = Field(
        None, alias="_cursor", description="Stands in the `next` link of a page; beside it only `_count` may."
    )

    def changed(self) -> dict[str, Any]:
        """The bound of `_lastUpdated` as the list of referrals reads it."""
        if self.last_updated is None:
            return {}
        name = "updated_at_from" if self.last_updated.startswith("ge") else "updated_at_before"
        return {name: self.last_updated[2:]}


class ServiceRequestQuery(Search):
    """Which requests are found."""

    status: list[RequestStatus] | None = Field(
        None, min_length=1, max_length=5, description="Any of these codes of `request-status`."
    )


class TaskQuery(Search):
    """Which hand-overs are found."""

    status: list[TaskStatus] | None = Field(
        None, min_length=1, max_length=10, description="Any of these codes of `task-status`."
    )


class FhirEntryRequestIn(Schema):
    """What an entry of the transaction does."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"method": "POST", "url": "Task"}]})
    method: Literal["POST"] = Field(description="Always `POST`: a referral is created.")
    url: Literal["ServiceRequest", "Task"] = Field(description="The type of the entry's resource.")


class FhirEntryIn(Schema):
    """One resource of the transaction."""

    model_config = ConfigDict(json_schema_extra={"examples": [samples.BUNDLE["entry"][1]]})
    full_url: Annotated[str, StringConstraints(max_length=128, pattern=r"^urn:uuid:[0-9a-f-]{36}$")] = Field(
        alias="fullUrl", description="`urn:uuid:` and a UUID, by which the other entry refers to this one."
    )
    resource: dict[str, Any] = Field(
        max_length=50,
        description=(
            "A ServiceRequest with its Patient contained, or the Task that hands it over. Its reference is your "
            "own: an `identifier` without a `system`, or with that of your agency's references."
        ),
    )
    request: FhirEntryRequestIn = Field(description="What is to be done with it.")


class FhirBundleIn(Schema):
    """A FHIR R4 transaction of one referral: its ServiceRequest and its Task."""

    model_config = ConfigDict(json_schema_extra={"examples": [samples.BUNDLE]})
    resource_type: Literal["Bundle"] = Field(alias="resourceType", description="Always `Bundle`.")
    type: Literal["transaction"] = Field(description="Always `transaction`.")
    entry: list[FhirEntryIn] = Field(
        min_length=2, max_length=2, description="The ServiceRequest and the Task, in either order."
    )


class FhirServiceRequest(Out):
    """A ServiceRequest of FHIR R4: <https://hl7.org/fhir/R4/servicerequest.html>."""

    model_config = ConfigDict(
        json_schema_extra={"additionalProperties": True, "examples": [samples.SERVICE_REQUEST]}
    )


class FhirTask(Out):
    """A Task of FHIR R4: <https://hl7.org/fhir/R4/task.html>."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": True, "examples": [samples.TASK]})


class FhirBundle(Out):
    """A Bundle of FHIR R4: <https://hl7.org/fhir/R4/bundle.html>."""

    model_config = ConfigDict(
        json_schema_extra={"additionalProperties": True, "examples": [samples.RESPONSE]}
    )


class FhirCapabilityStatement(Out):
    """A CapabilityStatement of FHIR R4: <https://hl7.org/fhir/R4/capabilitystatement.html>."""

    model_config = ConfigDict(
        json_schema_extra={"additionalProperties": True, "examples": [samples.CAPABILITIES]}
    )


class FhirOperationOutcome(Out):
    """An OperationOutcome of FHIR R4: <https://hl7.org/fhir/R4/operationoutcome.html>."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": True, "examples": [samples.OUTCOME]})
