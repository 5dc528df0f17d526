"""What crosses the wire about lists of codes."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.contract.code_lists import code_lists
from sosafe_api.contract.published_codes import code_list_answer
from sosafe_api.core.schemas import Out

CodeListId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", min_length=3, max_length=100)
]
# A list whose labels an official publication has in both languages.
_SHOWN = next(found for found in code_lists() if found.id == "people.sex")
EXAMPLE: dict[str, Any] = code_list_answer(_SHOWN, ("EqualityIn.sex", "EqualityOut.sex"))


class CodeLabels(Out):
    """A code's label by language."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE["codes"][0]["labels"]]})
    en: str = Field(max_length=200, description="In English.")
    cy: str | None = Field(
        max_length=200, description="In Welsh, where an official publication has it; null elsewhere."
    )


class CodeOut(Out):
    """A code with what people read in its place."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE["codes"][0]]})
    code: str = Field(max_length=64, pattern="^[a-z0-9][a-z0-9_]*$", description="What programs exchange.")
    labels: CodeLabels = Field(description="What people read.")
    description: str | None = Field(max_length=500, description="What the label does not say.")
    in_use: bool = Field(description="False: it stands in old records and is no longer taken.")


class SourceOut(Out):
    """A standard, a statute or a publication."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE["welsh_source"]]})
    title: str = Field(max_length=200, description="Its title, in its own language.")
    url: str = Field(
        max_length=2048, json_schema_extra={"format": "uri"}, description="Where it is published."
    )


class CodeListOut(Out):
    """A list of codes with their labels."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    id: str = Field(max_length=100, pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$", description="Its name here.")
    title: str = Field(max_length=200, description="What a form or a column calls it.")
    description: str = Field(max_length=2000, description="What its codes are about.")
    standard: SourceOut | None = Field(description="Where the codes come from; null if from this service.")
    welsh_source: SourceOut | None = Field(description="Who published the labels in Welsh.")
    used_in: list[Annotated[str, StringConstraints(max_length=200, pattern=r"^\w+\.\w+$")]] = Field(
        max_length=500,
        description="The properties of this contract that hold its codes alone; reasons of moves share one.",
    )
    codes: list[CodeOut] = Field(max_length=200, description="The codes, in the order of a form.")


class CodeListCollection(Out):
    """Every list of codes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [EXAMPLE]}]})
    data: list[CodeListOut] = Field(max_length=1000, description="The lists, in the order of `id`.")
