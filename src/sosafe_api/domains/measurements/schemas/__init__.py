"""What crosses the wire about measurements."""

from sosafe_api.domains.measurements.schemas.measurements import (
    MeasurementIn,
    MeasurementOut,
    MeasurementPage,
    MeasurementPatch,
    MeasurementQuery,
    MeasurementReleaseIn,
    MeasurementReleaseOut,
    MeasurementTransitionIn,
)

__all__ = [
    "MeasurementIn",
    "MeasurementOut",
    "MeasurementPage",
    "MeasurementPatch",
    "MeasurementQuery",
    "MeasurementReleaseIn",
    "MeasurementReleaseOut",
    "MeasurementTransitionIn",
]
