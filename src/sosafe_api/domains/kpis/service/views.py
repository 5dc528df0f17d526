"""Indicators as they cross the wire: every field stated, what is hidden or not known as null."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.labels import ListLabels
from sosafe_api.core.statistics import LEVEL
from sosafe_api.domains.kpis.repository import District
from sosafe_api.domains.kpis.rules.changes import Change
from sosafe_api.domains.kpis.rules.counts import Member
from sosafe_api.domains.kpis.rules.definition import Definition, Part
from sosafe_api.domains.kpis.rules.disclosure import POLICY_VERSIONS
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.publication import BREAKDOWN_PERIOD
from sosafe_api.domains.kpis.rules.revisions import status_of
from sosafe_api.domains.kpis.rules.table import Row
from sosafe_api.domains.kpis.rules.values import Observation
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, ObservationStatus

Json = dict[str, Any]


def definition(item: Definition) -> Json:
    method = {"level": LEVEL, "method": item.interval} if item.interval else None
    open_source = item.disclosure is DisclosurePolicy.OPEN_SOURCE
    return {
        "code": item.code,
        "title": item.title,
        "description": item.description,
        "unit": item.unit,
        "decimal_places": item.decimal_places,
        "polarity": item.polarity,
        "numerator": part(item.numerator),
        "denominator": part(item.denominator),
        "periods": list(item.periods),
        "breakdowns": [
            {"by": by, "published_periods": list(item.periods) if open_source else [BREAKDOWN_PERIOD]}
            for by in item.breakdowns
        ],
        "interval": method,
        "disclosure": item.disclosure,
        "disclosure_version": POLICY_VERSIONS[item.disclosure],
        "source": item.source,
        "licence": item.licence,
        "lag": item.lag,
        "since": item.since,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "breaks": [{"on": found.on, "note": found.note} for found in item.breaks],
        "version": item.version,
    }


def part(item: Part | None) -> Json | None:
    return {"rule": item.rule, "series": item.series, "source": item.source} if item else None


def observation(item: Definition, row: Row, district: District, revision: int, cut_off: datetime) -> Json:
    found = row.observation
    status = status_of(found.status, revision)
    return {
        "period": period(found.period),
        "area": {"code": district.code, "code_type": district.code_type, "vintage": district.vintage},
        "breakdown": member(found.breakdown, row.part),
        "value": found.value,
        "unit": item.unit,
        "decimal_places": item.decimal_places,
        "numerator": count(item.numerator, found.numerator, found.document),
        "denominator": denominator(item, found),
        "document": found.document,
        "interval": interval(item, found),
        "status": status,
        "unavailable": found.unavailable,
        "suppressed": status is ObservationStatus.SUPPRESSED,
        "revision": revision,
        "break_before": row.break_before.note if row.break_before else None,
        "previous_period": _change(row.previous_period),
        "previous_year": _change(row.previous_year),
        "definition_version": item.version,
        "data_cut_off": wire_instant(cut_off),
    }


def period(item: Period) -> Json:
    return {"start": item.start, "end": item.end, "label": item.label}


def _change(item: Change | None) -> Json | None:
    if item is None:
        return None
    return {
        "period": period(item.period),
        "value": item.value,
        "change": item.change,
        "percent": item.percent,
    }


def member(breakdown: Breakdown | None, item: Member | None) -> Json | None:
    return {"by": breakdown, "code": item.code, "name": item.name} if item else None


def count(item: Part | None, value: int | None, document: str | None) -> Json | None:
    """What was entered by hand comes from its document."""
    if item is None:
        return None
    return {"value": value, "series": item.series, "reference_date": None, "source": document or item.source}


def denominator(item: Definition, found: Observation) -> Json | None:
    if found.population is None:
        return count(item.denominator, found.denominator, found.document)
    population = found.population
    return {
        "value": population.number,
        "series": population.series,
        "reference_date": population.reference_date,
        "source": population.source,
    }


def interval(item: Definition, found: Observation) -> Json | None:
    if found.interval is None:
        return None
    low, high = found.interval
    return {"low": low, "high": high, "level": LEVEL, "method": item.interval}


def release_mark(release_id: UUID, number: int, cut_off: datetime) -> Json:
    """By which a published answer names its release; it is frozen before anybody knows when it will be published."""
    return {"id": release_id, "number": number, "data_cut_off": wire_instant(cut_off)}


def day(text: str) -> date:
    return date.fromisoformat(text)


def coded(codes: Iterable[str], labels: ListLabels) -> list[Member]:
    """Codes as parts of a breakdown, named as the code lists label them."""
    return [Member(str(code), labels.label(code).en) for code in codes]
