"""A statement of savings: what is wrong with its lines, and what they come to. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sosafe_api.domains.savings.rules.arithmetic import apportioned, product, saving, uprated
from sosafe_api.domains.savings.rules.unit_costs import RATES, UnitCost
from sosafe_api.domains.savings.vocabulary import CostKind

METHOD = "1"  # changes whenever the same inputs would give other figures
MOST = Decimal("99999999999.99")
ZERO = Decimal("0.00")
Index = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """Units of one cost that were avoided. `payers` shares it out other than the cost itself says."""

    unit_cost_code: str
    kind: CostKind
    units_expected: Decimal
    units_observed: Decimal
    duration: Decimal | None
    deadweight: Decimal
    attribution: Decimal
    cashable: bool
    payers: Mapping[str, Decimal] | None

    @property
    def avoided(self) -> Decimal:
        return self.units_expected - self.units_observed


@dataclass(frozen=True, slots=True)
class LineSaving:
    """What a line comes to, whole and by payer; the parts add up to the whole to the penny."""

    line: Line
    unit_cost: UnitCost
    uprated: Decimal
    amount: Decimal
    by_payer: dict[str, Decimal]

    def within(self, scope: Sequence[str]) -> Decimal:
        return sum((self.by_payer.get(payer, ZERO) for payer in scope), ZERO)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the lines of one kind come to for the payers in scope, and what falls to others."""

    kind: CostKind
    total: Decimal
    cashable: Decimal
    out_of_scope: Decimal
    by_payer: dict[str, Decimal]


def weights(line: Line, cost: UnitCost) -> dict[str, Decimal] | None:
    """How the line is shared out: as it says, else by the source's parts, else all to the only payer."""
    if line.payers is not None:
        return dict(line.payers)
    if len(cost.payers) == 1:
        return {cost.payers[0].payer: Decimal(1)}
    parts = {each.payer: each.part for each in cost.payers if each.part is not None}
    return parts or None


def line_saving(line: Line, cost: UnitCost, index: Index, price_year: int) -> LineSaving:
    """The caller has checked the line; see `faults`."""
    shares = weights(line, cost)
    if shares is None:
        raise ValueError("nobody is said to bear this cost")
    quantity = product(line.avoided, line.duration if cost.unit in RATES and line.duration else Decimal(1))
    price = uprated(cost.amount, index[cost.price_year], index[price_year])
    amount = saving(quantity, price, line.deadweight, line.attribution)
    return LineSaving(line, cost, price, amount, apportioned(amount, shares))


def totals(savings: Sequence[LineSaving], scope: Sequence[str]) -> list[Totals]:
    """One for each kind that occurs: kinds are never added to one another."""
    return [
        _total(kind, [item for item in savings if item.unit_cost.kind is kind], scope)
        for kind in CostKind
        if any(item.unit_cost.kind is kind for item in savings)
    ]


def _total(kind: CostKind, savings: Sequence[LineSaving], scope: Sequence[str]) -> Totals:
    by_payer = {payer: sum((item.by_payer.get(payer, ZERO) for item in savings), ZERO) for payer in scope}
    whole = sum((item.amount for item in savings), ZERO)
    total = sum(by_payer.values(), ZERO)
    cashable = sum((item.within(scope) for item in savings if item.line.cashable), ZERO)
    return Totals(kind, total, cashable, whole - total, by_payer)
