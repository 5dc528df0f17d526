"""Indicators as they cross the wire: every field stated, what is hidden or not known as null."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.labels import ListLabels
from sosafe_api.core.statistics import LEVEL
from sosafe_api.domains.kpis.repository import District
from sosafe_api.domains.kpis.rules.counts import Member
from sosafe_api.domains.kpis.rules.definition import Definition, Part
from sosafe_api.domains.kpis.rules.disclosure import POLICY_VERSIONS
from sosafe_api.domains.kpis.rules.publication import BREAKDOWN_PERIOD
from sosafe_api.domains.kpis.rules.values import Observation
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, ObservationStatus

Json = dict[str, Any]


def definition(item: Definition) -> Json:
    interval = {"level": LEVEL, "method": item.interval} if item.interval else None
    open_source = item.disclosure is DisclosurePolicy.OPEN_SOURCE
    return {
        "code": item.code,
        "title": item.title,
        "description": item.description,
        "unit": item.unit,
        "decimal_places": item.decimal_places,
        "polarity": item.polarity,
        "numerator": _part(item.numerator),
        "denominator": _part(item.denominator),
        "periods": list(item.periods),
        "breakdowns": [
            {"by": by, "published_periods": list(item.periods) if open_source else [BREAKDOWN_PERIOD]}
            for by in item.breakdowns
        ],
        "interval": interval,
        "disclosure": item.disclosure,
        "disclosure_version": POLICY_VERSIONS[item.disclosure],
        "source": item.source,
        "licence": item.licence,
        "lag": item.lag,
        "valid_from": item.valid_from,
        "version": item.version,
    }


def _part(part: Part | None) -> Json | None:
    return {"rule": part.rule, "series": part.series, "source": part.source} if part else None


def observation(
    item: Definition, found: Observation, district: District, member: Member | None, cut_off: datetime
) -> Json:
    return {
        "period": {"start": found.period.start, "end": found.period.end, "label": found.period.label},
        "area": {"code": district.code, "code_type": district.code_type, "vintage": district.vintage},
        "breakdown": _member(found.breakdown, member),
        "value": found.value,
        "unit": item.unit,
        "decimal_places": item.decimal_places,
        "numerator": _count(item.numerator, found.numerator),
        "denominator": _denominator(item, found),
        "interval": _interval(item, found),
        "status": found.status,
        "suppressed": found.status is ObservationStatus.SUPPRESSED,
        "definition_version": item.version,
        "data_cut_off": wire_instant(cut_off),
    }


def _member(breakdown: Breakdown | None, member: Member | None) -> Json | None:
    return {"by": breakdown, "code": member.code, "name": member.name} if member else None


def _count(part: Part | None, value: int | None) -> Json | None:
    if part is None:
        return None
    return {"value": value, "series": part.series, "reference_date": None, "source": part.source}


def _denominator(item: Definition, found: Observation) -> Json | None:
    if found.population is None:
        return _count(item.denominator, found.denominator)
    population = found.population
    return {
        "value": population.residents,
        "series": population.series,
        "reference_date": population.reference_date,
        "source": population.source,
    }


def _interval(item: Definition, found: Observation) -> Json | None:
    if found.interval is None:
        return None
    low, high = found.interval
    return {"low": low, "high": high, "level": LEVEL, "method": item.interval}


def release_mark(release_id: UUID, number: int, cut_off: datetime) -> Json:
    """By which a published answer names its release; it is frozen before anybody knows when it will be published."""
    return {"id": release_id, "number": number, "data_cut_off": wire_instant(cut_off)}


def coded(codes: Iterable[str], labels: ListLabels) -> list[Member]:
    """Codes as parts of a breakdown, named as the code lists label them."""
    return [Member(str(code), labels.label(code).en) for code in codes]
