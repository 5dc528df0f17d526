"""JSON-stat 2.0: the table as a cube of time, area, part and figure (json-stat.org/full)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import msgspec

from sosafe_api.domains.kpis.renditions.periods import time_period
from sosafe_api.domains.kpis.renditions.statuses import MEANINGS, shorthand
from sosafe_api.domains.kpis.renditions.table import JSON_STAT_TYPE, Json, RenderedTable, Rendition, rendition

NAME = "observations.json-stat.json"
Members = dict[str, Json]  # codes in the order in which they come, each with the first observation of it
WHOLE = "_whole"  # no part's code begins like this
_UNIT_LABELS = {
    "count": "number",
    "days": "days",
    "percent": "per cent",
    "per_1000_households": "per 1,000 households",
    "per_1000_population": "per 1,000 residents",
    "per_10000_population": "per 10,000 residents",
    "pounds_sterling": "pounds",
}


def files(table: RenderedTable) -> Iterator[Rendition]:
    """None for a table without any period: a cube has no empty edge."""
    if table.observations:
        yield rendition(table, NAME, JSON_STAT_TYPE, msgspec.json.encode(dataset_of(table)))


def dataset_of(table: RenderedTable) -> Json:
    """Values in row-major order; each hole has its status, by its place."""
    edges = _edges(table)
    values, status = _cells(table, *edges)
    times, areas, parts, metrics = edges
    dimensions = {
        "time": _dimension("Period", times, lambda each: each["period"]["label"]),
        "area": _dimension("Area", areas, lambda each: each["area"]["code"]),
        **({table.by: _dimension(table.by.capitalize(), parts, _part_name)} if table.by else {}),
        "metric": {"label": "Figure", "category": _metric_category(table, metrics)},
    }
    sizes = [len(times), len(areas), *([len(parts)] if table.by else []), len(metrics)]
    said: Json = {
        "version": "2.0",
        "class": "dataset",
        "label": table.definition["title"],
        "source": table.definition["source"],
        "note": [
            table.definition["description"],
            *([table.rounding] if table.rounding else []),
            *(f"{mark} {text}" for mark, text in MEANINGS.items()),
        ],
        "role": {"time": ["time"], "geo": ["area"], "metric": ["metric"]},
        "id": list(dimensions),
        "size": sizes,
        "dimension": dimensions,
        "value": values,
        "status": status,
    }
    if table.release:
        said["updated"] = table.release["data_cut_off"]
    return said


def _edges(table: RenderedTable) -> tuple[Members, Members, Members, list[str]]:
    """Periods, areas, parts and figures, each in the order in which they come."""
    times = _first_of(table.observations, _time)
    areas = _first_of(table.observations, _area)
    return times, areas, _first_of(table.observations, _part), _metrics(table)


def _cells(
    table: RenderedTable, times: Members, areas: Members, parts: Members, metrics: list[str]
) -> tuple[list[float | None], dict[str, str]]:
    cells = {(_time(each), _area(each), _part(each)): each for each in table.observations}
    values: list[float | None] = []
    status: dict[str, str] = {}
    for time, area, part, metric in product(times, areas, parts, metrics):
        observation = cells.get((time, area, part))
        value = _read(observation, metric)
        mark = _mark(observation, metric, value)
        if mark:
            status[str(len(values))] = mark
        values.append(value)
    return values, status


def _time(observation: Json) -> str:
    return time_period(observation["period"])


def _area(observation: Json) -> str:
    return str(observation["area"]["code"])


def _part(observation: Json) -> str:
    return str(observation["breakdown"]["code"]) if observation["breakdown"] else WHOLE


def _part_name(observation: Json) -> str:
    return str(observation["breakdown"]["name"]) if observation["breakdown"] else "Whole partnership"


def _first_of(observations: Sequence[Json], code: Callable[[Json], str]) -> Members:
    """Codes in the order in which they come, each with the first observation of it."""
    found: Members = {}
    for each in observations:
        found.setdefault(code(each), each)
    return found


def _dimension(label: str, members: Members, name: Callable[[Json], str]) -> Json:
    labels = {code: name(each) for code, each in members.items()}
    return {"label": label, "category": {"index": list(members), "label": labels}}


def _metrics(table: RenderedTable) -> list[str]:
    definition = table.definition
    return [
        "value",
        *(["numerator"] if definition["numerator"] else []),
        *(["denominator"] if definition["denominator"] else []),
        *(["interval_low", "interval_high"] if definition["interval"] else []),
    ]


def _metric_category(table: RenderedTable, metrics: list[str]) -> Json:
    definition = table.definition
    words = {
        "value": definition["title"],
        "numerator": (definition["numerator"] or {}).get("rule"),
        "denominator": (definition["denominator"] or {}).get("rule"),
        "interval_low": "Lower limit of the interval",
        "interval_high": "Upper limit of the interval",
    }
    own = {
        "label": _UNIT_LABELS.get(definition["unit"], definition["unit"]),
        "decimals": definition["decimal_places"],
    }
    counted = {"label": "number", "decimals": 0}
    units = {
        "value": own,
        "numerator": counted,
        "denominator": counted,
        "interval_low": own | {"decimals": max(definition["decimal_places"], 1)},
        "interval_high": own | {"decimals": max(definition["decimal_places"], 1)},
    }
    return {
        "index": metrics,
        "label": {each: words[each] for each in metrics},
        "unit": {each: units[each] for each in metrics},
    }


def _read(observation: Json | None, metric: str) -> float | None:
    if observation is None:
        return None
    if metric == "value":
        found = observation["value"]
    elif metric.startswith("interval_"):
        found = (observation["interval"] or {}).get(metric.removeprefix("interval_"))
    else:
        found = (observation[metric] or {}).get("value")
    return None if found is None else float(found) if found != int(found) else int(found)


def _mark(observation: Json | None, metric: str, value: float | None) -> str:
    """A hole is confidential with its value, else not available; an interval without need is not applicable."""
    if observation is None:
        return "[x]"
    if metric == "value" or (value is None and observation["suppressed"]):
        return shorthand(observation)
    if value is None:
        known = observation["value"] is not None
        return "[z]" if known and metric.startswith("interval_") else "[x]"
    return ""
