"""Objectives as everything else refers to them: plans, bids, events and surveys say which they serve."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.core.kpi_names import KpiName
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.strategies.models import Objective
from sosafe_api.domains.strategies.repository import ObjectiveRepository
from sosafe_api.domains.strategies.schemas import ObjectiveQuery
from sosafe_api.domains.strategies.service import views


class ObjectiveService(RecordService):
    """Only objectives of a strategy that was adopted can be served."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ObjectiveRepository(context)

    async def page(self, query: ObjectiveQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([views.listed_objective(row) for row in page.rows], page.next_cursor)

    async def known(self, objective_ids: Iterable[UUID]) -> dict[UUID, Objective]:
        """Those of these that can be served, by id."""
        wanted = sorted(set(objective_ids))
        if not wanted:
            return {}
        return {row.id: row for row in await self.repository.served(wanted)}

    async def unknown(self, named: Mapping[str, UUID | None]) -> list[FieldError]:
        """`named` are objectives by their place in the body (`#/objective_id`); a fault for each not known."""
        stated = {
            pointer: objective_id for pointer, objective_id in named.items() if objective_id is not None
        }
        known = await self.known(stated.values())
        detail = "Names no objective of an adopted strategy."
        return [
            FieldError("unknown_reference", detail, pointer=pointer)
            for pointer, objective_id in stated.items()
            if objective_id not in known
        ]

    async def refuse_unknown(self, named: Mapping[str, UUID | None]) -> None:
        """Raises `ValidationFailed` with every fault."""
        errors = await self.unknown(named)
        if errors:
            raise ValidationFailed(errors=errors)


def kpi_errors(named: Mapping[str, str | None]) -> list[FieldError]:
    """`named` are indicators by their place in the body; a fault for each that the registry lacks."""
    known = ", ".join(KpiName)
    return [
        FieldError("unknown_code", f"Must be one of: {known}.", pointer=pointer)
        for pointer, kpi in named.items()
        if kpi is not None and kpi not in set(KpiName)
    ]
