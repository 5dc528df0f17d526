"""Disclosure control of counts: decided once for all tables of the same records, after all that was published."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sosafe_api.core.context import Work
from sosafe_api.core.disclosure.ledger import Ledger, Page
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import LedgerRepository, NewPage
from sosafe_api.domains.kpis.rules.carried import Carried, enter
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Records
from sosafe_api.domains.kpis.rules.disclosure import SENSITIVE_SERVICES
from sosafe_api.domains.kpis.rules.measured import Measured, carried_over
from sosafe_api.domains.kpis.rules.publication import CONTROLLED, CellKey, Decision, Ledgers, decide
from sosafe_api.domains.kpis.vocabulary import Breakdown

MOST_REMEMBERED = 32
_remembered: OrderedDict[Hashable, Mapping[CellKey, int]] = OrderedDict()


class Decided(NamedTuple):
    """What a release decides of one set of records, and the pages that its ledgers go on by."""

    decision: Decision
    pages: list[NewPage]


class _Asked(NamedTuple):
    """Everything that a decision rests on but the ledgers."""

    records: Records
    counts: Counts
    span: tuple[date, date]
    carried: tuple[Carried, ...]

    @property
    def key(self) -> Hashable:
        counts = self.counts
        members = tuple((by, tuple(parts)) for by, parts in sorted(counts.members.items()))
        told = frozenset(counts.by_key.items()), counts.months, members, counts.withheld
        return self.records, told, self.span, self.carried

    def decided(self, ledgers: Ledgers, *, attacked: bool = False) -> Decision:
        enter(ledgers, self.carried)
        return decide(_definitions(self.records), self.counts, self.span, ledgers, attacked=attacked)


class DisclosureControl:
    """What may be shown beside all that was published. With `releasing`, each decision is attacked and kept.

    It can take seconds of pure reckoning, so a thread does it: other requests go on meanwhile.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._published = LedgerRepository(work)
        self.releasing = False
        self.decided: dict[Records, Decided] = {}

    async def shown(
        self,
        records: Records,
        counts: Counts,
        span: tuple[date, date],
        measured: Mapping[str, Measured],
        covered: frozenset[date],
    ) -> Mapping[CellKey, int]:
        """The numbers that may be shown beside the figures entered by hand; `covered` are all months with records.

        The same counts give the same answer at every time of asking.
        """
        if counts.members.get(Breakdown.SERVICE):
            sensitive = await self._published.services(SENSITIVE_SERVICES)
            counts = replace(counts, withheld=frozenset((Breakdown.SERVICE, code) for code in sensitive))
        asked = _Asked(records, counts, span, _carried(records, measured, covered, span[1]))
        if self.releasing:
            decided = await asyncio.to_thread(_decided, asked, await self._ledgers(records))
            self.decided[records] = decided
            return decided.decision.shown
        key = self._work.actor.partnership_id, await self._published.releases(), asked.key
        found = _remembered.get(key)
        if found is None:
            found = await asyncio.to_thread(_remember, key, asked, await self._ledgers(records))
        return found

    async def _ledgers(self, records: Records) -> Ledgers:
        pages = await self._published.pages(records.value)
        return {policy: Ledger.of(pages.get(policy, ())) for policy in CONTROLLED}


def _definitions(records: Records) -> list[Definition]:
    return [definition for definition in REGISTRY.values() if definition.records is records]


def _carried(
    records: Records, measured: Mapping[str, Measured], covered: frozenset[date], before: date
) -> tuple[Carried, ...]:
    return tuple(
        item
        for definition in _definitions(records)
        if definition.code in measured and definition.disclosure in CONTROLLED
        for item in carried_over(definition, measured[definition.code], covered, before)
    )


def _remember(key: Hashable, asked: _Asked, ledgers: Ledgers) -> Mapping[CellKey, int]:
    """Kept by the thread itself, so that a reader who gave up waiting finds it at the next attempt."""
    found = asked.decided(ledgers).shown
    _remembered[key] = found
    while len(_remembered) > MOST_REMEMBERED:
        _remembered.popitem(last=False)
    return found


def _decided(asked: _Asked, ledgers: Ledgers) -> Decided:
    decision = asked.decided(ledgers, attacked=True)
    pages = [NewPage(asked.records.value, policy, ledger.written()) for policy, ledger in ledgers.items()]
    return Decided(decision, [page for page in pages if ledgers[page.policy].page != Page()])
