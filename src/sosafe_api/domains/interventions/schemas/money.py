"""An amount of a fixed penalty: pounds as decimal text, so that no sum drifts."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, Schema

PENALTY: dict[str, Any] = {"amount": "100.00", "currency": "GBP"}
_PATTERN = r"^\d{1,11}\.\d{2}$"


class PenaltyAmount(Schema):
    """The amount of a fixed penalty, at most 100.00 GBP."""

    model_config = ConfigDict(json_schema_extra={"examples": [PENALTY]})
    amount: str = Field(max_length=14, pattern=_PATTERN, description="Pounds, with two places.")
    currency: Literal["GBP"] = Field(description="Pounds sterling.")


class PenaltyAmountOut(Out):
    """The amount of a fixed penalty."""

    model_config = ConfigDict(json_schema_extra={"examples": [PENALTY]})
    amount: str = Field(max_length=14, pattern=_PATTERN, description="Pounds, with two places.")
    currency: str = Field(max_length=3, description="Pounds sterling.")


def pounds(penalty: PenaltyAmount) -> Decimal:
    return Decimal(penalty.amount)


def decimal_of(penalty: PenaltyAmount | None) -> Decimal | None:
    return None if penalty is None else pounds(penalty)


def shown(amount: Decimal | None) -> dict[str, str] | None:
    return None if amount is None else {"amount": f"{amount:.2f}", "currency": "GBP"}
