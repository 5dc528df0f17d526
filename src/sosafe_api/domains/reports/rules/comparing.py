"""What changed since the report before. Figures are measured four times a year and reported every four weeks."""

from typing import Any

from sosafe_api.domains.reports.vocabulary import Movement

Json = dict[str, Any]
_COUNTS = ("numerator", "denominator")


def compared(now: Json, before: Json | None, before_stands_on: str | None) -> Json:
    """How a measure moved: `movement`, `unchanged_since`, `previous_value` and its `revisions`.

    Values of earlier periods count as revised as well, when they are no longer what they were.
    """
    if before is not None and before.get("period") != now["period"]:  # a year is no revision of a quarter
        before = before | {"latest": None, "observations": []}
    latest, was = now["latest"], (before or {}).get("latest")
    movement = _movement(latest, was, known=before is not None)
    since = None
    if movement is Movement.UNCHANGED:
        since = (before or {}).get("unchanged_since") or before_stands_on
    return {
        "movement": movement.value,
        "unchanged_since": since,
        "previous_value": was["value"] if was else None,
        "revisions": _revisions(now["observations"], (before or {}).get("observations") or []),
    }


def measures_of(content: Json) -> dict[str, Json]:
    """The measures of a report that an indicator shows, by its code."""
    return {
        measure["kpi"]: measure
        for objective in content["objectives"]
        for measure in objective["measures"]
        if measure["kpi"]
    }


def counted(objectives: list[Json]) -> dict[str, int]:
    """How many measures moved in which way."""
    moved = [measure["movement"] for objective in objectives for measure in objective["measures"]]
    return {each.value: moved.count(each.value) for each in Movement}


def _movement(latest: Json | None, was: Json | None, *, known: bool) -> Movement:
    if latest is None:
        return Movement.NO_VALUE
    if not known:
        return Movement.FIRST
    if was is None or latest["period"]["end"] > was["period"]["end"]:
        return Movement.NEW
    return Movement.UNCHANGED if _figures(latest) == _figures(was) else Movement.REVISED


def _figures(observation: Json) -> list[Any]:
    counts = [(observation[name] or {}).get("value") for name in _COUNTS]
    return [observation["value"], *counts]


def _revisions(now: list[Json], before: list[Json]) -> list[Json]:
    known = {each["period"]["start"]: each for each in before if each["value"] is not None}
    return [
        {"period": each["period"], "before": known[start]["value"], "after": each["value"]}
        for each in now
        if (start := each["period"]["start"]) in known and each["value"] != known[start]["value"]
    ]
