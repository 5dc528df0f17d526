"""What is told as a risk: actions that miss their target or stand still, and measures rated red."""

from collections.abc import Sequence
from typing import Any

from sosafe_api.domains.reports.vocabulary import RiskKind

Json = dict[str, Any]
_OF_STATUS = {"off_track": RiskKind.ACTION_OFF_TRACK, "at_risk": RiskKind.ACTION_AT_RISK}


def risks_of(objectives: Sequence[Json], actions: Sequence[Json]) -> list[Json]:
    """The worst first: off track, at risk, not moved, then measures."""
    found = [
        {"kind": kind.value, "text": f"Action {action['number']}: {action['title']}"}
        for action in actions
        if (kind := _kind(action)) is not None
    ]
    found += [
        {"kind": RiskKind.MEASURE_RED.value, "text": measure["description"]}
        for objective in objectives
        for measure in objective["measures"]
        if measure["rating"] == "red"
    ]
    order = list(RiskKind)
    return sorted(found, key=lambda risk: order.index(RiskKind(risk["kind"])))


def _kind(action: Json) -> RiskKind | None:
    if action["status"] in _OF_STATUS:
        return _OF_STATUS[action["status"]]
    return RiskKind.ACTION_UNMOVED if action["unmoved"] else None
