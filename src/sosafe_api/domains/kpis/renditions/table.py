"""What a rendition is made from, and what it is: a table as sent, and a file of its own address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import msgspec

Json = dict[str, Any]
CSV_TYPE = "text/csv; charset=utf-8; header=present"
METADATA_TYPE = "application/csvm+json"
CSV_ENDING, METADATA_ENDING = ".csv", ".csv-metadata.json"
JSON_STAT_TYPE = "application/json"  # the format has no media type of its own
SDMX_TYPE = "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"
SVG_TYPE, PNG_TYPE, TEXT_TYPE = "image/svg+xml", "image/png", "text/plain; charset=utf-8"
MEDIA_TYPES = (JSON_STAT_TYPE, CSV_TYPE, METADATA_TYPE, SDMX_TYPE, SVG_TYPE, PNG_TYPE, TEXT_TYPE)
SVG_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'"  # a drawing that is opened by itself runs nothing
)
ROUNDED = "Counts are rounded to the nearest 5, and those below 10 are hidden."
# Files are for pages and programs of any origin; that each is what it says it is, every answer of the service tells.
EVERY_FILE = (("Cross-Origin-Resource-Policy", "cross-origin"),)


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

    def file(self, name: str) -> str:
        """A file's path below the indicator: `chart.svg?period=quarter&by=service`."""
        by = f"&by={self.by}" if self.by else ""
        return f"{name}?period={self.period}{by}"

    @property
    def rounding(self) -> str | None:
        """What was done to published counts before they were told; None where they are exact.

        Present values have no release: whoever sees every count reads them as they are.
        """
        return ROUNDED if self.release and self.definition["disclosure"] == "sensitive" else None

    @property
    def whole(self) -> list[Json]:
        """Observations of the whole partnership, earliest first."""
        return [each for each in self.observations if each["breakdown"] is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A file: its path below the partnership's open indicators, its media type, its bytes."""

    path: str
    media_type: str
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        return headers_of(self.path, self.media_type)


def rendition(table: RenderedTable, name: str, media_type: str, body: bytes) -> Rendition:
    return Rendition(path=f"{table.code}/{table.file(name)}", media_type=media_type, body=body)


def headers_of(path: str, media_type: str) -> dict[str, str]:
    """What is sent beside the headers of every stored answer; it follows from the address and the media type."""
    found = dict(EVERY_FILE)
    if media_type == SVG_TYPE:
        found["Content-Security-Policy"] = SVG_POLICY
    if media_type == CSV_TYPE:
        name = path.rpartition("/")[2].replace(CSV_ENDING, METADATA_ENDING)
        found["Link"] = f'<{name}>; rel="describedby"; type="{METADATA_TYPE}"'
    return found
