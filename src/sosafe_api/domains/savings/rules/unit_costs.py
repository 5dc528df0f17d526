"""What unit costs are, and what is wrong with a load of them: every fault at once. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.savings.vocabulary import CostKind, CostUnit

# How many of these periods a unit lasts must be said before such a cost can be multiplied.
RATES = frozenset({CostUnit.PER_WEEK, CostUnit.PER_PERSON_PER_YEAR})


@dataclass(frozen=True, slots=True)
class PayerPart:
    """Who bears a part of a unit cost, and how much of it where the source says so."""

    payer: str
    part: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitCost:
    """One cost of a set. `whole_codes` are the totals that it is a part of, nearest first."""

    set_id: str
    code: str
    unit: CostUnit
    amount: Decimal
    price_year: int
    kind: CostKind
    payers: tuple[PayerPart, ...]
    whole_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCost:
    """What the checks need of a cost that is being loaded."""

    code: str
    parent_code: str | None
    amount: Decimal
    payers: tuple[PayerPart, ...]


def load_errors(costs: Sequence[NewCost], known: Mapping[str, str | None]) -> list[FieldError]:
    """`known` are the codes that the set has already, each with its parent."""
    counted = Counter(cost.code for cost in costs)
    parents = {**known, **{cost.code: cost.parent_code for cost in costs}}
    errors = []
    for place, cost in enumerate(costs):
        at = f"#/entries/{place}"
        if counted[cost.code] > 1 or cost.code in known:
            errors.append(FieldError("repeated_value", "Must stand once in the set.", pointer=f"{at}/code"))
        errors += _parent_errors(cost, parents, f"{at}/parent_code")
        errors += _payer_errors(cost, f"{at}/payers")
    return errors


def _parent_errors(cost: NewCost, parents: Mapping[str, str | None], at: str) -> list[FieldError]:
    if cost.parent_code is None:
        return []
    if cost.parent_code not in parents:
        return [FieldError("unknown_reference", "Must be a code of the same set.", pointer=at)]
    if cost.code in wholes(cost.code, parents):
        return [FieldError("own_part", "A cost must not be a part of itself.", pointer=at)]
    return []


def wholes(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The totals that a code is a part of, nearest first; ends where it comes round again."""
    found: list[str] = []
    parent = parents.get(code)
    while parent is not None and parent not in found:
        found.append(parent)
        parent = parents.get(parent)
    return tuple(found)


def _payer_errors(cost: NewCost, at: str) -> list[FieldError]:
    errors = []
    if len({each.payer for each in cost.payers}) != len(cost.payers):
        errors.append(FieldError("repeated_value", "Must name each payer once.", pointer=at))
    parts = [each.part for each in cost.payers]
    stated = [part for part in parts if part is not None]
    if stated and len(stated) != len(parts):
        detail = "Must state every payer's part, or none."
        errors.append(FieldError("part_missing", detail, pointer=at))
    elif stated and sum(stated) != cost.amount:
        errors.append(FieldError("parts_do_not_add_up", "Parts must add up to the amount.", pointer=at))
    return errors
