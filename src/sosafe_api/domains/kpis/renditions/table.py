"""What a rendition is made from, and what it is: a table as sent, and a file of its own address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import msgspec

Json = dict[str, Any]
# Files are for pages and programs of any origin, which are to take each for what it says it is.
EVERY_FILE = (("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "cross-origin"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedTable:
    """One table of an indicator as its JSON answer tells it: codes and days are text here.

    `analysis` holds limits and signals for the same periods, None where there are none; `release` is None for
    present values. `publisher` names the partnership, `slug` is its name in addresses.
    """

    definition: Json
    observations: Sequence[Json]
    period: str
    by: str | None = None
    analysis: Json | None = None
    release: Json | None = None
    slug: str
    publisher: str | None = None

    @classmethod
    def of(cls, *, definition: Any, observations: Any, analysis: Any = None, **rest: Any) -> Self:
        """From what the service is about to send: days, codes and identifiers become text, as on the wire."""
        plain = msgspec.to_builtins([definition, list(observations), analysis, rest.pop("release", None)])
        return cls(definition=plain[0], observations=plain[1], analysis=plain[2], release=plain[3], **rest)

    @property
    def code(self) -> str:
        return str(self.definition["code"])

    @property
    def name(self) -> str:
        """Of the table within its indicator: `quarter`, `quarter-by-service`."""
        return f"{self.period}-by-{self.by}" if self.by else self.period

    @property
    def root(self) -> str:
        """Where the partnership's open indicators are."""
        return f"/v1/partnerships/{self.slug}/kpis"

    @property
    def address(self) -> str:
        """The table as JSON."""
        by = f"&by={self.by}" if self.by else ""
        return f"{self.root}/{self.code}/observations?period={self.period}{by}"

    def file(self, name: str) -> str:
        """A file's path below the partnership's open indicators."""
        return f"{self.code}/files/{self.name}{name}"

    @property
    def whole(self) -> list[Json]:
        """Observations of the whole partnership, earliest first."""
        return [each for each in self.observations if each["breakdown"] is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A file: its path below the open indicators, its media type, its bytes, and headers of its own."""

    path: str
    media_type: str
    body: bytes
    headers: Mapping[str, str]


def rendition(path: str, media_type: str, body: bytes, **headers: str) -> Rendition:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Rendition(path=path, media_type=media_type, body=body, headers={**dict(EVERY_FILE), **named})
