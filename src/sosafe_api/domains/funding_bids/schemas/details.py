"""Parts of a bid: lines of its budget, conditions, linked documents, and where and how it was granted."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.money import MONEY, MoneyIn, MoneyOut
from sosafe_api.core.schemas import Day, Out, Schema, broken_rule, line
from sosafe_api.domains.funding_bids.vocabulary import FundingDocumentKind

LINE: dict[str, Any] = {"name": "Furniture", "amount": MONEY}
CONDITION: dict[str, Any] = {"text": "A report each quarter.", "met_on": None}
DOCUMENT: dict[str, Any] = {
    "title": "Award letter",
    "url": "https://example.org/award-letter.pdf",
    "kind": "award_letter",
}
LOCATION: dict[str, Any] = {"name": "Stevenage", "area_code": "E07000243", "area_code_type": "NMD"}
PROGRAMME: dict[str, Any] = {"code": "CSF", "title": "Community Safety Fund", "url": None}

_HTTPS = r"^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?$"


def _no_user(url: str) -> str:
    if "\\" in url or '"' in url or "<" in url:
        raise broken_rule("not_an_address", "Must be an address without quotes, brackets or backslashes.")
    return url


HttpsUrl = Annotated[
    str, StringConstraints(min_length=9, max_length=500, pattern=_HTTPS), AfterValidator(_no_user)
]


class BudgetLineIn(Schema):
    """What a part of the award is for."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINE]})
    name: line(120) = Field(description="What is bought.")  # type: ignore[valid-type]
    amount: MoneyIn = Field(description="How much of the award is meant for it.")


class FundingConditionIn(Schema):
    """A condition of the award."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONDITION]})
    text: line(500) = Field(description="What the funder asks.")  # type: ignore[valid-type]
    met_on: Day | None = Field(None, description="When it was met.")


class FundingDocumentIn(Schema):
    """A document, by its address."""

    model_config = ConfigDict(json_schema_extra={"examples": [DOCUMENT]})
    title: line(200) = Field(description="Its title.")  # type: ignore[valid-type]
    url: HttpsUrl = Field(description="Where it lies; the service never fetches it.")
    kind: FundingDocumentKind = Field(description="What it is.")


class BeneficiaryLocationIn(Schema):
    """An area that the award is for."""

    model_config = ConfigDict(json_schema_extra={"examples": [LOCATION]})
    name: line(200) = Field(description="Its name.")  # type: ignore[valid-type]
    area_code: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{8}$", max_length=9)] | None = Field(
        None, description="Its code by the Office for National Statistics."
    )
    area_code_type: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,10}$", max_length=10)] | None = Field(
        None, description="What the code is of, as 360Giving abbreviates: NMD a district, CSP a partnership."
    )


class GrantProgrammeIn(Schema):
    """The funder's programme."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROGRAMME]})
    code: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,60}$", max_length=60)] | None = Field(
        None, description="The funder's code for it."
    )
    title: line(200) = Field(description="Its title.")  # type: ignore[valid-type]
    url: HttpsUrl | None = Field(None, description="Where it is described.")


class BudgetLineOut(Out):
    """What a part of the award is for, and what was spent on it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**LINE, "spent": MONEY}]})
    name: str = Field(max_length=120, description="What is bought.")
    amount: MoneyOut | None = Field(
        description="How much of the award is meant for it; null for spending beside the budget."
    )
    spent: MoneyOut = Field(description="How much of it is spent.")


class FundingConditionOut(Out):
    """A condition of the award."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONDITION]})
    text: str = Field(max_length=500, description="What the funder asks.")
    met_on: date | None = Field(description="When it was met.")


class FundingDocumentOut(Out):
    """A document, by its address."""

    model_config = ConfigDict(json_schema_extra={"examples": [DOCUMENT]})
    title: str = Field(max_length=200, description="Its title.")
    url: str = Field(max_length=500, description="Where it lies.")
    kind: FundingDocumentKind = Field(description="What it is.")


class BeneficiaryLocationOut(Out):
    """An area that the award is for."""

    model_config = ConfigDict(json_schema_extra={"examples": [LOCATION]})
    name: str | None = Field(max_length=1000, description="Its name.")
    area_code: str | None = Field(max_length=100, description="Its code.")
    area_code_type: str | None = Field(max_length=100, description="What the code is of.")


class GrantProgrammeOut(Out):
    """The funder's programme."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROGRAMME]})
    code: str | None = Field(max_length=1000, description="The funder's code for it.")
    title: str | None = Field(max_length=1000, description="Its title.")
    url: str | None = Field(max_length=1000, description="Where it is described.")
