"""How well records are matched: precision and recall on made people, as the service would propose them.

The service's own keys choose whom to compare and its own rules say how likely they are; the database does no
more than look keys up, so it is left out here and `tests/domains/people` holds that it finds the same.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.table import Table

from bench.made_people import Maker, Written
from sosafe_api.domains.people.rules.comparison import Identity, compared
from sosafe_api.domains.people.rules.keys import match_keys
from sosafe_api.domains.people.rules.scoring import likelihood, score
from sosafe_api.domains.people.vocabulary import Likelihood

PRECISION_GOAL, RECALL_GOAL = 0.99, 0.90
PEOPLE, STRANGERS, SEED = 20_000, 10_000, 2026
PARTNERSHIP = UUID("019a0000-0000-7000-8000-000000000001")


@dataclass(frozen=True, slots=True)
class Quality:
    """What was proposed as likely or possible, against the truth."""

    people: int
    records: int
    of_known_people: int
    compared: int
    reached: int
    proposed: dict[Likelihood, int]
    right: dict[Likelihood, int]
    seconds: float

    @property
    def precision(self) -> float:
        """Of the pairs proposed as likely, how many are one person's."""
        return self.right[Likelihood.LIKELY] / max(1, self.proposed[Likelihood.LIKELY])

    @property
    def recall(self) -> float:
        """Of the records of known people, how many are proposed as likely with that person."""
        return self.right[Likelihood.LIKELY] / max(1, self.of_known_people)

    @property
    def recall_of_both(self) -> float:
        """The same, as likely or possible: whom the caseworker finds among the candidates."""
        return sum(self.right.values()) / max(1, self.of_known_people)

    @property
    def met(self) -> bool:
        return self.precision >= PRECISION_GOAL and self.recall >= RECALL_GOAL


def measure(people: int, *, seed: int, strangers: int) -> Quality:
    maker = Maker(seed)
    known = maker.people(people)
    records = maker.written_again(known, strangers)
    by_key: dict[int, list[int]] = defaultdict(list)
    for place, person in enumerate(known):
        for key in _keys(person):
            by_key[key].append(place)
    began = time.perf_counter()
    pairs = reached = 0
    proposed, right = dict.fromkeys(Likelihood, 0), dict.fromkeys(Likelihood, 0)
    for record in records:
        places = {place for key in _keys(record.identity) for place in by_key.get(key, ())}
        pairs, reached = pairs + len(places), reached + (record.of in places)
        for place, found in _proposals(record, known, places):
            proposed[found] += 1
            right[found] += place == record.of
    return Quality(people, len(records), people, pairs, reached, proposed, right, time.perf_counter() - began)


def _proposals(
    record: Written, known: Sequence[Identity], places: set[int]
) -> Iterator[tuple[int, Likelihood]]:
    for place in places:
        found = likelihood(score(compared(record.identity, known[place])))
        if found is not None:
            yield place, found


def _keys(identity: Identity) -> list[int]:
    return match_keys(PARTNERSHIP, identity.full_name, identity.date_of_birth, identity.outward_postcode)


def show(console: Console, quality: Quality) -> None:
    table = Table(title=f"Matching {quality.records:,} records with {quality.people:,} made people")
    for heading in ("", "measured", "goal", ""):
        table.add_column(heading, justify="left" if not heading else "right")
    verdicts = {True: "[green]met[/]", False: "[red]missed[/]"}
    table.add_row(
        "precision of likely",
        f"{quality.precision:.4f}",
        f"≥ {PRECISION_GOAL}",
        verdicts[quality.precision >= PRECISION_GOAL],
    )
    table.add_row(
        "recall of likely",
        f"{quality.recall:.4f}",
        f"≥ {RECALL_GOAL}",
        verdicts[quality.recall >= RECALL_GOAL],
    )
    table.add_row("recall of likely and possible", f"{quality.recall_of_both:.4f}", "", "")
    table.add_row("reached by a key", f"{quality.reached / quality.of_known_people:.4f}", "", "")
    table.add_row("compared, each record", f"{quality.compared / quality.records:.1f}", "", "")
    table.add_row("µs a pair", f"{quality.seconds / max(1, quality.compared) * 1e6:.1f}", "", "")
    console.print(table)


def as_json(quality: Quality) -> dict[str, Any]:
    measured = {"precision": quality.precision, "recall": quality.recall, "met": quality.met}
    return {"matching": asdict(quality) | measured}
