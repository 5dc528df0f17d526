"""What the operations of this package answer with."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.contract.problem_schemas import ADDRESS, example
from sosafe_api.core.http.catalogue import CATALOGUE, ProblemKind
from sosafe_api.core.schemas import Out

ProblemSlug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", min_length=1, max_length=64)]
_KIND = CATALOGUE["precondition_failed"]


def problem_type(kind: ProblemKind, public_url: str) -> dict[str, Any]:
    return {
        "type": f"{public_url}/problems/{kind.slug}",
        "code": kind.code,
        "status": kind.status,
        "title": kind.title,
        "cause": kind.cause,
        "remedy": kind.remedy,
        "sample": example(kind) | {"type": f"{public_url}/problems/{kind.slug}"},
    }


_EXAMPLE = problem_type(_KIND, ADDRESS.removesuffix("/problems/"))


class ProblemType(Out):
    """One kind of problem: what it means and the way out."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})
    type: str = Field(
        max_length=2048, json_schema_extra={"format": "uri"}, description="The `type` of such problems."
    )
    code: str = Field(
        max_length=64, pattern="^[a-z0-9][a-z0-9_]*$", description="Their `code`: what programs switch on."
    )
    status: int = Field(ge=400, le=599, description="The status they come with.")
    title: str = Field(max_length=200, description="The kind of problem in a few words.")
    cause: str = Field(max_length=2000, description="What leads to it.")
    remedy: str = Field(max_length=2000, description="What to do about it.")
    sample: dict[str, Any] = Field(
        description="A problem document of this kind.", json_schema_extra={"x-component": "Problem"}
    )


class ProblemTypeList(Out):
    """Every kind of problem that the service can answer with."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [_EXAMPLE]}]})
    data: list[ProblemType] = Field(max_length=200, description="The kinds, by status.")


class ApiCatalogue(Out):
    """Where the service's contract, documentation and status are, as a link set (RFC 9264, RFC 9727)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "linkset": [
                        {
                            "anchor": "https://api.example.org/v1",
                            "service-desc": [
                                {
                                    "href": "https://api.example.org/v1/openapi.json",
                                    "type": "application/json",
                                }
                            ],
                            "service-doc": [{"href": "https://api.example.org/docs", "type": "text/html"}],
                            "status": [
                                {"href": "https://api.example.org/readyz", "type": "application/json"}
                            ],
                        }
                    ]
                }
            ]
        }
    )
    linkset: list[dict[str, Any]] = Field(max_length=8, description="One entry for each version of the API.")
