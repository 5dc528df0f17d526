"""A release: every published table computed under disclosure control and frozen as the bytes to be served."""

import hashlib
from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context, Service
from sosafe_api.core.pagination import Page
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import NewTable, ReleaseRepository, ReleaseRow
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.publication import BREAKDOWN_PERIOD
from sosafe_api.domains.kpis.schemas import ReleaseIn, ReleaseQuery
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.service.calculation import Calculation, TableKey
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

_BOUND_TO = "list_kpi_releases"


class ReleaseService(Service):
    """Nothing of a release is ever changed: a correction is the next release."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ReleaseRepository(context)

    async def publish(self, wanted: ReleaseIn) -> dict[str, Any]:
        """All tables from one state of the data, in one transaction: readers see all of them or none."""
        calculation = await Calculation.open(self.context, controlled=True, before=wanted.before)
        assessor = await Assessor.open(self.context, REGISTRY)
        release, slug = await self.repository.add(wanted.notes), calculation.slug
        for table in self._definition_tables(release):
            await self.repository.add_table(release, table)
        for key in published_tables():
            observations = assessor.assessed(key, await calculation.table(key))
            table = _observation_table(release, slug, key, observations)
            await self.repository.add_table(release, table)
        await calculation.record()
        await outbox.emit(self.context, "kpi_release.published", release.id, release.number)
        entry = Entry(operation="kpi_release:publish", object_type="kpi_release", object_id=release.id)
        await record(self.context, entry)
        return views.release(release)

    def _definition_tables(self, release: ReleaseRow) -> Iterator[NewTable]:
        mark = views.release_mark(release)
        every = [views.definition(item) for item in REGISTRY.values()]
        yield _frozen(path="", content={"data": every, "release": mark})
        for item in REGISTRY.values():
            yield _frozen(
                path=item.code, content={**views.definition(item), "release": mark}, kpi_code=item.code
            )

    async def page(self, query: ReleaseQuery) -> Page[dict[str, Any]]:
        """The latest first; raises `CursorInvalid`."""
        bound_to = f"{self.actor.id}|{_BOUND_TO}"
        before = None
        if query.cursor is not None:
            _, (before,) = self.context.cursors.decode(query.cursor, bound_to=bound_to)
        rows = await self.repository.page(before, query.limit)
        shown = rows[: query.limit]
        cursor = None
        if len(rows) > query.limit:
            cursor = self.context.cursors.encode(bound_to=bound_to, query={}, after=[shown[-1].number])
        return Page([views.release(row) for row in shown], cursor)


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
    return key.path


def _observation_table(
    release: ReleaseRow, slug: str, key: TableKey, observations: list[views.Json]
) -> NewTable:
    root = f"/v1/partnerships/{slug}/kpis"
    links = {"self": f"{root}/{observation_path(key)}", "definition": f"{root}/{key.definition.code}"}
    content = {
        "kpi_code": key.definition.code,
        "data": observations,
        "links": links,
        "release": views.release_mark(release),
    }
    return _frozen(
        path=observation_path(key),
        content=content,
        kpi_code=key.definition.code,
        period_kind=key.kind.value,
        breakdown=key.breakdown.value if key.breakdown else None,
    )


def _frozen(*, path: str, content: Any, **columns: str | None) -> NewTable:
    body = msgspec.json.encode(content)
    return NewTable(path=path, body=body, content_digest=hashlib.sha256(body).digest(), **columns)  # type: ignore[arg-type]
