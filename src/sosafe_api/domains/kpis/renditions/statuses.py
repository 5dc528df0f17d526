"""Statuses in the words of others: the Government Statistical Service's shorthand, and SDMX code lists.

Sources: Analysis Function, "Symbols in tables: definitions and help"; SDMX cross-domain code lists CL_OBS_STATUS and
CL_CONF_STATUS. Which counts are hidden for their own sake and which for others' is told nowhere: it would give
away the range of the hidden ones. So a hidden value is confidential, C, never A or D.
"""

from typing import Any

SMALLEST_RELIABLE_BASE = 50
_SHORTHAND = {"provisional": "[p]", "revised": "[r]", "suppressed": "[c]", "not_available": "[x]"}
_OBSERVATION_STATUS = {"provisional": "P", "suppressed": "Q", "not_available": "O"}
MEANINGS = {
    "[b]": "Break in the series: not comparable with what is before.",
    "[c]": "Confidential: hidden, so that no small count is told.",
    "[p]": "Provisional: may still change.",
    "[r]": "Revised since it was first published.",
    "[u]": "Low reliability: out of fewer than 50.",
    "[x]": "Not available.",
    "[z]": "Not applicable.",
}


def breaks(observation: dict[str, Any]) -> bool:
    """Whether the series is broken before this value."""
    return bool(observation.get("break_before"))


def revised(observation: dict[str, Any]) -> bool:
    """Whether a value is no longer what was first published."""
    return observation["value"] is not None and bool(observation.get("revision"))


def unreliable(observation: dict[str, Any]) -> bool:
    """Whether it is a percentage out of too few."""
    base = (observation["denominator"] or {}).get("value")
    is_share = observation["unit"] == "percent" and observation["value"] is not None
    return is_share and base is not None and base < SMALLEST_RELIABLE_BASE


def shorthand(observation: dict[str, Any]) -> str:
    """What is to be said of a value, in brackets: `[p]`, `[b] [p]`, or nothing."""
    found = _SHORTHAND.get(observation["status"], "")
    if revised(observation) and found != "[r]":
        found = f"[r] {found}".strip()
    marks = ["[b]" if breaks(observation) else "", found, "[u]" if unreliable(observation) else ""]
    return " ".join(mark for mark in marks if mark)


def observation_status(observation: dict[str, Any]) -> str:
    """One code of CL_OBS_STATUS: what keeps a value from being there, else what weighs most."""
    status = observation["status"]
    if observation["value"] is None:
        return _OBSERVATION_STATUS.get(status, "O")
    if breaks(observation):
        return "B"
    if status in _OBSERVATION_STATUS:
        return _OBSERVATION_STATUS[status]
    return "U" if unreliable(observation) else "A"


def confidentiality(observation: dict[str, Any]) -> str:
    """A code of CL_CONF_STATUS."""
    return "C" if observation["suppressed"] else "F"
