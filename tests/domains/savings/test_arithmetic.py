"""The sums: to the penny, in the order that is documented, against fractions that round nowhere."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from sosafe_api.domains.savings.rules.arithmetic import apportioned, saving, uprated
from sosafe_api.domains.savings.rules.statements import Line, line_saving, totals
from sosafe_api.domains.savings.rules.unit_costs import PayerPart, UnitCost
from sosafe_api.domains.savings.vocabulary import CostKind, CostUnit, Payer

INDEX = {2002: Decimal("66.9266"), 2010: Decimal("81.2845"), 2017: Decimal("91.2981")}
AMOUNTS = st.decimals("0.01", "999999999.99", places=2)
SAVINGS = st.decimals("-99999999999.99", "99999999999.99", places=2)
INDICES = st.decimals("0.000001", "999999.999999", places=6)
QUANTITIES = st.decimals("-9999999.9999", "9999999.9999", places=4)
SHARES = st.decimals("0", "1", places=4)
WEIGHTS = st.dictionaries(st.sampled_from(list(Payer)), AMOUNTS, min_size=1)
KINDS = st.sampled_from(list(CostKind))


def half_up(exact: Fraction) -> Fraction:
    """To the penny, a half penny away from zero."""
    pennies = abs(exact) * 100 + Fraction(1, 2)
    return Fraction(pennies.numerator // pennies.denominator, 100) * (-1 if exact < 0 else 1)


def test_the_worked_figures() -> None:
    assert uprated(Decimal("6680.00"), INDEX[2010], INDEX[2017]) == Decimal("7502.92")
    assert uprated(Decimal("500.00"), INDEX[2002], INDEX[2017]) == Decimal("682.08")
    assert saving(Decimal(10), Decimal("7502.92"), Decimal("0.2"), Decimal(1)) == Decimal("60023.36")


def test_a_half_penny_is_rounded_away_from_zero() -> None:
    assert saving(Decimal(1), Decimal("0.01"), Decimal("0.5"), Decimal(1)) == Decimal("0.01")
    assert saving(Decimal(-1), Decimal("0.01"), Decimal("0.5"), Decimal(1)) == Decimal("-0.01")
    assert saving(Decimal(1), Decimal("0.01"), Decimal("0.5001"), Decimal(1)) == Decimal("0.00")


@given(AMOUNTS, INDICES, INDICES)
def test_bringing_to_other_prices_agrees_with_fractions(
    cost: Decimal, source: Decimal, target: Decimal
) -> None:
    exact = Fraction(cost) * Fraction(target) / Fraction(source)
    assert Fraction(uprated(cost, source, target)) == half_up(exact)


@given(QUANTITIES, AMOUNTS, SHARES, SHARES)
def test_a_saving_agrees_with_fractions(
    quantity: Decimal, cost: Decimal, deadweight: Decimal, attribution: Decimal
) -> None:
    exact = Fraction(quantity) * Fraction(cost) * (1 - Fraction(deadweight)) * Fraction(attribution)
    assert Fraction(saving(quantity, cost, deadweight, attribution)) == half_up(exact)


@given(st.decimals("0", "9999999", places=4), AMOUNTS, SHARES, SHARES, SHARES)
def test_more_deadweight_never_saves_more(
    quantity: Decimal, cost: Decimal, one: Decimal, other: Decimal, attribution: Decimal
) -> None:
    less, more = sorted([one, other])
    assert saving(quantity, cost, more, attribution) <= saving(quantity, cost, less, attribution)


@given(SAVINGS, WEIGHTS)
def test_parts_add_up_to_the_whole_and_miss_their_quota_by_less_than_a_penny(
    amount: Decimal, weights: dict[str, Decimal]
) -> None:
    parts = apportioned(amount, weights)
    assert set(parts) == set(weights)
    assert sum(parts.values()) == amount
    whole = sum(map(Fraction, weights.values()))
    for name, part in parts.items():
        quota = Fraction(amount) * Fraction(weights[name]) / whole
        assert abs(Fraction(part) - quota) < Fraction(1, 100)


@given(SAVINGS, WEIGHTS)
def test_the_order_in_which_payers_are_named_changes_nothing(
    amount: Decimal, weights: dict[str, Decimal]
) -> None:
    assert apportioned(amount, weights) == apportioned(amount, dict(reversed(weights.items())))


def test_pennies_left_go_to_the_largest_remainders_and_then_by_name() -> None:
    assert apportioned(Decimal("0.05"), {"police": Decimal(1), "council": Decimal(1)}) == {
        "police": Decimal("0.02"),
        "council": Decimal("0.03"),
    }
    assert apportioned(Decimal("1.00"), {"a": Decimal(3), "b": Decimal(3), "c": Decimal(1)}) == {
        "a": Decimal("0.43"),
        "b": Decimal("0.43"),
        "c": Decimal("0.14"),
    }


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, UnitCost]:
    kind, shares = draw(KINDS), draw(WEIGHTS)
    cost = UnitCost(
        "set", "X1", CostUnit.PER_INCIDENT, draw(AMOUNTS), 2010, kind, (PayerPart("council", None),)
    )
    stated = Line(
        "X1", kind, draw(QUANTITIES), draw(QUANTITIES), None, draw(SHARES), draw(SHARES), cashable=False,
        payers=shares,
    )  # fmt: skip
    return stated, cost


@given(
    st.lists(lines(), min_size=1, max_size=8), st.sets(st.sampled_from(list(Payer)), min_size=1), st.randoms()
)
def test_totals_by_payer_add_up_whatever_the_order_of_lines(stated, scope, random) -> None:
    found = [line_saving(item, cost, INDEX, 2017) for item, cost in stated]
    scope = sorted(scope)
    results = totals(found, scope)
    for result in results:
        of_kind = [item.amount for item in found if item.unit_cost.kind is result.kind]
        assert sum(result.by_payer.values()) == result.total
        assert result.total + result.out_of_scope == sum(of_kind)
    assert len({result.kind for result in results}) == len(results)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert totals(shuffled, scope) == results


@given(st.lists(lines(), min_size=2, max_size=4))
def test_kinds_are_never_added_together(stated) -> None:
    assume(len({cost.kind for _, cost in stated}) > 1)
    found = [line_saving(item, cost, INDEX, 2017) for item, cost in stated]
    kinds = {cost.kind for _, cost in stated}
    assert {result.kind for result in totals(found, list(Payer))} == kinds
