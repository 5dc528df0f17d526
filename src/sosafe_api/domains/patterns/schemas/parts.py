"""Parts that several answers about patterns share."""

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out

WINDOW: dict[str, Any] = {"start": "2021-04-01", "end": "2021-07-01"}
ATTRIBUTION = "Contains police-recorded street-level data from data.police.uk."
LICENCE = "Open Government Licence v3.0"
LARGEST = 10**9
FIRST_DAY = "The first day of a month."


class WindowOut(Out):
    """Whole months: days from `start` up to, not including, `end`."""

    model_config = ConfigDict(json_schema_extra={"examples": [WINDOW]})
    start: date = Field(description="The first day.")
    end: date = Field(description="The first day that no longer belongs to it.")


def months_field(description: str) -> Any:
    return Field(max_length=120, description=description)


def attribution_field() -> Any:
    return Field(max_length=200, pattern="^.+$", description="Whom to name where the figures are shown.")


def licence_field() -> Any:
    return Field(max_length=100, pattern="^.+$", description="Under which licence they may be used.")


def probability_field(description: str) -> Any:
    return Field(ge=0, le=1, description=description)
