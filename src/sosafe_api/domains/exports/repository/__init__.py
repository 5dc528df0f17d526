"""Queries about exports: what their askers do, and what the background work does."""

from sosafe_api.domains.exports.repository.parts import PartRepository
from sosafe_api.domains.exports.repository.requests import ExportRepository
from sosafe_api.domains.exports.repository.runs import Begun, RunRepository

__all__ = ["Begun", "ExportRepository", "PartRepository", "RunRepository"]
