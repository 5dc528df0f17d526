"""The open list of releases: what each corrected, and which were withdrawn and why."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC
from email.utils import format_datetime
from time import monotonic

import msgspec

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.kpis.repository import PublicRelease, PublishedRepository
from sosafe_api.domains.kpis.service.published import ETAG_DIGITS, FRESH_SECONDS, MOST_PARTNERSHIPS, Stored


class OpenReleases:
    """Reads the list once a second at most, however many ask."""

    def __init__(self, repository: PublishedRepository, clock: Callable[[], float] = monotonic) -> None:
        self._repository = repository
        self._clock = clock
        self._lists: dict[str, tuple[float, Stored]] = {}

    async def of(self, slug: str) -> Stored:
        """Raises `NotFound` for a partnership that published nothing, as for one that is not known."""
        now = self._clock()
        checked, stored = self._lists.get(slug, (now - FRESH_SECONDS, None))
        if stored is None or now - checked >= FRESH_SECONDS:
            releases = await self._repository.releases(slug)
            if not releases:
                raise NotFound()
            stored = _stored(releases)
            if len(self._lists) >= MOST_PARTNERSHIPS:
                self._lists.clear()
            self._lists[slug] = now, stored
        return stored


def _stored(releases: Sequence[PublicRelease]) -> Stored:
    body = msgspec.json.encode({"data": [_public(release) for release in releases]})
    changed = max(release.withdrawn_at or release.published_at for release in releases)
    return Stored(
        body,
        f'"{hashlib.sha256(body).hexdigest()[:ETAG_DIGITS]}"',
        format_datetime(changed.astimezone(UTC), usegmt=True),
    )


def _public(release: PublicRelease) -> dict[str, object]:
    return {
        **release._asdict(),
        "revisions": msgspec.Raw(release.revisions.encode()),
        "published_at": wire_instant(release.published_at),
        "data_cut_off": wire_instant(release.data_cut_off),
        "withdrawn_at": wire_instant(release.withdrawn_at) if release.withdrawn_at else None,
    }
