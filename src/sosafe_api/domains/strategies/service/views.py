"""How strategies are shown: each view lists its fields, so that no new column is shown by accident."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.strategies.models import Objective, ObjectiveMeasure, Strategy, StrategyCorrection
from sosafe_api.domains.strategies.rules import TRANSITIONS
from sosafe_api.domains.strategies.vocabulary import StrategyStatus

Json = dict[str, Any]


def allowed(row: Strategy) -> list[StrategyStatus]:
    open_to = TRANSITIONS[StrategyStatus(row.status)]
    return [status for status in StrategyStatus if status in open_to]


def summary(row: Strategy, etag: str, today: date) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "number": row.number,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "in_force": row.status == StrategyStatus.ADOPTED and row.starts_on <= today < row.ends_on,
        "created_by": row.created_by,
        "adopted_by": row.adopted_by,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "allowed_transitions": allowed(row),
        "etag": etag,
    }


def objectives(rows: Sequence[Objective], measures: Sequence[ObjectiveMeasure]) -> list[Json]:
    return [
        {
            "id": row.id,
            "number": row.number,
            "title": row.title,
            "measures": [
                {"number": each.number, "description": each.description, "kpi": each.kpi}
                for each in measures
                if each.objective_id == row.id
            ],
        }
        for row in rows
    ]


def correction(row: StrategyCorrection) -> Json:
    return {
        "reason": row.reason,
        "changes": row.changes,
        "corrected_by": row.corrected_by,
        "corrected_at": wire_instant(row.corrected_at),
    }


def listed_objective(row: Any) -> Json:
    return {
        "id": row.id,
        "strategy_id": row.strategy_id,
        "strategy_name": row.strategy_name,
        "number": row.number,
        "title": row.title,
    }
