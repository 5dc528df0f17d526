"""The profile of FHIR R4 that a pushed bundle keeps to: elements that a referral has a place for, no others.

An element without a place is refused rather than passed over: nothing that a sender says of a person is lost unseen.
What is accepted here and not kept is metadata, and docs/how-to/referrals-as-fhir.md names it.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sosafe_api.core.schemas import Schema

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Uri = Annotated[str, StringConstraints(min_length=1, max_length=2048)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$", max_length=64)]


class Coding(Schema):
    """Its `display` may be nothing but the list's own words for the code."""

    system: Uri
    code: Text
    display: Text | None = None


class CodeableConcept(Schema):
    """A code, without `text`: what a sender words itself goes into the note, where it is read."""

    coding: list[Coding] = Field(min_length=1, max_length=1)


class Identifier(Schema):
    """Of a referral, in the sender's own system; of an agency or service, in that of this service."""

    system: Uri | None = None
    value: Text


class Reference(Schema):
    """To another resource of the bundle, or by identifier to an agency or service.

    What is not wanted at its place is accepted in form only, so that the fault can say what is.
    """

    reference: Uri | None = None
    type: Text | None = None
    identifier: Identifier | None = None
    display: Text | None = None


class Extension(Schema):
    """One value or parts, as the profile has it for its address; whatever stands beside is refused."""

    url: Uri
    value_code: Text | None = Field(None, alias="valueCode")
    value_string: Text | None = Field(None, alias="valueString")
    value_boolean: bool | None = Field(None, alias="valueBoolean")
    extension: list["Extension"] = Field(default_factory=list, max_length=8)


class HumanName(Schema):
    """The one name. Of which kind it is does not stand in a referral, which has no other to tell it from."""

    text: Text
    use: Literal["usual", "official"] | None = None


class ContactPoint(Schema):
    """One of each system: of two telephone numbers perhaps only one is safe."""

    system: Literal["phone", "email"]
    value: Text


class Address(Schema):
    """The first half of a postcode, like SG1: no address is kept with a referral."""

    postal_code: Text = Field(alias="postalCode")


class Communication(Schema):
    language: CodeableConcept


class Annotation(Schema):
    text: Text


class Meta(Schema):
    """Of the sender's own copy. A security label or a tag would have to be heeded, so neither is taken."""

    version_id: Id | None = Field(None, alias="versionId")
    last_updated: Text | None = Field(None, alias="lastUpdated")
    source: Uri | None = None
    profile: list[Uri] = Field(default_factory=list, max_length=8)


class Resource(Schema):
    id: Id | None = None
    meta: Meta | None = None


class Patient(Resource):
    """The person, contained in the request: here nobody is a record of their own before a case is opened."""

    resource_type: Literal["Patient"] = Field(alias="resourceType")
    id: Id
    name: list[HumanName] = Field(min_length=1, max_length=1)
    birth_date: Text | None = Field(None, alias="birthDate")
    telecom: list[ContactPoint] = Field(default_factory=list, max_length=2)
    address: list[Address] = Field(default_factory=list, max_length=1)
    communication: list[Communication] = Field(default_factory=list, max_length=1)
    extension: list[Extension] = Field(default_factory=list, max_length=8)


class ServiceRequest(Resource):
    """What is asked, of which service, about whom."""

    resource_type: Literal["ServiceRequest"] = Field(alias="resourceType")
    contained: list[Patient] = Field(min_length=1, max_length=1)
    identifier: list[Identifier] = Field(min_length=1, max_length=1)
    status: Literal["active"]
    intent: Literal["order"]
    category: list[CodeableConcept] = Field(min_length=1, max_length=1)
    priority: Literal["routine", "urgent", "asap", "stat"] = "routine"
    subject: Reference
    authored_on: Text = Field(alias="authoredOn")
    requester: Reference | None = None
    performer: list[Reference] = Field(min_length=1, max_length=1)
    reason_code: list[CodeableConcept] = Field(alias="reasonCode", min_length=1, max_length=10)
    note: list[Annotation] = Field(default_factory=list, max_length=1)
    extension: list[Extension] = Field(default_factory=list, max_length=8)


class Task(Resource):
    """The hand-over of the request to the service that is to answer it."""

    resource_type: Literal["Task"] = Field(alias="resourceType")
    status: Literal["requested"]
    intent: Literal["order"]
    focus: Reference
    owner: Reference | None = None
