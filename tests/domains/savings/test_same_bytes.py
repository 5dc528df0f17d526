"""The same inputs give the same bytes, however they are ordered or written; other inputs another hash."""

import hashlib
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.idempotency import canonical_json
from sosafe_api.domains.savings.rules.unit_costs import PayerPart, UnitCost
from sosafe_api.domains.savings.schemas import SavingsLineIn
from sosafe_api.domains.savings.schemas.values import plain
from sosafe_api.domains.savings.service.calculation import Materials, calculate, line_inputs
from sosafe_api.domains.savings.vocabulary import CostKind, CostUnit
from tests.domains.savings.stating import line

COST = UnitCost(
    "a set", "X1", CostUnit.PER_INCIDENT, Decimal("6680.00"), 2010, CostKind.FISCAL, (PayerPart("council", None),)
)  # fmt: skip
MATERIALS = Materials({"X1": [COST]}, {2010: Decimal("81.2845"), 2017: Decimal("91.2981")})
SHARES = st.decimals("0", "1", places=4)
QUANTITIES = st.decimals("0", "9999999", places=4)


def inputs(*lines: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "Example",
        "version_of": None,
        "agencies_in_scope": [{"payer": "police", "agency_id": None, "agency_name": None}],
        "price_year": 2017,
        "lines": list(lines),
    }


def accepted(**stated: Any) -> dict[str, Any]:
    """A line as it is hashed, after it came over the wire."""
    body = line("X1", "1", **stated)
    return line_inputs(SavingsLineIn.model_validate_json(msgspec.json.encode(body)))


def turned(value: Any) -> Any:
    """The same JSON with the members of every object the other way round."""
    if isinstance(value, dict):
        return {name: turned(value[name]) for name in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


@given(QUANTITIES, SHARES, SHARES, SHARES)
def test_working_it_out_again_gives_the_same_bytes(
    units: Decimal, deadweight: Decimal, attribution: Decimal, share: Decimal
) -> None:
    payers = [{"payer": "police", "share": f"{share:f}"}, {"payer": "council", "share": f"{1 - share:f}"}]
    numbers = {"deadweight": f"{deadweight:f}", "attribution": f"{attribution:f}"}
    stated = inputs(accepted(units_expected=f"{units:f}", payers=payers, **numbers))
    first, again = calculate(stated, MATERIALS), calculate(turned(stated), MATERIALS)
    assert first == again
    assert first.input_hash == hashlib.sha256(first.inputs).hexdigest()
    assert first.digest == hashlib.sha256(first.body).hexdigest()
    kept = msgspec.json.decode(first.inputs)
    del kept["method"]  # the version of the method is ours to state
    assert calculate(kept, MATERIALS) == first
    assert canonical_json(msgspec.json.decode(first.body)) == first.body


@given(QUANTITIES, st.integers(0, 3))
def test_needless_zeros_change_nothing(units: Decimal, zeros: int) -> None:
    short = plain(units)
    long = (short if "." in short else f"{short}.") + "0" * zeros
    if len(long.partition(".")[2]) not in range(1, 5):
        long = short
    assert accepted(units_expected=long) == accepted(units_expected=short)


@pytest.mark.parametrize(
    "other",
    [
        {"deadweight": "0.0001"},
        {"attribution": "0.9999"},
        {"units_observed": "0.0001"},
        {"evidence": "Another ground."},
        {"cashable": True},
        {"payers": [{"payer": "police", "share": "1"}]},
    ],
)
def test_every_input_is_in_the_hash(other: dict[str, Any]) -> None:
    one = calculate(inputs(accepted()), MATERIALS)
    assert calculate(inputs(accepted(**other)), MATERIALS).input_hash != one.input_hash


def test_digits_of_other_scripts_are_no_decimal_text() -> None:
    with pytest.raises(ValueError, match="units_expected"):
        accepted(units_expected="\u0661")
