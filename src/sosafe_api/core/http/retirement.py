"""How an operation ends: announced, deprecated, and from a day on answered with 410 (RFC 9745, RFC 8594)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from starlette.responses import Response

from sosafe_api.core import clock
from sosafe_api.core.errors import OperationRetired, UnsafeInstallation

STABLE = "stable"
BETA = "beta"
NOTICE_DAYS = {STABLE: 365, BETA: 90}  # between the announcement and the end


class NoticeTooShort(UnsafeInstallation):
    """An operation is to end sooner than its callers were promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """Declared beside a route: `@requires(…, retirement=Retirement(…))`.

    `deprecated_on` is the day from which callers should use `successor`, a path of this service or None when there is
    none; from `ends_on`, 00:00 UTC, the operation answers 410. Between the two lie 365 days at least, or 90 for an
    operation whose `stability` is `beta`. Raises `NoticeTooShort`.
    """

    deprecated_on: date
    ends_on: date
    successor: str | None = None
    stability: str = STABLE

    def __post_init__(self) -> None:
        least = NOTICE_DAYS[self.stability]
        if (self.ends_on - self.deprecated_on).days < least:
            raise NoticeTooShort(f"an operation that is {self.stability} ends {least} days after its notice")

    def over(self, now: datetime) -> bool:
        return now >= _start(self.ends_on)

    def headers(self, policy_page: str) -> dict[str, str]:
        """`Deprecation` as a date of RFC 9651, `Sunset` as a date of HTTP, and links to what to read and use."""
        links = [f'<{policy_page}>; rel="deprecation"; type="text/html"']
        if self.successor is not None:
            links.append(f'<{self.successor}>; rel="successor-version"')
        return {
            "Deprecation": f"@{int(_start(self.deprecated_on).timestamp())}",
            "Sunset": format_datetime(_start(self.ends_on), usegmt=True),
            "Link": ", ".join(links),
        }


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def refuse_when_over(retirement: Retirement | None) -> None:
    """Before a token is read: that the operation has ended is no secret. Raises `OperationRetired`."""
    if retirement is not None and retirement.over(clock.now()):
        raise OperationRetired()


def announce(retirement: Retirement, response: Response, public_url: str) -> None:
    """Tells the end in the headers of an answer, beside the links that it has."""
    headers = retirement.headers(f"{public_url}/docs/versions")
    own = response.headers.get("link")
    if own is not None:
        headers["Link"] = f"{own}, {headers['Link']}"
    response.headers.update(headers)
