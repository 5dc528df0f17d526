"""Reads and writes figures entered by hand: one by one for people, by the file for the worker."""

from sosafe_api.domains.measurements.repository.figures import MeasurementRepository
from sosafe_api.domains.measurements.repository.files import Importing, MeasurementRows

__all__ = ["Importing", "MeasurementRepository", "MeasurementRows"]
