"""Answers of a release as they will be sent: every definition and table as bytes, in each of its renditions."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple

import msgspec

from sosafe_api.domains.kpis import renditions
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import District, NewTable
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.publication import BREAKDOWN_PERIOD
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.calculation import TableKey
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

TABLES = "tables"


class Frozen(NamedTuple):
    """One table with all that a rendition of it may state."""

    key: TableKey
    observations: list[views.Json]
    analysis: views.Json | None
    release: views.Json
    district: District


def published_tables() -> list[TableKey]:
    """The fixed set of tables that a release holds; no reader can combine others out of them."""
    return [key for definition in REGISTRY.values() for key in _tables_of(definition)]


def _tables_of(definition: Definition) -> Iterator[TableKey]:
    for kind in definition.periods:
        yield TableKey(definition=definition, kind=kind)
    open_source = definition.disclosure is DisclosurePolicy.OPEN_SOURCE
    for kind, breakdown in product(definition.periods, definition.breakdowns):
        if kind is BREAKDOWN_PERIOD or open_source:
            yield TableKey(definition=definition, kind=kind, breakdown=breakdown)


def definition_tables(mark: views.Json) -> Iterator[NewTable]:
    every = [views.definition(item) for item in REGISTRY.values()]
    yield _frozen(path="", content={"data": every, "release": mark})
    for item in REGISTRY.values():
        content = {**views.definition(item), "release": mark}
        yield _frozen(path=item.code, content=content, kpi_code=item.code)


def renditions_of(table: Frozen) -> Iterator[NewTable]:
    """The table in every form in which it is served: as JSON, its control chart, and as files."""
    key, release = table.key, table.release
    code, root = key.definition.code, f"/v1/partnerships/{table.district.partnership_slug}/kpis"
    columns = {
        "kpi_code": code,
        "period_kind": key.kind.value,
        "breakdown": key.breakdown.value if key.breakdown else None,
    }
    links = {"self": f"{root}/{key.path}", "definition": f"{root}/{code}"}
    content = {"kpi_code": code, "data": table.observations, "links": links, "release": release}
    yield _frozen(path=key.path, content=content, **columns)
    if table.analysis is not None:
        path = key.path.replace("/observations?", "/analysis?")
        yield _frozen(path=path, content={**table.analysis, "release": release}, **columns)
    for item in renditions.of(_rendered(table)):
        yield _kept(path=item.path, body=item.body, media_type=item.media_type, **columns)


def _rendered(table: Frozen) -> renditions.RenderedTable:
    key = table.key
    return renditions.RenderedTable.of(
        definition=views.definition(key.definition),
        observations=table.observations,
        analysis=table.analysis,
        period=key.kind.value,
        by=key.breakdown.value if key.breakdown else None,
        release=table.release,
        slug=table.district.partnership_slug,
        publisher=table.district.partnership_name,
    )


def contents_table(code: str, frozen: Iterable[NewTable], mark: views.Json) -> NewTable:
    """What an indicator has in this release: each address in each media type, with its digest."""
    data = [
        {"path": table.path, "media_type": table.media_type, "content_digest": table.content_digest.hex()}
        for table in frozen
    ]
    return _frozen(
        path=f"{code}/{TABLES}", content={"kpi_code": code, "data": data, "release": mark}, kpi_code=code
    )


def _frozen(*, path: str, content: Any, **columns: str | None) -> NewTable:
    return _kept(path=path, body=msgspec.json.encode(content), **columns)


def _kept(*, path: str, body: bytes, **columns: Any) -> NewTable:
    return NewTable(path=path, body=body, content_digest=hashlib.sha256(body).digest(), **columns)
