"""Money as it crosses the wire: decimal text in pounds and pence, so that no reader rounds it."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Out, Schema

PENNY = Decimal("0.01")
MONEY: dict[str, Any] = {"amount": "3000.00", "currency": "GBP"}
Amount = Annotated[str, StringConstraints(max_length=14, pattern=r"^[0-9]{1,11}\.[0-9]{2}$")]
SignedAmount = Annotated[str, StringConstraints(max_length=15, pattern=r"^-?[0-9]{1,11}\.[0-9]{2}$")]
Currency = Literal["GBP"]


def money(amount: Decimal) -> dict[str, str]:
    """An amount of whole pennies as it is sent."""
    return {"amount": f"{amount:.2f}", "currency": "GBP"}


def money_or_none(amount: Decimal | None) -> dict[str, str] | None:
    return None if amount is None else money(amount)


class MoneyIn(Schema):
    """An amount of money that is not negative."""

    model_config = ConfigDict(json_schema_extra={"examples": [MONEY]})
    amount: Amount = Field(description="Pounds and pence, as text.")
    currency: Currency = Field(description="Always pounds sterling.")

    @property
    def pounds(self) -> Decimal:
        return Decimal(self.amount)


class SignedMoneyIn(Schema):
    """An amount of money; a negative one takes back."""

    model_config = ConfigDict(json_schema_extra={"examples": [MONEY]})
    amount: SignedAmount = Field(description="Pounds and pence, as text.")
    currency: Currency = Field(description="Always pounds sterling.")

    @property
    def pounds(self) -> Decimal:
        return Decimal(self.amount)


class MoneyOut(Out):
    """An amount of money."""

    model_config = ConfigDict(json_schema_extra={"examples": [MONEY]})
    amount: SignedAmount = Field(description="Pounds and pence, as text.")
    currency: Currency = Field(description="Always pounds sterling.")
