"""What numbers a figure has: a count one, a share and a rate two. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.measurements.vocabulary import MeasuredKpi


class FigureKind(StrEnum):
    """How a value is made from the numbers."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"


FIGURES: dict[MeasuredKpi, FigureKind] = {
    MeasuredKpi.CLIENTS_SATISFIED: FigureKind.SHARE,
    MeasuredKpi.DOMESTIC_ABUSE_INCIDENTS: FigureKind.COUNT,
    MeasuredKpi.DOMESTIC_ABUSE_RATE: FigureKind.RATE,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The numbers entered."""

    numerator: int
    denominator: int | None


def figure_errors(kpi: MeasuredKpi, figure: Figure) -> list[FieldError]:
    """What is wrong with the numbers of an indicator's figure."""
    kind = FIGURES[kpi]
    if kind is FigureKind.COUNT:
        if figure.denominator is None:
            return []
        return [FieldError("not_wanted", "Must not be given for a count.", "#/denominator")]
    if figure.denominator is None:
        return [FieldError("required", "Must be given for a share or a rate.", "#/denominator")]
    if kind is FigureKind.SHARE and figure.numerator > figure.denominator:
        return [FieldError("too_large", "Must be at most `denominator`.", "#/numerator")]
    return []
