"""Measures of outcomes: each a share of a cohort that is named, with its follow-up window. Pure."""

from dataclasses import dataclass

from sosafe_api.domains.outcomes.vocabulary import (
    MeasurementPoint,
    OutcomeMeasureCode,
    ResultArea,
    ResultValue,
    RiskChange,
)

A, C, P, V = ResultArea, OutcomeMeasureCode, MeasurementPoint, ResultValue
LEAST_RELIABLE_BASE = 50


@dataclass(frozen=True, slots=True)
class OutcomeMeasure:
    """How many of the cases with a result in an area at a point had one of the wanted values."""

    code: OutcomeMeasureCode
    title: str
    area: ResultArea
    wanted: frozenset[str]
    point: MeasurementPoint = MeasurementPoint.CLOSURE
    follow_up_months: int | None = None

    @property
    def cohort_rule(self) -> str:
        """Which cases are the base, and which of them count."""
        area = self.area.value.replace("_", " ")
        when = f"{self.follow_up_months} months after closure" if self.follow_up_months else "at closure"
        values = " or ".join(sorted(value.replace("_", " ") for value in self.wanted))
        if self.area is A.RISK:
            return (
                f"Base: cases closed in the period whose grade of risk was stated at the beginning and {when}."
                f" Counted: those whose grade was {values} then. Cases without both are in neither."
            )
        return (
            f"Base: cases closed in the period with a result in {area} {when}."
            f" Counted: those whose result was {values}. Cases without such a result are in neither."
        )


MEASURES = (
    OutcomeMeasure(
        C.HOUSED_AT_CLOSURE, "Kept or gained a home by closure", A.HOUSING, frozenset({V.SUSTAINED, V.GAINED})
    ),
    OutcomeMeasure(
        C.HOUSED_AFTER_SIX_MONTHS,
        "Kept or gained a home six months after closure",
        A.HOUSING,
        frozenset({V.SUSTAINED, V.GAINED}),
        P.FOLLOW_UP,
        6,
    ),
    OutcomeMeasure(
        C.NO_ASB_CASE_AFTER_SIX_MONTHS,
        "No anti-social behaviour case in six months after closure",
        A.ASB_CASE,
        frozenset({V.NONE_AFTER_CLOSURE}),
        P.FOLLOW_UP,
        6,
    ),
    OutcomeMeasure(
        C.RISK_LOWER_AT_CLOSURE, "At lower risk by closure", A.RISK, frozenset({RiskChange.LOWER})
    ),
    OutcomeMeasure(
        C.SUBSTANCE_USE_DOWN_AT_CLOSURE,
        "Stopped or reduced substance use by closure",
        A.SUBSTANCE_USE,
        frozenset({V.STOPPED, V.REDUCED}),
    ),
)
