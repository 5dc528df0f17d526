"""Which record stands for all of one person's, by the merges in force. Pure."""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")
MOST_RECORDS_OF_ONE_PERSON = 10


def roots(kept_by_merged: Mapping[Key, Key]) -> dict[Key, Key]:
    """For each merged record the one that it is kept under in the end.

    A record is merged only while neither it nor the other is merged into a further one, so no chain is a ring.
    """
    found = {}
    for merged in kept_by_merged:
        root = merged
        while root in kept_by_merged:
            root = kept_by_merged[root]
        found[merged] = root
    return found
