"""From a statement's inputs to the bytes that are kept: the same inputs always give the same bytes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.money import money
from sosafe_api.domains.savings.rules.statements import (
    METHOD,
    Line,
    LineSaving,
    Totals,
    line_saving,
    totals,
)
from sosafe_api.domains.savings.rules.unit_costs import UnitCost
from sosafe_api.domains.savings.schemas import SavingsLineIn
from sosafe_api.domains.savings.schemas.values import plain
from sosafe_api.domains.savings.vocabulary import CostKind

Json = dict[str, Any]
_STATED = (
    "unit_cost_code",
    "description",
    "kind",
    "comparison",
    "units_expected",
    "units_observed",
    "duration",
    "deadweight",
    "attribution",
    "cashable",
    "evidence",
    "evidence_grade",
)


@dataclass(frozen=True, slots=True)
class Materials:
    """The frozen costs by code and the index by year that a statement's inputs name."""

    costs: Mapping[str, Sequence[UnitCost]]
    index: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Calculated:
    """Canonical JSON of the inputs and of what they come to, with the digest of each."""

    inputs: bytes
    input_hash: str
    body: bytes
    digest: str


def line_inputs(line: SavingsLineIn) -> Json:
    """A line as it is hashed: quantities without needless zeros, payers by name."""
    stated = line.model_dump(mode="json", include=set(_STATED))
    for name in ("units_expected", "units_observed", "duration", "deadweight", "attribution"):
        stated[name] = None if stated[name] is None else plain(Decimal(stated[name]))
    shares = None
    if line.payers is not None:
        shares = {item.payer.value: plain(Decimal(item.share)) for item in line.payers}
    return {**stated, "payers": shares}


def as_line(stated: Json) -> Line:
    shares = stated["payers"]
    return Line(
        unit_cost_code=stated["unit_cost_code"],
        kind=CostKind(stated["kind"]),
        units_expected=Decimal(stated["units_expected"]),
        units_observed=Decimal(stated["units_observed"]),
        duration=None if stated["duration"] is None else Decimal(stated["duration"]),
        deadweight=Decimal(stated["deadweight"]),
        attribution=Decimal(stated["attribution"]),
        cashable=stated["cashable"],
        payers=None if shares is None else {name: Decimal(share) for name, share in shares.items()},
    )


def calculate(inputs: Json, materials: Materials) -> Calculated:
    """`inputs` have passed `faults`."""
    scope = [item["payer"] for item in inputs["agencies_in_scope"]]
    year = inputs["price_year"]
    found = [
        line_saving(line, materials.costs[line.unit_cost_code][0], materials.index, year)
        for line in map(as_line, inputs["lines"])
    ]
    stated = canonical_json({**inputs, "method": METHOD})
    input_hash = hashlib.sha256(stated).hexdigest()
    body = canonical_json({
        **{name: value for name, value in inputs.items() if name != "version_of"},
        "method": METHOD,
        "input_hash": input_hash,
        "lines": [
            _line(line, item, materials.index, year, scope)
            for line, item in zip(inputs["lines"], found, strict=True)
        ],
        "totals": [_total(item) for item in totals(found, scope)],
    })  # fmt: skip
    return Calculated(stated, input_hash, body, hashlib.sha256(body).hexdigest())


def _line(
    stated: Json, found: LineSaving, index: Mapping[int, Decimal], year: int, scope: Sequence[str]
) -> Json:
    cost = found.unit_cost
    return {
        **stated,
        "unit_cost_set_id": cost.set_id,
        "unit": cost.unit.value,
        "units_avoided": plain(found.line.avoided),
        "unit_cost": money(cost.amount),
        "unit_cost_price_year": cost.price_year,
        "index_source": plain(index[cost.price_year]),
        "index_target": plain(index[year]),
        "uprated_unit_cost": money(found.uprated),
        "saving": money(found.amount),
        "payers": [
            {"payer": payer, "in_scope": payer in scope, "saving": money(part)}
            for payer, part in sorted(found.by_payer.items())
        ],
    }


def _total(found: Totals) -> Json:
    return {
        "kind": found.kind.value,
        "total": money(found.total),
        "cashable": money(found.cashable),
        "out_of_scope": money(found.out_of_scope),
        "by_payer": [
            {"payer": payer, "saving": money(part)} for payer, part in sorted(found.by_payer.items())
        ],
    }
