"""Single values of a grants file: read as the standard means them, mended where that is plain. Pure: no I/O."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sosafe_api.core.money import PENNY
from sosafe_api.core.partial_dates import PartialDate
from sosafe_api.core.schemas import EARLIEST_YEAR, LATEST_YEAR
from sosafe_api.domains.funding_bids.rules.grant_standard import (
    COUNTRIES,
    LOCATION_SCOPES,
    REGRANT_TYPES,
    Kind,
)

LONGEST_TEXT = 20_000
DAY_LENGTH = len("2017-02-14")
MOST_MONEY = Decimal("99999999999.99")
# Half a surrogate pair is no character; no database holds it.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_NAIVE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?", re.ASCII)
_CHARACTER = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_ADDRESS = re.compile(
    rf"https?://[A-Za-z0-9.-]+(:[0-9]{{1,5}})?([/?]{_CHARACTER})?(#{_CHARACTER})?", re.ASCII
)
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
LARGEST_EXPONENT = 40
_YES, _NO = frozenset({"y", "yes", "true", "1"}), frozenset({"n", "no", "false", "0"})
Note = Callable[[str], None]


class Unreadable(Exception):
    """The value is not what stands there; `code` is a key of `FAULTS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(kind: Kind, value: Any, mended: Note) -> Any:
    """The value as it is kept. `mended` is told of what was read in another form than the standard's.

    Raises `Unreadable` for what cannot be read.
    """
    return _READERS[kind](value, mended)


def _text(value: Any, mended: Note) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise Unreadable("not_text")
    if not isinstance(value, str):
        number = Decimal(str(value))
        if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
            raise Unreadable("not_text")
        mended("number_for_text")
        value = f"{number.normalize():f}"
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if _CONTROLS.search(text):
        raise Unreadable("control_character")
    if len(text) > LONGEST_TEXT:
        raise Unreadable("too_long")
    return text.strip()


def _grant_id(value: Any, mended: Note) -> str:
    text = _text(value, mended)
    if not re.fullmatch(r"360G-[A-Za-z0-9]+-.+", text) or len(text) > 200:  # noqa: PLR2004  # the wire's bound
        raise Unreadable("not_a_grant_identifier")
    if re.search(r"[\s/]", text):
        mended("unsafe_identifier")
    return text


def _number(value: Any, mended: Note) -> Decimal:
    if isinstance(value, str):
        plain = re.sub(r"[£,\s]|GBP", "", value)
        if not _PLAIN_NUMBER.fullmatch(plain):
            raise Unreadable("not_a_number")
        mended("number_as_text" if plain == value.strip() else "money_as_text")
        value = plain
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unreadable("not_a_number")
    found = Decimal(str(value))
    if not found.is_finite():
        raise Unreadable("not_a_number")
    return found


def _amount(value: Any, mended: Note) -> int | float:
    amount = _number(value, mended)
    if amount < 0:
        raise Unreadable("negative_amount")
    if amount > MOST_MONEY:
        raise Unreadable("number_out_of_range")
    if amount != amount.quantize(PENNY):
        raise Unreadable("parts_of_a_penny")
    return _plain(amount)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _between(low: int, high: int) -> Callable[[Any, Note], int | float]:
    def bounded(value: Any, mended: Note) -> int | float:
        number = _number(value, mended)
        if not low <= number <= high:
            raise Unreadable("number_out_of_range")
        return _plain(number)

    return bounded


def _award_day(value: Any, mended: Note) -> str:
    """A month or year stays one: no day is invented."""
    text = _date_text(value, mended)
    if len(text) < DAY_LENGTH:
        mended("day_unknown")
    return text


def _day(value: Any, mended: Note) -> str:
    text = _date_text(value, mended)
    if len(text) < DAY_LENGTH:
        raise Unreadable("not_a_date")
    return text


def _date_text(value: Any, mended: Note) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = _text(value, mended)
    if _INSTANT.fullmatch(text):
        return _instant(text, mended)
    british, naive = _BRITISH.fullmatch(text), _NAIVE.fullmatch(text)
    if british:
        text = f"{british[3]}-{british[2]:0>2}-{british[1]:0>2}"
    elif naive:
        text = naive[1]
    found = _calendar(text)
    if british or naive:
        mended("british_date" if british else "time_of_day")
    return str(found)


def _calendar(text: str) -> PartialDate:
    try:
        found = PartialDate.parse(text)
    except ValueError as error:
        raise Unreadable("not_a_date") from error
    if not EARLIEST_YEAR <= found.first_day.year <= LATEST_YEAR:
        raise Unreadable("date_out_of_range")
    return found


def _instant(value: Any, mended: Note) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + ("Z" if value.tzinfo is None else "")
    if isinstance(value, date):
        value = value.isoformat()
    text = _text(value, mended)
    naive = _NAIVE.fullmatch(text)
    if naive:
        mended("offset_missing")
        text = f"{naive[1]}T{naive[2]}Z"
    elif not _INSTANT.fullmatch(text):
        day = _date_text(text, mended)
        if len(day) != DAY_LENGTH:
            raise Unreadable("not_a_date")
        mended("time_missing")
        text = f"{day}T00:00:00Z"
    try:
        datetime.fromisoformat(text.upper())
    except ValueError as error:
        raise Unreadable("not_a_date") from error
    return text.upper()


def _address(value: Any, mended: Note) -> str:
    text = _text(value, mended)
    if text.lower().startswith("www."):
        mended("scheme_missing")
        text = f"https://{text}"
    if not _ADDRESS.fullmatch(text):
        raise Unreadable("not_an_address")
    return text


def _yes_no(value: Any, mended: Note) -> str:
    if value in ("Yes", "No"):
        return str(value)
    if not isinstance(value, bool | int | float | Decimal | str):
        raise Unreadable("not_yes_or_no")
    word = str(value).strip().lower()
    if word not in _YES | _NO:
        raise Unreadable("not_yes_or_no")
    mended("other_yes_or_no")
    return "Yes" if word in _YES else "No"


def _currency(value: Any, mended: Note) -> str:
    text = _text(value, mended)
    if text != "GBP":
        if text.upper() not in ("GBP", "£"):
            raise Unreadable("other_currency")
        mended("currency_written_otherwise")
    return "GBP"


def _one_of(codes: frozenset[str]) -> Callable[[Any, Note], str]:
    def known(value: Any, mended: Note) -> str:
        text = _text(value, mended)
        if text not in codes:
            if text.upper() not in codes:
                raise Unreadable("unknown_code")
            mended("code_in_small_letters")
        return text.upper()

    return known


_READERS: dict[Kind, Callable[[Any, Note], Any]] = {
    Kind.TEXT: _text,
    Kind.GRANT_ID: _grant_id,
    Kind.AMOUNT: _amount,
    Kind.DURATION: _between(0, 1200),
    Kind.LATITUDE: _between(-90, 90),
    Kind.LONGITUDE: _between(-180, 180),
    Kind.CURRENCY: _currency,
    Kind.COUNTRY: _one_of(COUNTRIES),
    Kind.DAY: _day,
    Kind.AWARD_DAY: _award_day,
    Kind.PARTIAL: _date_text,
    Kind.INSTANT: _instant,
    Kind.ADDRESS: _address,
    Kind.YES_NO: _yes_no,
    Kind.REGRANT: _one_of(REGRANT_TYPES),
    Kind.SCOPE: _one_of(LOCATION_SCOPES),
}
