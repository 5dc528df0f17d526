"""A table of values as a control chart: points with limits and signals, parts, assurance. Reckoned from
what is shown alone, so that a reader can reckon it again and nothing hidden follows from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sosafe_api.core.control_charts import (
    Better,
    ChartPoint,
    Limits,
    PartStart,
    assurance,
    control_chart,
    exact,
    variation,
)
from sosafe_api.core.statistics import rounded
from sosafe_api.domains.kpis.rules.assessment import (
    Json,
    Targets,
    better,
    financial_year_of,
    part_charted,
    period_of,
)
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from sosafe_api.domains.targets.vocabulary import WantedDirection

# Periods that overlap share their counts, so a chart's rules would see runs where there are none.
CHARTED = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.SERVICE_YEAR,
)
PLACES_BEYOND = 2  # of means and limits, beyond those of the values


@dataclass(frozen=True, slots=True)
class ChartBaseline:
    """From when mean and limits are reckoned anew, until which day they rest on values, and why."""

    starts_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Charting:
    """How a table is charted."""

    definition: Definition
    kind: PeriodKind
    targets: Targets
    baselines: Sequence[ChartBaseline]
    screening: bool = True


def analysis_of(charting: Charting, observations: Sequence[Json]) -> Json:
    """Of the whole partnership, and under `split` of each part; observations as sent, earliest first."""
    by_member: dict[str | None, list[Json]] = {None: []}
    for row in observations:
        by_member.setdefault(row["breakdown"]["code"] if row["breakdown"] else None, []).append(row)
    split = [
        {"breakdown": rows[0]["breakdown"], **_series(charting, rows, {})}
        for member, rows in by_member.items()
        if member is not None
    ]
    return {
        "kpi_code": charting.definition.code,
        "period_kind": charting.kind,
        "unit": charting.definition.unit,
        "polarity": charting.definition.polarity,
        "screening": charting.screening,
        **_series(charting, by_member[None], charting.targets),
        "split": split,
    }


def _series(charting: Charting, rows: Sequence[Json], targets: Targets) -> Json:
    periods = [period_of(row, charting.kind) for row in rows]
    starts = _starts(charting, periods)
    points = control_chart(
        [row["value"] for row in rows], [start for start, _ in starts], screening=charting.screening
    )
    floored = all(point.value is None or point.value >= 0 for point in points)
    levels = [_level(charting, targets, period) for period in periods]
    wanted = _wanted(charting, targets, periods)
    last = next((index for index in reversed(range(len(points))) if points[index].limits), None)
    return {
        "points": [
            _point(charting, row, point, level, wanted) | _lines(charting, point.limits, floored=floored)
            for row, point, level in zip(rows, points, levels, strict=True)
        ],
        "parts": _parts(charting, rows, points, dict(_reasons(starts)), floored=floored),
        "missing": sum(1 for row in rows if row["value"] is None),
        "wanted": wanted,
        "assurance": None if last is None else assurance(points[last].limits, levels[last], _better(wanted)),
    }


def _better(wanted: WantedDirection | None) -> Better | None:
    return Better(wanted.value) if wanted else None


def _wanted(charting: Charting, targets: Targets, periods: Sequence[Period]) -> WantedDirection | None:
    """By the indicator itself, or else by the target of the latest period."""
    target = targets.get(financial_year_of(periods[-1])) if periods else None
    return better(charting.definition) or (target.wanted if target else None)


def _starts(charting: Charting, periods: Sequence[Period]) -> list[tuple[PartStart, str]]:
    """Where parts begin: at a break in the series, and at the first period within a baseline; with the reason."""
    found: dict[int, tuple[PartStart, str]] = {}
    for each in charting.definition.breaks:
        index = _first(periods, each.on)
        if index:  # what broke before the first period is no part of the chart
            found[index] = (PartStart(index), each.note)
    for baseline in charting.baselines:
        index = _first(periods, baseline.starts_on)
        end = None
        if baseline.ends_on is not None:
            end = sum(1 for period in periods if period.end <= _after(baseline.ends_on))
        found[index] = (PartStart(index, end), baseline.reason)
    return [found[index] for index in sorted(found) if index < len(periods)]


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _first(periods: Sequence[Period], day: date) -> int:
    return sum(1 for period in periods if period.start < day)


def _reasons(starts: Sequence[tuple[PartStart, str]]) -> list[tuple[int, str]]:
    return [(start.index, reason) for start, reason in starts]


def _level(charting: Charting, targets: Targets, period: Period) -> Fraction | None:
    target = targets.get(financial_year_of(period))
    return exact(target.value) * part_charted(charting.definition, period) if target else None


def _number(charting: Charting, value: Fraction | None, *, clipped: bool = False) -> float | None:
    if value is None:
        return None
    shown = max(value, Fraction(0)) if clipped else value
    return float(rounded(shown, charting.definition.decimal_places + PLACES_BEYOND))


def _lines(charting: Charting, limits: Limits | None, *, floored: bool) -> Json:
    """Where nothing is below 0, a line is drawn there at the lowest; corrections of money can outweigh the rest."""
    names = ("mean", "upper", "lower", "near_upper", "near_lower")
    values = {name: getattr(limits, name) if limits else None for name in names}
    return {
        "mean": _number(charting, values["mean"]),
        "upper_limit": _number(charting, values["upper"]),
        "lower_limit": _number(charting, values["lower"], clipped=floored),
        "near_upper_limit": _number(charting, values["near_upper"]),
        "near_lower_limit": _number(charting, values["near_lower"], clipped=floored),
    }


def _point(
    charting: Charting, row: Json, point: ChartPoint, level: Fraction | None, wanted: WantedDirection | None
) -> Json:
    told = point.value is not None and point.limits is not None
    return {
        "period": row["period"],
        "value": row["value"],
        "status": row["status"],
        "part": point.part,
        "moving_range": _number(charting, point.moving_range),
        "target": _number(charting, level),
        "signals": [signal.value for signal, _ in point.signals],
        "variation": variation(point, _better(wanted)).value if told else None,
    }


def _parts(
    charting: Charting,
    rows: Sequence[Json],
    points: Sequence[ChartPoint],
    reasons: Mapping[int, str],
    *,
    floored: bool,
) -> list[Json]:
    found: dict[int, Json] = {}
    for index, point in enumerate(points):
        limits = point.limits
        if point.part in found:
            found[point.part]["end"] = rows[index]["period"]["end"]
            continue
        found[point.part] = {
            "number": point.part,
            "start": rows[index]["period"]["start"],
            "end": rows[index]["period"]["end"],
            "reason": reasons.get(index),
            **_lines(charting, limits, floored=floored),
            "computed_lower_limit": _number(charting, limits.lower if limits else None),
            "mean_moving_range": _number(charting, limits.mean_moving_range if limits else None),
            "points": limits.points if limits else 0,
            "screened_out": limits.screened_out if limits else 0,
            "trial": limits.trial if limits else True,
        }
    return list(found.values())
