"""Answers of a release as they will be sent: every definition and table as bytes, in each of its renditions."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple

import msgspec

from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import NewTable
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.publication import BREAKDOWN_PERIOD
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.calculation import TableKey
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

TABLES = "tables"


class RenderedTable(NamedTuple):
    """One table with all that a rendition of it may state; `path` is its address below the open indicators."""

    key: TableKey
    observations: list[views.Json]
    release: views.Json
    slug: str
    path: str


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


def observation_path(key: TableKey) -> str:
    """The table's address below the partnership's open indicators, in its one canonical form."""
    by = f"&by={key.breakdown.value}" if key.breakdown else ""
    return f"{key.definition.code}/observations?period={key.kind.value}{by}"


def definition_tables(mark: views.Json) -> Iterator[NewTable]:
    every = [views.definition(item) for item in REGISTRY.values()]
    yield _frozen(path="", content={"data": every, "release": mark})
    for item in REGISTRY.values():
        content = {**views.definition(item), "release": mark}
        yield _frozen(path=item.code, content=content, kpi_code=item.code)


def renditions_of(table: RenderedTable) -> Iterator[NewTable]:
    """The table in every media type in which it is served."""
    key, root = table.key, f"/v1/partnerships/{table.slug}/kpis"
    links = {"self": f"{root}/{table.path}", "definition": f"{root}/{key.definition.code}"}
    content = {
        "kpi_code": key.definition.code,
        "data": table.observations,
        "links": links,
        "release": table.release,
    }
    yield _frozen(
        path=table.path,
        content=content,
        kpi_code=key.definition.code,
        period_kind=key.kind.value,
        breakdown=key.breakdown.value if key.breakdown else None,
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
    body = msgspec.json.encode(content)
    return NewTable(path=path, body=body, content_digest=hashlib.sha256(body).digest(), **columns)  # type: ignore[arg-type]
