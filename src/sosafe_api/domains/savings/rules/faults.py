"""Why a statement of savings is refused: every fault of every line at once, each with its place. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.savings.rules.statements import MOST, Index, Line, line_saving, weights
from sosafe_api.domains.savings.rules.unit_costs import RATES, UnitCost
from sosafe_api.domains.savings.vocabulary import CostKind

Costs = Mapping[str, Sequence[UnitCost]]


def faults(lines: Sequence[Line], costs: Costs, index: Index, price_year: int) -> list[FieldError]:
    """`costs` are the costs of the statement's sets by code; a code that two sets have is ambiguous."""
    errors = []
    if price_year not in index:
        detail = "The price index has no value for this year."
        errors.append(FieldError("index_year_missing", detail, pointer="#/price_year"))
    for place, line in enumerate(lines):
        at = f"#/lines/{place}"
        found = costs.get(line.unit_cost_code, ())
        errors += _naming_errors(found, at)
        if len(found) == 1:
            errors += [*_own_errors(line, found[0], at), *_index_errors(found[0], index, at)]
    errors += _overlaps(lines, costs)
    return errors or _size_errors(lines, costs, index, price_year)


def _naming_errors(found: Sequence[UnitCost], at: str) -> Iterator[FieldError]:
    if not found:
        detail = "Is no code of the unit cost sets of this statement."
        yield FieldError("unknown_code", detail, pointer=f"{at}/unit_cost_code")
    if len(found) > 1:
        detail = "Several of the unit cost sets have this code: leave one of them out."
        yield FieldError("ambiguous_code", detail, pointer=f"{at}/unit_cost_code")


def _own_errors(line: Line, cost: UnitCost, at: str) -> Iterator[FieldError]:
    if line.kind is not cost.kind:
        detail = f"The unit cost is {cost.kind.value}: kinds are never mixed."
        yield FieldError("kind_mismatch", detail, pointer=f"{at}/kind")
    if line.cashable and cost.kind is not CostKind.FISCAL:
        detail = "Only a fiscal saving can be taken out of a budget."
        yield FieldError("cashable_not_fiscal", detail, pointer=f"{at}/cashable")
    if cost.unit in RATES and line.duration is None:
        detail = f"The unit cost is {cost.unit.value}: say for how many weeks or years each unit lasts."
        yield FieldError("duration_required", detail, pointer=f"{at}/duration")
    if cost.unit not in RATES and line.duration is not None:
        detail = f"The unit cost is {cost.unit.value}, whole: it is not multiplied by time."
        yield FieldError("duration_not_wanted", detail, pointer=f"{at}/duration")
    yield from _share_errors(line, cost, f"{at}/payers")


def _share_errors(line: Line, cost: UnitCost, at: str) -> Iterator[FieldError]:
    if weights(line, cost) is None:
        detail = "The source does not say who bears which part: say it here."
        yield FieldError("payer_shares_required", detail, pointer=at)
    if line.payers is not None and sum(line.payers.values()) != 1:
        yield FieldError("shares_do_not_add_up", "Shares must add up to 1.", pointer=at)


def _index_errors(cost: UnitCost, index: Index, at: str) -> Iterator[FieldError]:
    if cost.price_year not in index:
        detail = f"The price index has no value for {cost.price_year}, the year of this unit cost's prices."
        yield FieldError("index_year_missing", detail, pointer=f"{at}/unit_cost_code")


def _overlaps(lines: Sequence[Line], costs: Costs) -> Iterator[FieldError]:
    """A total holds its parts already: to count both counts them twice."""
    used = {line.unit_cost_code for line in lines}
    for place, line in enumerate(lines):
        if any(used & set(cost.whole_codes) for cost in costs.get(line.unit_cost_code, ())):
            detail = "Another line counts the total that this cost is a part of."
            yield FieldError("part_beside_total", detail, pointer=f"#/lines/{place}/unit_cost_code")


def _size_errors(lines: Sequence[Line], costs: Costs, index: Index, price_year: int) -> list[FieldError]:
    """Amounts have at most eleven digits before the point."""
    amounts = [
        abs(line_saving(line, costs[line.unit_cost_code][0], index, price_year).amount) for line in lines
    ]
    errors = [
        FieldError("too_large", "The saving has more digits than an amount.", pointer=f"#/lines/{place}")
        for place, amount in enumerate(amounts)
        if amount > MOST
    ]
    if not errors and sum(amounts, Decimal(0)) > MOST:
        errors.append(FieldError("too_large", "The total has more digits than an amount.", pointer="#/lines"))
    return errors
