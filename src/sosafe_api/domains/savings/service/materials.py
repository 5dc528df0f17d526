"""What a statement of savings names: agencies, frozen sets of unit costs, the index; and what is wrong with it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.domains.agencies.service import AgencyService
from sosafe_api.domains.savings.models import PriceIndex, UnitCostEntry, UnitCostSet
from sosafe_api.domains.savings.repository import CostRepository
from sosafe_api.domains.savings.rules.unit_costs import PayerPart, UnitCost, wholes
from sosafe_api.domains.savings.schemas.statements import AgencyInScopeIn
from sosafe_api.domains.savings.service.calculation import Materials
from sosafe_api.domains.savings.vocabulary import CostKind, CostUnit, UnitCostSetStatus

Json = dict[str, Any]


class MaterialsFinder:
    """Collects every fault in `errors` and goes on, so that the caller hears of all of them at once."""

    def __init__(self, context: Context) -> None:
        self.repository = CostRepository(context)
        self.agencies = AgencyService(context)
        self.errors: list[FieldError] = []

    async def scope(self, stated: Sequence[AgencyInScopeIn]) -> list[Json]:
        """The agencies in scope with their names as they are now."""
        found: list[Json] = []
        for place, item in enumerate(stated):
            if item.payer.value in {each["payer"] for each in found}:
                detail = "Must stand once in the scope."
                at = f"#/agencies_in_scope/{place}/payer"
                self.errors.append(FieldError("repeated_value", detail, pointer=at))
            name = await self._agency_name(item.agency_id, f"#/agencies_in_scope/{place}/agency_id")
            agency_id = str(item.agency_id) if item.agency_id else None
            found.append({"payer": item.payer.value, "agency_id": agency_id, "agency_name": name})
        return found

    async def _agency_name(self, agency_id: UUID | None, at: str) -> str | None:
        if agency_id is None:
            return None
        try:
            return str((await self.agencies.read(agency_id))["name"])
        except NotFound:
            self._unknown(at)
            return None

    async def sets(self, set_ids: Sequence[UUID], allowed: frozenset[UnitCostSetStatus]) -> list[UnitCostSet]:
        found = []
        for place, set_id in enumerate(set_ids):
            at = f"#/unit_cost_set_ids/{place}"
            row = await self.repository.find_set(set_id)
            if row is None:
                self._unknown(at)
            elif set_id in set_ids[:place]:
                self.errors.append(FieldError("repeated_value", "Must stand once.", pointer=at))
            elif row.status not in allowed:
                detail = "Must be published, and not superseded by a newer version."
                self.errors.append(FieldError("set_not_published", detail, pointer=at))
            else:
                found.append(row)
        return found

    async def index(self, index_id: UUID) -> PriceIndex | None:
        row = await self.repository.find_index(index_id)
        if row is None:
            self._unknown("#/price_index_id")
        return row

    async def materials(
        self, sets: Sequence[UnitCostSet], index: PriceIndex | None, codes: set[str]
    ) -> Materials:
        costs: dict[str, list[UnitCost]] = {}
        for row in sets:
            parents = await self.repository.parents(row.id)
            for entry in await self.repository.entries(row.id, codes):
                costs.setdefault(entry.code, []).append(_unit_cost(entry, wholes(entry.code, parents)))
        values = {} if index is None else index.values
        return Materials(costs, {int(year): Decimal(value) for year, value in values.items()})

    def _unknown(self, at: str) -> None:
        detail = "Names no record that you can use here."
        self.errors.append(FieldError("unknown_reference", detail, pointer=at))


def set_used(row: UnitCostSet) -> Json:
    return {
        "id": str(row.id),
        "code": row.code,
        "number": row.number,
        "edition": row.edition,
        "content_digest": row.content_digest,
    }


def index_used(row: PriceIndex) -> Json:
    return {
        "id": str(row.id),
        "code": row.code,
        "vintage": row.vintage,
        "content_digest": row.content_digest,
    }


def _unit_cost(row: UnitCostEntry, whole_codes: tuple[str, ...]) -> UnitCost:
    parts = [(item["payer"], item["part"]) for item in row.payers]
    return UnitCost(
        set_id=str(row.set_id),
        code=row.code,
        unit=CostUnit(row.unit),
        amount=row.amount,
        price_year=row.price_year,
        kind=CostKind(row.kind),
        payers=tuple(PayerPart(str(payer), Decimal(part) if part else None) for payer, part in parts),
        whole_codes=whole_codes,
    )
