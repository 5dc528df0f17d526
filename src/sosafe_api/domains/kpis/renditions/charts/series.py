"""A table's values as a chart draws them: one point a period, in runs that nothing interrupts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sosafe_api.domains.kpis.renditions.statuses import breaks, revised
from sosafe_api.domains.kpis.renditions.table import Json, RenderedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A period: its value with what explains it; None is not there. `run` counts up at a gap and at a break."""

    label: str
    name: str
    value: float | None
    status: str
    interval: tuple[float, float] | None
    broken: str | None
    target: float | None
    mean: float | None
    limits: tuple[float, float] | None
    trial: bool  # the limits rest on fewer than twelve values
    signals: tuple[str, ...]
    run: int


def points_of(table: RenderedTable) -> list[Point]:
    """The whole partnership's values, earliest first, with limits, signals and targets where there are any."""
    whole = table.whole
    shared = _shared(table)
    analysis = _by_start(table.analysis)
    trials = {each["number"] for each in (table.analysis or {}).get("parts") or () if each["trial"]}
    found: list[Point] = []
    run = 0
    for each in whole:
        if breaks(each) or (found and found[-1].value is None):
            run += 1
        known = analysis.get(each["period"]["start"], {})
        found.append(
            Point(
                label=each["period"]["label"].removeprefix(shared),
                name=each["period"]["label"],
                value=each["value"],
                status=_status(each),
                interval=_pair(each["interval"], "low", "high"),
                broken=_break_note(each),
                target=_number(known.get("target") or each.get("target")),
                mean=_number(known.get("mean")),
                limits=_pair(known, "lower_limit", "upper_limit"),
                trial=known.get("part") in trials,
                signals=tuple(map(str, known.get("signals") or ())),
                run=run,
            )
        )
    return found


def shared_words(table: RenderedTable) -> str:
    """What the names of all periods begin with: `12 months to`."""
    return _shared(table).strip()


def _shared(table: RenderedTable) -> str:
    names = [each["period"]["label"] for each in table.whole]
    heads = {name.rpartition(" to ")[0] for name in names}
    return f"{heads.pop()} to " if len(names) > 1 and len(heads) == 1 and "" not in heads else ""


def _by_start(analysis: Json | None) -> dict[str, Json]:
    """What the analysis says of each period, by the period's first day."""
    points: Sequence[Json] = (analysis or {}).get("points") or ()
    return {each["period"]["start"]: each for each in points}


def _status(observation: Json) -> str:
    """A provisional value may change again, so that weighs more than that it did."""
    status = str(observation["status"])
    return "revised" if revised(observation) and status != "provisional" else status


def _break_note(observation: Json) -> str | None:
    """Why the series is broken before this value; None where it is not."""
    if not breaks(observation):
        return None
    return str(observation["break_before"])


def _number(said: Any) -> float | None:
    """Of a number, or of what has a `value`."""
    found = said.get("value") if isinstance(said, dict) else said
    return None if found is None else float(found)


def _pair(said: Json | None, low: str, high: str) -> tuple[float, float] | None:
    lower, upper = (_number((said or {}).get(name)) for name in (low, high))
    return None if lower is None or upper is None else (lower, upper)
