"""What crosses the wire when a case takes up more: referrals, people, workers."""

from typing import Any, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from sosafe_api.core.schemas import Links, Out, PageInfo, Schema, broken_rule
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.cases.rules import MOST_REFERRALS, PersonRole
from sosafe_api.domains.referrals.schemas.content import PERSON, PersonIn

_CASE = "019a0000-0000-7000-8000-0000000000c1"
_REFERRALS: dict[str, Any] = {"referral_ids": ["019a0000-0000-7000-8000-0000000000aa"]}


class CaseReferralsIn(Schema):
    """Further referrals that the case takes up."""

    model_config = ConfigDict(json_schema_extra={"examples": [_REFERRALS]})
    referral_ids: list[UUID] = Field(
        min_length=1, max_length=20, description="Accepted referrals to the case's service."
    )
    person_id: UUID | None = Field(
        None, description="Whom they are about; needed where the case is about several people."
    )


class CaseReferrals(Out):
    """The referrals of a case."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"case_id": _CASE, **_REFERRALS}]})
    case_id: UUID = Field(description="The case.")
    referral_ids: list[UUID] = Field(
        max_length=MOST_REFERRALS, description="All referrals that it has taken up."
    )


class CasePersonIn(Schema):
    """Somebody else whom the case is about: known to the partnership, or new."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": PERSON, "role": "child"}]})
    person_id: UUID | None = Field(None, description="The person, when the partnership knows them.")
    person: PersonIn | None = Field(None, description="A person whom the partnership does not know yet.")
    role: PersonRole = Field(description="What they are in this case.")

    @model_validator(mode="after")
    def _one_person(self) -> Self:
        if (self.person is None) == (self.person_id is None):
            raise broken_rule("one_person", "Must state `person_id` or `person`, one of the two.")
        return self


CASE_PERSON_RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "case_id": _CASE,
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "etag": '"00112233445566778899"',
}


class CasePersonReceipt(Out):
    """Somebody was added to a case."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASE_PERSON_RECEIPT]})
    id: UUID = Field(description="Their place in the case.")
    case_id: UUID = Field(description="The case.")
    person_id: UUID = Field(description="The person.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to take them out of the case.")


class CaseWorkerIn(Schema):
    """A caseworker of the service who takes part in the work."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"principal_id": "019a0000-0000-7000-8000-0000000000b2", "lead": False}]
        }
    )
    principal_id: UUID = Field(description="The user: a caseworker of the case's service.")
    lead: bool = Field(False, description="Whether they lead the work from now on, in place of who led it.")


class CaseWorkerPatch(Schema):
    """What may change of somebody's work on a case; it ends for good, and can begin anew."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lead": True}]})
    lead: Literal[True] = kept(description="They lead the work from now on, in place of who led it.")
    ended: Literal[True] = kept(description="Their work on the case ends now.")


CASEWORKER: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000b2",
    "client_id": "example-partnership.caseworker-2",
}


class CaseworkerQuery(RecordQuery):
    """The page of a service's caseworkers."""


class CaseworkerOut(Out):
    """Somebody who works for the service, by the name of their account."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASEWORKER]})
    id: UUID = Field(description="The user, as a case's `principal_id` names them.")
    client_id: str = Field(max_length=255, description="Their account.")


class CaseworkerPage(Out):
    """A page of a service's caseworkers."""

    model_config = ConfigDict(
        json_schema_extra=page_example(
            "/v1/services/019a0000-0000-7000-8000-000000000001/caseworkers", CASEWORKER
        )
    )
    data: list[CaseworkerOut] = Field(max_length=200, description="The caseworkers, by identifier.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
