"""A report in words: every figure, day and code as text, so that page and PDF only lay it out."""

from datetime import date, datetime
from typing import Any

from sosafe_api.core.labels import ListLabels
from sosafe_api.domains.action_plans.labels import LABELS as PLAN_LABELS
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus
from sosafe_api.domains.kpis.renditions.charts.words import code as spoken
from sosafe_api.domains.kpis.renditions.charts.words import number, unit
from sosafe_api.domains.kpis.renditions.statuses import MEANINGS, shorthand
from sosafe_api.domains.reports.labels import LABELS
from sosafe_api.domains.reports.vocabulary import Movement, ReportKind, RiskKind

Json = dict[str, Any]
NOTHING = "none"


def told(report: Json, content: Json) -> Json:
    """`report` is its row: kind, days and when it was frozen."""
    group = content["group"] or LABELS[ReportKind].label(report["kind"]).en
    objectives = [_objective(each) for each in content["objectives"]]
    marks = sorted({mark for each in objectives for row in each["rows"] for mark in row["marks"]})
    return {
        "title": f"Report to the {group}",
        "subtitle": content["partnership"],
        "stands_on": _day(report["stands_on"]),
        "facts": _facts(report, content),
        "summary": _summary(content),
        "objectives": objectives,
        "marks": [f"{mark} {MEANINGS[mark]}" for mark in marks],
        "overdue": [_overdue(each) for each in content["overdue_actions"]],
        "milestones": [
            [f"Action {each['action_number']}", each["title"], _day(each["due_on"])]
            for each in content["late_milestones"]
        ],
        "completed": [
            [f"Action {each['number']}", each["title"], _day(each["completed_on"])]
            for each in content["completed_actions"]
        ],
        "risks": [_risk(each) for each in content["risks"]],
    }


def _facts(report: Json, content: Json) -> list[list[str]]:
    last = date.fromordinal(_as_day(report["ends_on"]).toordinal() - 1)
    strategy, plan = content["strategy"], content["plan"]
    return [
        ["As at", _day(report["stands_on"])],
        ["About", f"{_day(report['starts_on'])} to {_day(last)}"],
        ["Strategy", strategy["name"] if strategy else "None is in force"],
        ["Action plan", plan["financial_year"] if plan else "None is agreed for this year"],
        ["Compared with", _before(content)],
        ["Figures frozen on", _day(report["created_at"])],
    ]


def _before(content: Json) -> str:
    before = content["previous_stands_on"]
    return f"The report as at {_day(before)}" if before else "No earlier report"


def _summary(content: Json) -> list[str]:
    moved, late = content["moved"], len(content["overdue_actions"])
    revised = sum(bool(each["revisions"]) for item in content["objectives"] for each in item["measures"])
    said = []
    if moved["new"] or moved["revised"]:
        said.append(
            f"Measures with a new value: {moved['new']}; with a revised one: {moved['revised']};"
            f" unchanged: {moved['unchanged']}."
        )
    elif moved["unchanged"] and not revised:
        said.append("No figure has changed since the report before: they are measured every quarter.")
    elif moved["unchanged"]:
        said.append(f"Latest values unchanged: {moved['unchanged']}.")
    if revised:
        said.append(f"Measures with revised figures of earlier periods: {revised}.")
    if moved["no_value"]:
        said.append(f"Measures without a value: {moved['no_value']}.")
    said.append(f"Overdue: {late} of {content['unfinished_actions']} unfinished actions.")
    said.append(f"Actions completed in these days: {len(content['completed_actions'])}.")
    return said


def _objective(objective: Json) -> Json:
    return {
        "number": objective["number"],
        "heading": f"Objective {objective['number']}: {objective['title']}",
        "rows": [_row(each) for each in objective["measures"]],
    }


def _row(measure: Json) -> Json:
    """A measure's cells, and what stands below its chart."""
    latest, definition = measure["latest"], measure["definition"]
    marks = shorthand(latest) if latest else ""
    cells = {"value": "not known", "period": NOTHING, "counts": NOTHING, "target": NOTHING}
    if latest:
        value = number(latest["value"], definition["unit"], definition["decimal_places"])
        cells |= {"value": f"{value} {marks}".strip(), "period": latest["period"]["label"]}
        cells["counts"] = _counts(latest)
    if measure["target"] is not None:
        cells["target"] = _target(measure)
    return {
        **cells,
        "name": measure["description"],
        "unit": unit(definition["unit"]) if definition else "",
        "rating": _coded(measure["rating"]),
        "direction": _coded(measure["direction"]),
        "change": _change(measure),
        "kpi": measure["kpi"],
        "title": definition["title"] if definition else measure["description"],
        "told": measure["told"] or "",
        "marks": marks.split(),
    }


def _target(measure: Json) -> str:
    """`83`, or with what it rates, where that is not the latest value: `33.00 (49.03 in 2018/19 to Sep)`."""
    rated, definition = measure["rated"], measure["definition"]
    target, value = (
        number(each, definition["unit"], definition["decimal_places"])
        for each in (measure["target"], rated["value"])
    )
    latest = measure["latest"]
    if latest and rated["period"] == latest["period"]:
        return target
    return f"{target} ({value} in {rated['period']['label']})"


def _coded(code: str | None) -> str:
    return spoken(code).capitalize() if code else NOTHING


def _counts(latest: Json) -> str:
    numerator, denominator = ((latest[name] or {}).get("value") for name in ("numerator", "denominator"))
    if numerator is None or denominator is None:
        return NOTHING
    return f"{numerator:,} of {denominator:,}"


def _change(measure: Json) -> str:
    """`New; was 22.31`, `Unchanged since 18 April 2018`."""
    movement = Movement(measure["movement"])
    if movement is Movement.UNCHANGED and measure["unchanged_since"]:
        said = f"Unchanged since {_day(measure['unchanged_since'])}"
    else:
        said = LABELS[Movement].label(movement.value).en
    previous, definition = measure["previous_value"], measure["definition"]
    if movement in {Movement.NEW, Movement.REVISED} and previous is not None:
        said += f"; was {number(previous, definition['unit'], definition['decimal_places'])}"
    revised = [each["period"]["label"] for each in measure["revisions"]]
    return f"{said}; revised: {', '.join(revised)}" if revised else said


def _overdue(action: Json) -> list[str]:
    days = action["days_overdue"]
    return [
        f"Action {action['number']}",
        action["title"],
        action["owner"],
        _label(PLAN_LABELS.get(PlanActionStatus), action["status"]),
        _day(action["due_on"]),
        f"{days} day{'s' if days > 1 else ''}",
    ]


def _risk(risk: Json) -> list[str]:
    return [_label(LABELS[RiskKind], risk["kind"]), risk["text"]]


def _label(labels: ListLabels | None, code: str) -> str:
    return labels.label(code).en if labels else spoken(code).capitalize()


def _as_day(said: str | date | datetime) -> date:
    if isinstance(said, str):
        return date.fromisoformat(said[:10])
    return said.date() if isinstance(said, datetime) else said


def _day(said: str | date | datetime) -> str:
    """`8 September 2021`."""
    day = _as_day(said)
    return f"{day.day} {day:%B %Y}"
