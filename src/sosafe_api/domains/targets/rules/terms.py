"""What a target says as a number, and what is wrong with one: every fault at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.targets.vocabulary import TargetKind, WantedDirection

PLACES = 4  # of a target's value, beyond those of any indicator
_EXACTLY = Decimal(1).scaleb(-PLACES)
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Baseline:
    """A value that the indicator had, from `start` up to, not including, `end`."""

    start: date
    end: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What a target comes to: the number, and the way that counts as meeting it."""

    value: Decimal
    wanted: WantedDirection
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class TargetInForce:
    """An agreed target, as far as rating and showing a value by it needs; `owner` as it crosses the wire."""

    financial_year: str
    number: int
    kind: TargetKind
    value: Decimal
    wanted: WantedDirection
    tolerance_percent: Decimal
    owner: Mapping[str, Any]


class Stated(Protocol):
    """What somebody proposes."""

    @property
    def kind(self) -> TargetKind: ...
    @property
    def value(self) -> float | None: ...
    @property
    def tolerance_percent(self) -> float: ...
    @property
    def percent_change(self) -> float | None: ...
    @property
    def baseline_start(self) -> date | None: ...
    @property
    def baseline_end(self) -> date | None: ...
    @property
    def wanted(self) -> WantedDirection | None: ...


def terms_of(stated: Stated, wanted: WantedDirection, baseline: Baseline | None) -> Terms:
    """The caller has checked what is stated; see `term_errors`. Half of the last place is rounded to even."""
    if baseline is None:
        return Terms(Decimal(str(stated.value)).quantize(_EXACTLY), wanted)
    change = Decimal(str(stated.percent_change or 0))
    return Terms((baseline.value * (1 + change / _PERCENT)).quantize(_EXACTLY), wanted, baseline)


def term_errors(stated: Stated, better: WantedDirection | None, *, owners: int) -> list[FieldError]:
    """`better` is the indicator's own way; a neutral one has none, and its target must say which is wanted."""
    errors = [
        _presence("value", present=stated.value is not None, wanted=stated.kind is TargetKind.THRESHOLD),
        _presence(
            "percent_change",
            present=stated.percent_change is not None,
            wanted=stated.kind is TargetKind.PERCENT_CHANGE_ON_BASELINE,
        ),
        *(
            _presence(name, present=day is not None, wanted=stated.kind is not TargetKind.THRESHOLD)
            for name, day in (
                ("baseline_start", stated.baseline_start),
                ("baseline_end", stated.baseline_end),
            )
        ),
        _direction(stated.wanted, better),
        _places("value", stated.value),
        _places("percent_change", stated.percent_change),
        _places("tolerance_percent", stated.tolerance_percent),
    ]
    if owners != 1:
        detail = "Must be one of the two: `owner_agency_id` or `owner_group_id`."
        errors.append(FieldError("one_of_two", detail, pointer="#/owner_agency_id"))
    return [error for error in errors if error is not None]


def _presence(name: str, *, present: bool, wanted: bool) -> FieldError | None:
    if present is wanted:
        return None
    code, detail = (
        ("missing", "Is needed by this `kind`.") if wanted else ("unexpected", "Has no place in this `kind`.")
    )
    return FieldError(code, detail, pointer=f"#/{name}")


def _direction(stated: WantedDirection | None, better: WantedDirection | None) -> FieldError | None:
    if better is None and stated is None:
        detail = "Must be stated: the indicator itself says neither way is better."
        return FieldError("missing", detail, pointer="#/wanted")
    if better is not None and stated is not None and stated is not better:
        detail = "Must be the way that is better for this indicator, or null."
        return FieldError("against_polarity", detail, pointer="#/wanted")
    return None


def _places(name: str, value: float | None) -> FieldError | None:
    if value is None or Decimal(str(value)) == Decimal(str(value)).quantize(_EXACTLY):
        return None
    return FieldError("too_precise", f"Must have {PLACES} decimal places at most.", pointer=f"#/{name}")
