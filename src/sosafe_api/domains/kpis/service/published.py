"""What everybody reads: the latest release's bytes, kept in this process and checked once a second."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from email.utils import format_datetime
from time import monotonic

import msgspec

from sosafe_api.core.errors import NotAcceptable, NotFound
from sosafe_api.domains.kpis.renditions import headers_of
from sosafe_api.domains.kpis.repository import LatestRelease, PublishedRepository
from sosafe_api.domains.kpis.schemas import ObservationQuery, RenditionQuery
from sosafe_api.domains.kpis.service.reading import find, table_key

FRESH_SECONDS = 1.0
LONGEST_KEPT_ACCEPT = 300
WHOLE: tuple[date | None, date | None] = (None, None)
MOST_BYTES = 67_108_864
MOST_PARTNERSHIPS = 1024
ETAG_DIGITS = 24
JSON = "application/json"
# Path and query as they were sent, and what is accepted: each of them is answered by the same bytes again.
Address = tuple[str, bytes, bytes]
Choice = Callable[[str, Sequence[str]], str | None]


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer of a release: the same bytes and the same tag until the next one."""

    body: bytes
    etag: str
    last_modified: str
    media_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Partnership:
    """One partnership's latest release, when it was last looked up, and the answers asked for since."""

    release: LatestRelease
    checked: float
    renditions: dict[str, list[str]]
    answers: dict[Address, Stored] = field(default_factory=dict)


class _Period(msgspec.Struct):
    start: date
    end: date


class _Row(msgspec.Struct):
    period: _Period


class OpenIndicators:
    """Serves releases by the reader role. A new release is seen within a second, and so is that one is withdrawn.

    `choose` picks one of the media types offered by what a reader accepts.
    """

    def __init__(
        self, repository: PublishedRepository, choose: Choice, clock: Callable[[], float] = monotonic
    ) -> None:
        self._repository = repository
        self._choose = choose
        self._clock = clock
        self._partnerships: dict[str, _Partnership] = {}
        self._by_address: dict[Address, _Partnership] = {}
        self._bytes = 0

    def at_hand(self, address: Address) -> Stored | None:
        """The answer to an address asked for before, unless it is time to look for a new release."""
        known = self._by_address.get(address)
        if known is None or self._clock() - known.checked >= FRESH_SECONDS:
            return None
        return known.answers.get(address)

    async def definitions(self, slug: str, address: Address) -> Stored:
        return await self._stored(slug, [""], address)

    async def definition(self, slug: str, code: str, address: Address) -> Stored:
        return await self._stored(slug, [find(code).code], address)

    async def observations(self, slug: str, code: str, query: ObservationQuery, address: Address) -> Stored:
        """A stored table, or the part of it that lies between two days; raises `NotFound`, `NotAcceptable`."""
        path = table_key(find(code), query, controlled=True).path
        return await self._stored(slug, [path], address, (query.from_, query.before))

    async def rendition(
        self, slug: str, code: str, name: str, query: RenditionQuery, address: Address
    ) -> Stored:
        """Whatever else is stored of an indicator under this name; raises `NotFound`, `NotAcceptable`."""
        stated = [
            f"{key}={value.value}" for key, value in (("period", query.period), ("by", query.by)) if value
        ]
        paths = [_joined(f"{find(code).code}/{name}", stated)]
        if query.period is None:
            paths.append(_joined(f"{code}/{name}", [f"period={ObservationQuery().period.value}", *stated]))
        return await self._stored(slug, paths, address)

    async def _stored(
        self,
        slug: str,
        paths: Sequence[str],
        address: Address,
        between: tuple[date | None, date | None] = WHOLE,
    ) -> Stored:
        """The first of the paths that the release holds, in the media type that the reader likes best."""
        known = await self._latest(slug)
        found = known.answers.get(address)
        if found is not None:
            return found
        path = next((path for path in paths if path in known.renditions), None)
        if path is None:
            raise NotFound()
        offered = known.renditions[path] if between == WHOLE else [JSON]
        media_type = self._choose(address[2].decode("latin-1"), offered)
        if media_type is None:
            raise NotAcceptable(available=offered)
        body = await self._repository.table(known.release, path, media_type)
        if body is None:  # the release was withdrawn since
            raise NotFound()
        body = body if between == WHOLE else _part_of(body, *between)
        return self._keep(known, address, body, media_type, headers_of(path, media_type))

    async def _latest(self, slug: str) -> _Partnership:
        """The partnership's release, looked up when the last look is a second old; raises `NotFound`."""
        known, now = self._partnerships.get(slug), self._clock()
        if known is not None and now - known.checked < FRESH_SECONDS:
            return known
        before = known.checked if known else now
        if known is not None:
            known.checked = now  # others go on with what is here while this request looks
        try:
            release = await self._repository.latest(slug)
        except BaseException:
            if known is not None:
                known.checked = before
            raise
        if release is None:
            raise NotFound()
        known = self._partnerships.get(slug)
        if known is None or known.release != release:
            renditions = await self._repository.renditions(release)
            known = self._partnerships.get(slug)  # another request may have found the release meanwhile
            if known is None or known.release != release:
                known = self._begin(slug, release, now, renditions)
        return known

    def _begin(
        self, slug: str, release: LatestRelease, now: float, renditions: dict[str, list[str]]
    ) -> _Partnership:
        old = self._partnerships.pop(slug, None)
        if old is not None:
            for address, answer in old.answers.items():
                self._by_address.pop(address, None)
                self._bytes -= len(answer.body)
        if len(self._partnerships) >= MOST_PARTNERSHIPS:
            self._forget_all()
        begun = self._partnerships[slug] = _Partnership(release, now, renditions)
        return begun

    def _keep(
        self,
        known: _Partnership,
        address: Address,
        body: bytes,
        media_type: str,
        headers: Mapping[str, str],
    ) -> Stored:
        digest = hashlib.sha256(body).hexdigest()[:ETAG_DIGITS]
        published = known.release.published_at
        stored = Stored(
            body,
            f'"r{known.release.number}-{digest}"',
            format_datetime(published.astimezone(UTC), usegmt=True),
            media_type,
            tuple(headers.items()),
        )
        if len(address[2]) > LONGEST_KEPT_ACCEPT:
            return stored
        if self._bytes + len(body) > MOST_BYTES:
            self._forget_all()
        if address not in known.answers:
            self._bytes += len(body)
        known.answers[address] = stored
        self._by_address[address] = known
        return stored

    def _forget_all(self) -> None:
        for known in self._partnerships.values():
            known.answers.clear()
        self._partnerships.clear()
        self._by_address.clear()
        self._bytes = 0


def _part_of(body: bytes, start: date | None, before: date | None) -> bytes:
    """The table with only the periods between two days, each row's bytes as they were frozen."""
    table = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    rows = msgspec.json.decode(table["data"], type=list[msgspec.Raw])
    periods = (msgspec.json.decode(row, type=_Row).period for row in rows)
    kept = [
        row
        for row, period in zip(rows, periods, strict=True)
        if (start is None or period.start >= start) and (before is None or period.end <= before)
    ]
    return msgspec.json.encode({**table, "data": kept})


def _joined(path: str, stated: Sequence[str]) -> str:
    return f"{path}?{'&'.join(stated)}" if stated else path
