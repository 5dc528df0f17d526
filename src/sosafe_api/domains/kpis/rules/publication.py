"""Which counts of all tables together may be shown: one decision over every table, never one table alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sosafe_api.core.disclosure.attacker import given_away
from sosafe_api.core.disclosure.knowledge import Sum, sum_of
from sosafe_api.core.disclosure.ledger import Kept, Ledger, Told
from sosafe_api.core.disclosure.suppression import SMALLEST_SHOWN, is_small, shown_sums
from sosafe_api.core.disclosure.witnesses import Secret
from sosafe_api.domains.kpis.rules.carried import relations
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.disclosure import BASE, own_share
from sosafe_api.domains.kpis.rules.elementary import Elementary, names_of
from sosafe_api.domains.kpis.rules.tables import (
    BREAKDOWN_PERIOD,
    CellKey,
    cells_of,
    offered,
    tables_under,
)
from sosafe_api.domains.kpis.rules.wholes import REST_OF
from sosafe_api.domains.kpis.rules.yearly import decide_years
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy

__all__ = ["BREAKDOWN_PERIOD", "CellKey", "Decision", "decide", "new_ledgers", "offered", "shown"]
Ledgers = Mapping[DisclosurePolicy, Ledger]
Span = tuple[date, date]  # the first day, and the first that no longer belongs to it
CONTROLLED = (DisclosurePolicy.STANDARD, DisclosurePolicy.SENSITIVE)


@dataclass(frozen=True, slots=True)
class Decision:
    """The numbers that may be shown, by cell, and how many cells are kept back.

    `given_away` are cells that a reader of everything published could work out all the same.
    """

    shown: Mapping[CellKey, int]
    kept_back: int = 0
    given_away: Sequence[CellKey | None] = field(default=())


def shown(
    definitions: Iterable[Definition], counts: Counts, start: date, end: date, ledgers: Ledgers | None = None
) -> dict[CellKey, int]:
    """The numbers that may be shown of all tables that are not open, after what the ledgers say was published."""
    return dict(decide(list(definitions), counts, (start, end), ledgers or new_ledgers()).shown)


def new_ledgers() -> Ledgers:
    return {policy: Ledger() for policy in CONTROLLED}


def decide(
    definitions: Sequence[Definition],
    counts: Counts,
    span: Span,
    ledgers: Ledgers,
    *,
    attacked: bool = False,
) -> Decision:
    """Writes what is decided into the ledgers, and attacks it where asked to."""
    found: dict[CellKey, int] = {}
    kept_back = 0
    lost: list[CellKey | None] = []
    for policy, deciding in (
        (DisclosurePolicy.STANDARD, _decide),
        (DisclosurePolicy.SENSITIVE, decide_years),
    ):
        ledger = ledgers[policy]
        tables = tables_under(policy, definitions)
        cells = dict.fromkeys(cell for table in tables for cell in cells_of(table, counts, *span))
        sums = numbered(ledger, counts, cells)
        found |= deciding(ledger, definitions, counts, sums)
        kept_back += len(cells.keys() - found.keys())
        lost += _given_away(policy, ledger, sums) if attacked else []
    return Decision(found, kept_back, lost)


def numbered(ledger: Ledger, counts: Counts, cells: Iterable[CellKey]) -> dict[CellKey, Sum]:
    """Each cell as a sum of the ledger's counts; counts and relations that it lacks are entered."""
    elementary = Elementary(counts)
    named = {cell: elementary.parts_of(cell) for cell in cells}
    related = list(relations(ledger, counts, elementary))
    related += elementary.relations()
    numbers = ledger.count(elementary.values)
    ledger.relate(sum_of((numbers[name], factor) for name, factor in parts.items()) for parts in related)
    return {cell: sum_of((numbers[name], 1) for name in names) for cell, names in named.items()}


