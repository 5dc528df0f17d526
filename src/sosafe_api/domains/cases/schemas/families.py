"""What crosses the wire about family work."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import Out, Schema, broken_rule, text
from sosafe_api.domains.cases.rules import MOST_OF_FAMILY
from sosafe_api.domains.cases.schemas.work import CASE_ID
from sosafe_api.domains.cases.vocabulary import FamilyPart

_FAMILY = "019a0000-0000-7000-8000-0000000002a1"
_ETAG = '"00112233445566778899"'
FAMILY_CASE: dict[str, Any] = {"case_id": CASE_ID, "part": "victim"}
_MESSAGE = "Speak with the coordinator before you change the time of a visit."


class FamilyCaseIn(Schema):
    """A case that belongs to a family."""

    model_config = ConfigDict(json_schema_extra={"examples": [FAMILY_CASE]})
    case_id: UUID = Field(description="A case that you may see, whose access is `workers`.")
    part: FamilyPart = Field(description="Whose side it is.")


def _once(cases: list[FamilyCaseIn]) -> list[FamilyCaseIn]:
    if len({case.case_id for case in cases}) != len(cases):
        raise broken_rule("repeated_value", "Must name each case once.")
    return cases


class FamilyIn(Schema):
    """Family work that begins with some of its cases; others join it by its identifier."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cases": [FAMILY_CASE], "message": _MESSAGE}]})
    cases: Annotated[list[FamilyCaseIn], AfterValidator(_once)] = Field(
        min_length=1, max_length=20, description="The cases that you bring together."
    )
    message: text(500) | None = Field(  # type: ignore[valid-type]
        None, description="For the workers of every side: it names nobody and says where nobody is."
    )


class FamilyPatch(Schema):
    """Another message for the workers of every side."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"message": _MESSAGE}]})
    message: text(500) | None = Field(  # type: ignore[valid-type]
        None, description="It names nobody and says where nobody is; null for none."
    )


class FamilyReceipt(Out):
    """Family work was recorded."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": _FAMILY, "etag": _ETAG}]})
    id: UUID = Field(description="The family's identifier. Hand it to the workers of its other cases.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change the message.")


FAMILY_CASE_RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000002b1",
    "family_id": _FAMILY,
    "case_id": CASE_ID,
    "etag": _ETAG,
}


class FamilyCaseReceipt(Out):
    """A case joined a family."""

    model_config = ConfigDict(json_schema_extra={"examples": [FAMILY_CASE_RECEIPT]})
    id: UUID = Field(description="The case's place in the family.")
    family_id: UUID = Field(description="The family.")
    case_id: UUID = Field(description="The case.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to take the case out of the family.")


class FamilyCaseOut(FamilyCaseReceipt):
    """One of your cases in a family."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**FAMILY_CASE_RECEIPT, "part": "victim"}]})
    part: FamilyPart = Field(description="Whose side it is.")


class FamilyOut(FamilyReceipt):
    """Family work as you see it: your own cases and the message. Nothing tells whether there are others."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": _FAMILY,
                    "message": _MESSAGE,
                    "cases": [{**FAMILY_CASE_RECEIPT, "part": "victim"}],
                    "etag": _ETAG,
                }
            ]
        }
    )
    message: str | None = Field(max_length=500, description="For the workers of every side.")
    cases: list[FamilyCaseOut] = Field(max_length=MOST_OF_FAMILY, description="Its cases that you may see.")
