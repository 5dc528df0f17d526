"""How long an export is kept, into which parts it is cut, and who may still read it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

KEPT = timedelta(hours=24)
MOST_KEPT = 20
MOST_ATTEMPTS = 5  # one that takes its worker down each time would keep all other work waiting for ever
PART_BYTES = 1 << 20


def still_held(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether whoever had the rights of `then` has all of them `now`, and nobody is hidden from them that was not.

    Of rows it says nothing: what was closed to a service since is still in a file that was written before (ADR 0047).
    Rights as `agency_id`, `acting_agency_id`, and lists of identifiers or codes: `service_ids`, `group_ids`,
    `excluded_ids` and `permissions`. A right that was lost since, and an exclusion that was added, say no.
    """
    agencies = ("agency_id", "acting_agency_id")
    if any(then[name] is not None and then[name] != now[name] for name in agencies):
        return False
    gained = ("service_ids", "group_ids", "permissions")
    return all(set(then[name]) <= set(now[name]) for name in gained) and (
        set(now["excluded_ids"]) <= set(then["excluded_ids"])
    )


def cut(start: int, stop: int) -> Iterator[tuple[int, slice]]:
    """The parts that hold the bytes from `start` to before `stop`, and which stretch of each."""
    for number in range(start // PART_BYTES, (stop - 1) // PART_BYTES + 1):
        begins = number * PART_BYTES
        yield number, slice(max(0, start - begins), min(PART_BYTES, stop - begins))
