"""What crosses the wire about room: a place's calendar and a service's vacancies, days and numbers only."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, Query
from sosafe_api.domains.auth.schemas import QueryDay
from sosafe_api.domains.placements.rules import LONGEST_CALENDAR

DAY: dict[str, Any] = {"day": "2026-11-02", "free": 1, "occupied": 0}
FREE: dict[str, Any] = {"day": "2026-11-02", "free": 3}


class CalendarQuery(Query):
    """Which days are asked for: four weeks from today on, unless stated."""

    from_: QueryDay | None = Field(None, alias="from", description="On or after this day; today by default.")
    before: QueryDay | None = Field(
        None, description="Before this day, at most 92 days after `from`; four weeks after it by default."
    )


class CalendarDay(Out):
    """How full a place is on a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [DAY]})
    day: date = Field(description="The day.")
    free: int = Field(ge=0, le=100, description="How many more stays there can be.")
    occupied: int = Field(ge=0, le=100, description="How many stays are agreed.")


class CalendarOut(Out):
    """How full a place is, day by day; nobody is named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"place_id": "019a0000-0000-7000-8000-0000000000e1", "data": [DAY]}]}
    )
    place_id: UUID = Field(description="The place.")
    data: list[CalendarDay] = Field(max_length=LONGEST_CALENDAR.days, description="The days.")


class VacancyDay(Out):
    """How much room a service has on a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [FREE]})
    day: date = Field(description="The day.")
    free: int = Field(ge=0, le=100_000, description="How many stays could begin in all its open places.")


class VacanciesOut(Out):
    """How much room a service has, day by day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"service_id": "019a0000-0000-7000-8000-000000000001", "data": [FREE]}]
        }
    )
    service_id: UUID = Field(description="The service.")
    data: list[VacancyDay] = Field(max_length=LONGEST_CALENDAR.days, description="The days.")
