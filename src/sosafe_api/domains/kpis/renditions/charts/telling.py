"""What a chart shows, in plain sentences: for those who do not see it, and as a text of its own."""

from collections.abc import Callable, Sequence

from sosafe_api.domains.kpis.renditions.charts.series import Point, points_of
from sosafe_api.domains.kpis.renditions.charts.words import code, listed, number, unit
from sosafe_api.domains.kpis.renditions.table import Json, RenderedTable

Say = Callable[[float], str]
_BETTER = {"lower_better": "Lower is better.", "higher_better": "Higher is better."}
MOST_NAMED = 8


def told_trend(table: RenderedTable) -> list[str]:
    """Sentences: what and when, the latest value, extremes, target, limits, signals, breaks and gaps."""
    points = points_of(table)
    said = [f"{table.definition['title']}. {unit(table.definition['unit'])}."]
    if not points:
        return [*said, "There is no period to show yet."]
    periods = f"{len(points)} periods, from {points[0].name} to {points[-1].name}."
    said.append(periods if len(points) > 1 else f"One period, {points[0].name}.")
    known = [point for point in points if point.value is not None]
    if not known:
        said.append("No value can be shown.")
    else:
        observation = next(each for each in reversed(table.whole) if each["value"] is not None)
        said += [_latest(table, observation), *_of_known(table, known)]
    return [*said, *_notes(points), *([table.rounding] if table.rounding else [])]


def told_parts(table: RenderedTable, parts: Sequence[Json]) -> list[str]:
    """Sentences: what, when, and each part with its value or why there is none."""
    period = parts[0]["period"]["label"]
    by, title = f"by {code(table.by or '')}", str(table.definition["title"])
    named = title if by in title.lower() else f"{title}, {by}"
    said = [f"{named}, {period}. {unit(table.definition['unit'])}."]
    return said + [f"{each['breakdown']['name']}: {_value(table, each)}." for each in parts]


def _say(table: RenderedTable) -> Say:
    definition = table.definition
    return lambda value: number(value, definition["unit"], definition["decimal_places"])


def _value(table: RenderedTable, observation: Json) -> str:
    if observation["value"] is None:
        return "hidden, so that no small count is told" if observation["suppressed"] else "not available"
    parts = [_say(table)(observation["value"])]
    numerator, denominator = ((observation[name] or {}).get("value") for name in ("numerator", "denominator"))
    if numerator is not None and denominator is not None:
        parts.append(f"{numerator:,} out of {denominator:,}")
    if observation["interval"]:
        say, interval = _say(table), observation["interval"]
        parts.append(f"{interval['level']:.0%} interval {say(interval['low'])} to {say(interval['high'])}")
    if observation["status"] != "final":
        parts.append(code(observation["status"]))
    return parts[0] if len(parts) == 1 else f"{parts[0]} ({'; '.join(parts[1:])})"


def _latest(table: RenderedTable, observation: Json) -> str:
    return f"Latest value: {_value(table, observation)}, in {observation['period']['label']}."


def _of_known(table: RenderedTable, known: Sequence[Point]) -> list[str]:
    say, latest = _say(table), known[-1]
    said = []
    if len(known) > 1:
        highest = max(known, key=lambda point: point.value or 0)
        lowest = min(known, key=lambda point: point.value or 0)
        said.append(
            f"Highest: {say(highest.value or 0)} in {highest.name};"
            f" lowest: {say(lowest.value or 0)} in {lowest.name}."
        )
    said += [text for text in [_BETTER.get(table.definition["polarity"])] if text]
    if latest.target is not None and latest.value is not None:
        difference = latest.value - latest.target
        where = "at" if not difference else "above" if difference > 0 else "below"
        said.append(f"Target: {say(latest.target)}; the latest value is {where} it.")
    if latest.mean is not None and len(known) > 1:
        limits = f", limits {say(latest.limits[0])} to {say(latest.limits[1])}" if latest.limits else ""
        trial = " (trial limits, of fewer than 12 values)" if latest.limits and latest.trial else ""
        said.append(f"Mean {say(latest.mean)}{limits}{trial}.")
    return said


def _notes(points: Sequence[Point]) -> list[str]:
    signals = [f"{p.name} ({', '.join(code(each) for each in p.signals)})" for p in points if p.signals]
    broken = [_broken(point) for point in points if point.broken is not None]
    groups = {
        "More than chance": signals,
        "The series is broken before": broken,
        "Provisional": [point.name for point in points if point.status == "provisional"],
        "Revised": [point.name for point in points if point.status == "revised"],
        "Hidden, so that no small count is told": _without(points, "suppressed"),
        "Not available": _without(points, "not_available"),
    }
    if not signals and any(point.limits is not None for point in points):
        groups = {"No value lies outside what chance would give": [], **groups}
    return [
        f"{said}: {_named(names)}." if names else f"{said}."
        for said, names in groups.items()
        if names or said.startswith("No ")
    ]


def _broken(point: Point) -> str:
    return f"{point.name} ({point.broken.rstrip('.')})" if point.broken else point.name


def _without(points: Sequence[Point], status: str) -> list[str]:
    return [point.name for point in points if point.value is None and point.status == status]


def _named(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return listed(names)
    return f"{len(names)} periods, the first {names[0]}, the last {names[-1]}"
