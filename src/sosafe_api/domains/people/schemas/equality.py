"""What crosses the wire about equality monitoring: each answer is a code, or one of three kinds of absence."""

from typing import Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from sosafe_api.core.schemas import InstantOut, Out, Schema, broken_rule
from sosafe_api.domains.people.vocabulary import (
    ConditionLimits,
    Ethnicity,
    GenderSameAsRegistered,
    LongTermCondition,
    Religion,
    Sex,
    SexualOrientation,
)

EQUALITY: dict[str, Any] = {
    "ethnicity": "mixed_white_and_asian",
    "sex": "female",
    "gender_same_as_registered": "prefer_not_to_say",
    "long_term_condition": "yes",
    "condition_limits": "a_little",
    "sexual_orientation": "not_asked",
    "religion": "unknown",
}
_LIMITS = frozenset({ConditionLimits.A_LOT, ConditionLimits.A_LITTLE, ConditionLimits.NOT_AT_ALL})


class EqualityIn(Schema):
    """All of what the person says of themselves. What is left out counts as not asked."""

    model_config = ConfigDict(json_schema_extra={"examples": [EQUALITY]})
    ethnicity: Ethnicity = Field(Ethnicity.NOT_ASKED, description="Self-defined ethnicity.")
    sex: Sex = Field(Sex.NOT_ASKED, description="Sex.")
    gender_same_as_registered: GenderSameAsRegistered = Field(
        GenderSameAsRegistered.NOT_ASKED,
        description="Whether gender identity is the sex registered at birth.",
    )
    long_term_condition: LongTermCondition = Field(
        LongTermCondition.NOT_ASKED, description="Whether a condition lasts for twelve months or more."
    )
    condition_limits: ConditionLimits = Field(
        ConditionLimits.NOT_ASKED,
        description="How far it limits what the person does; only beside such a condition.",
    )
    sexual_orientation: SexualOrientation = Field(
        SexualOrientation.NOT_ASKED, description="Sexual orientation."
    )
    religion: Religion = Field(Religion.NOT_ASKED, description="Religion or belief.")

    @model_validator(mode="after")
    def _limits_of_a_condition(self) -> Self:
        if self.condition_limits in _LIMITS and self.long_term_condition is not LongTermCondition.YES:
            raise broken_rule("limits_without_condition", "Must state limits only of a long-term condition.")
        return self


RECEIPT: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "updated_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class EqualityReceipt(Out):
    """That something was recorded, without what was said."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECEIPT]})
    person_id: UUID = Field(description="Whose it is.")
    updated_at: InstantOut | None = Field(
        description="When it last changed; null before anything was recorded."
    )
    etag: str = Field(max_length=64, description="Send as `If-Match` to replace it.")


class EqualityOut(EqualityReceipt):
    """What the person says of themselves. Before anything was recorded every answer is `not_asked`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**RECEIPT, **EQUALITY}]})
    ethnicity: Ethnicity = Field(description="Self-defined ethnicity.")
    sex: Sex = Field(description="Sex.")
    gender_same_as_registered: GenderSameAsRegistered = Field(
        description="Whether gender identity is the sex registered at birth."
    )
    long_term_condition: LongTermCondition = Field(
        description="Whether a condition lasts for twelve months or more."
    )
    condition_limits: ConditionLimits = Field(description="How far it limits what the person does.")
    sexual_orientation: SexualOrientation = Field(description="Sexual orientation.")
    religion: Religion = Field(description="Religion or belief.")
