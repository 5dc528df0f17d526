"""Values that cross the wire as decimal text, so that no reader rounds them: money, quantities, shares."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.money import MONEY, Currency
from sosafe_api.core.schemas import Out, Schema, broken_rule

EARLIEST_PRICES, LATEST_PRICES = 1948, 2100  # the United Kingdom's deflators begin with 1948


def _positive(text: str) -> str:
    if not Decimal(text):
        raise broken_rule("not_positive", "Must be more than zero.")
    return text


UnitAmount = Annotated[
    str, StringConstraints(max_length=12, pattern=r"^[0-9]{1,9}\.[0-9]{2}$"), AfterValidator(_positive)
]
Quantity = Annotated[str, StringConstraints(max_length=12, pattern=r"^[0-9]{1,7}(\.[0-9]{1,4})?$")]
Duration = Annotated[
    str, StringConstraints(max_length=9, pattern=r"^[0-9]{1,4}(\.[0-9]{1,4})?$"), AfterValidator(_positive)
]
Share = Annotated[str, StringConstraints(max_length=6, pattern=r"^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$")]
IndexValue = Annotated[
    str, StringConstraints(max_length=13, pattern=r"^[0-9]{1,6}(\.[0-9]{1,6})?$"), AfterValidator(_positive)
]
DecimalOut = Annotated[str, Field(max_length=24, pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
UnitCostCode = Annotated[
    str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")
]
Vintage = UnitCostCode
PriceYear = Annotated[int, Field(ge=EARLIEST_PRICES, le=LATEST_PRICES)]
Sha256 = Annotated[str, Field(max_length=64, pattern="^[0-9a-f]{64}$")]


def plain(value: Decimal) -> str:
    """A quantity without needless zeros, so that equal ones are written alike."""
    return f"{value.normalize():f}" if value else "0"


class UnitAmountIn(Schema):
    """A price of one unit."""

    model_config = ConfigDict(json_schema_extra={"examples": [MONEY]})
    amount: UnitAmount = Field(description="Pounds and pence, as text.")
    currency: Currency = Field(description="Always pounds sterling.")


class SavingsAmount(Out):
    """An amount of money; negative where costs rose."""

    model_config = ConfigDict(json_schema_extra={"examples": [MONEY]})
    amount: str = Field(
        max_length=15, pattern=r"^-?[0-9]{1,11}\.[0-9]{2}$", description="Pounds and pence, as text."
    )
    currency: Currency = Field(description="Always pounds sterling.")
