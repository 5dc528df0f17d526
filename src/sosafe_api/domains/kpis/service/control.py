"""Disclosure control of counts, decided once for all tables of the same records together and remembered."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from datetime import date

from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Records
from sosafe_api.domains.kpis.rules.publication import shown

MOST_REMEMBERED = 32
_remembered: OrderedDict[Hashable, frozenset[Hashable]] = OrderedDict()


async def shown_counts(records: Records, counts: Counts, start: date, end: date) -> frozenset[Hashable]:
    """Which counts may be shown. The same counts give the same answer at every time of asking.

    It can take a second of pure reckoning, so a thread does it: other requests go on meanwhile.
    """
    definitions = [definition for definition in REGISTRY.values() if definition.records is records]
    members = tuple((by, tuple(parts)) for by, parts in sorted(counts.members.items()))
    key = (records, frozenset(counts.by_key.items()), counts.months, members, start, end)
    found = _remembered.get(key)
    if found is None:
        found = await asyncio.to_thread(shown, definitions, counts, start, end)
        _remembered[key] = found
        if len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)
    else:
        _remembered.move_to_end(key)
    return found