def _decide(
    ledger: Ledger, _: Sequence[Definition], counts: Counts, sums: Mapping[CellKey, Sum]
) -> dict[CellKey, int]:
    """Under `standard`: what was decided before stays; the rest is decided now, the most wanted first."""
    new = {cell: parts for cell, parts in sums.items() if not ledger.decided(parts)}
    if new:
        kept = {parts: _kept(ledger, counts, cell, parts) for cell, parts in new.items()}
        knowledge = ledger.knowledge()
        reached = set(knowledge.joined(number for parts in kept for number, _ in parts))
        secrets = list(_secrets(ledger, kept.values(), reached))
        withheld = {parts for cell, parts in new.items() if _is_withheld(counts, cell)}
        candidates = [parts for parts in kept if parts not in withheld and not is_small(ledger.value(parts))]
        told, doubtful = shown_sums(ledger.counts, knowledge, candidates, secrets)
        ledger.unrelate(doubtful)
        for parts, item in kept.items():
            if parts in told:
                ledger.tell(Told(parts, ledger.value(parts), ledger.value(parts)))
            else:
                ledger.keep(item)
    return {cell: ledger.value(parts) for cell, parts in sums.items() if parts in ledger.told}


def _is_withheld(counts: Counts, cell: CellKey) -> bool:
    return (cell.breakdown, cell.member) in counts.withheld


def _kept(ledger: Ledger, counts: Counts, cell: CellKey, parts: Sum) -> Kept:
    """What must not be learnt of a cell if it is kept back: by anybody, nor by the agency with the largest share."""
    value = ledger.value(parts)
    agencies = counts.members.get(Breakdown.AGENCY, ()) if cell.breakdown is None else ()
    cells = [cell._replace(breakdown=Breakdown.AGENCY, member=agency.code) for agency in agencies]
    shares = {part: counts.total(*part) for part in cells}
    own = own_share(value, shares.values(), SMALLEST_SHOWN) if sum(shares.values()) == value else 0
    if not value:
        return Kept(parts, 0, 0)  # a 0 that another count hides is no secret itself
    if _is_withheld(counts, cell):
        return Kept(parts, value + BASE)
    if not own:
        return Kept(parts, SMALLEST_SHOWN)
    names = [name for part, share in shares.items() if share == own for name in names_of(part)]
    known = tuple(sorted(ledger.current[name] for name in names if name in ledger.current))
    return Kept(parts, own + SMALLEST_SHOWN, own=known)


def _secrets(ledger: Ledger, kept: Iterable[Kept], reached: set[int]) -> Iterator[Secret]:
    """Small sums of this release and of earlier ones, and every small elementary count, shown in a table or not."""
    for number in sorted(reached):
        # How many wait for a decision is no number of a table: it bounds others, and is not guarded for its own sake.
        if is_small(ledger.counts[number]) and not ledger.names[number].startswith(REST_OF):
            yield Secret(((number, 1),), SMALLEST_SHOWN)
    for item in [*kept, *ledger.kept.values()]:
        value = ledger.value(item.parts)
        named = len(item.parts) == 1 and item.floor == SMALLEST_SHOWN and is_small(value)
        if not named and value < item.floor and any(name in reached for name, _ in item.parts):
            yield Secret(item.parts, item.floor, frozenset(item.own))


def _given_away(
    policy: DisclosurePolicy, ledger: Ledger, sums: Mapping[CellKey, Sum]
) -> list[CellKey | None]:
    """Cells that the new page of the ledger gives away; None for one of an earlier release alone."""
    knowledge = ledger.knowledge(zeros_shown=policy is DisclosurePolicy.STANDARD)
    page = ledger.page
    new = [*(item.parts for item in page.told), *(item.parts for item in page.kept)]
    near = {number for parts in new for number, _ in parts}
    cells = {parts: cell for cell, parts in sums.items()}
    return [cells.get(item.parts) for item in given_away(knowledge, ledger.hidden(), sorted(near))]
