"""Bases of everything that crosses the wire: inputs are closed and strict, outputs state all their fields."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from sosafe_api.core.clock import today, wire_instant

LONGEST_EMAIL = 254
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_INSTANT = re.compile(r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LINE_BREAKS = re.compile("[\t\n\u2028\u2029]")
_FORBIDDEN_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# The same rules as regular expressions of ECMA 262, for the contract.
_NO_CONTROLS = r"\u0000-\u0008\u000B-\u001F\u007F-\u009F"
_NO_BREAKS = r"\u0000-\u001F\u007F-\u009F\u2028\u2029"
PRINTABLE = f"^[^{_NO_CONTROLS}]*$"


class Schema(BaseModel):
    """An input: unknown properties are refused and nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Query(BaseModel):
    """The query parameters of one operation; values arrive as text, unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """An output: every field is stated by the code that builds it, an empty one as null."""

    model_config = ConfigDict(frozen=True)


OWN_RULES: set[str] = set()


def broken_rule(code: str, detail: str) -> PydanticCustomError:
    """An error of a value in our own words; `detail` never repeats the value."""
    OWN_RULES.add(code)
    return PydanticCustomError(code, detail)


def _normalise(text: str) -> str:
    """Unicode NFC; a CR LF becomes LF. What is accepted reads back in this form."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if _FORBIDDEN_CONTROLS.search(text):
        raise broken_rule("control_character", "Must hold no control characters but tab and new line.")
    return text


def _single_line(text: str) -> str:
    if _LINE_BREAKS.search(text):
        raise broken_rule("several_lines", "Must be one line.")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise broken_rule("blank", "Must not be blank.")
    return text


def text(maximum: int, minimum: int = 1) -> Any:
    """Text of several lines, normalised to NFC."""
    checks = [AfterValidator(_normalise), *([AfterValidator(_not_blank)] if minimum else [])]
    told = _told(_NO_CONTROLS, minimum)
    return Annotated[str, StringConstraints(min_length=minimum, max_length=maximum), told, *checks]


def line(maximum: int, minimum: int = 1) -> Any:
    """Text of one line, normalised to NFC."""
    checks = [AfterValidator(_normalise), AfterValidator(_single_line)]
    if minimum:
        checks.append(AfterValidator(_not_blank))
    told = _told(_NO_BREAKS, minimum)
    return Annotated[str, StringConstraints(min_length=minimum, max_length=maximum), told, *checks]


def _told(refused: str, minimum: int) -> Any:
    """The pattern by which the contract tells of the checks; they themselves give better reasons."""
    pattern = f"^[^{refused}]*[^\\s{refused}][^{refused}]*$" if minimum else f"^[^{refused}]*$"
    return Field(json_schema_extra={"pattern": pattern})


AgencyReference = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/~\-]{0,63}$"),
]


def _bare_address(value: Any) -> Any:
    """A name or space beside the address, as in a letter's head, would be dropped unseen."""
    if isinstance(value, str) and ("<" in value or value != value.strip() or len(value) > LONGEST_EMAIL):
        raise broken_rule("not_an_email_address", "Must be an e-mail address and nothing else.")
    return value


Email = Annotated[EmailStr, BeforeValidator(_bare_address), Field(max_length=LONGEST_EMAIL)]
# A defective cursor is refused as such, not as text of a wrong form, so only the contract has the pattern.
Cursor = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2048),
    Field(json_schema_extra={"pattern": "^[A-Za-z0-9_-]+$"}),
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Slug = Annotated[
    str, StringConstraints(min_length=2, max_length=63, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
]


def _utc(instant: datetime) -> datetime:
    instant = instant.astimezone(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _bounded_year(day: date) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise broken_rule("date_out_of_range", "Must lie between 1900 and 2100.")
    return day


def _instant_text(value: Any) -> Any:
    """A number, even within quotes, would be read as seconds since 1970."""
    if not isinstance(value, datetime) and not (isinstance(value, str) and _INSTANT.match(value)):
        raise broken_rule("not_an_instant", "Must be an instant with offset, like 2026-11-02T09:30:00Z.")
    return value


Instant = Annotated[
    AwareDatetime,
    Strict(False),  # the check of the text hands it on as a Python string, which strictness would refuse
    BeforeValidator(_instant_text),
    AfterValidator(_bounded_year),
    AfterValidator(_utc),
]
QueryInstant = Instant
InstantOut = Annotated[
    datetime,
    PlainSerializer(wire_instant, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "maxLength": 32}),
]


def _not_in_future(day: date) -> date:
    if day > today():
        raise broken_rule("date_in_future", "Must not be after today.")
    return day


def _day_text(value: Any) -> Any:
    """A number, even within quotes, would be read as seconds since 1970: "0" as a day of birth."""
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise broken_rule("not_a_date", "Must be a date like 2026-11-02.")
    return value


Day = Annotated[date, Strict(False), BeforeValidator(_day_text), AfterValidator(_bounded_year)]
PastDay = Annotated[Day, AfterValidator(_not_in_future)]


class Links(Out):
    """Where to go from a page of a list."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"self": "/v1/referrals", "first": "/v1/referrals", "next": None}]},
        populate_by_name=True,
    )
    self_: str = Field(alias="self", max_length=2048, description="This page.")
    first: str = Field(max_length=2048, description="The first page of the same list.")
    next: str | None = Field(max_length=2048, description="The next page, or null at the end.")


class PageInfo(Out):
    """Whether a list goes on, and with which cursor."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"next_cursor": None, "has_more": False}]})
    next_cursor: str | None = Field(
        max_length=2048, description="Send as `cursor` to read on; null at the end."
    )
    has_more: bool = Field(description="False on the last page.")
