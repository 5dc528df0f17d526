"""Price indices, one row a vintage: series and vintage name it, and nothing of it ever changes."""

import hashlib
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, ValidationFailed
from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.savings.errors import VintageInUse
from sosafe_api.domains.savings.models import PriceIndex
from sosafe_api.domains.savings.reference import reference_index
from sosafe_api.domains.savings.repository import CostRepository
from sosafe_api.domains.savings.rules.loading import head_errors, year_errors
from sosafe_api.domains.savings.schemas import PriceIndexIn, PriceIndexQuery

HEAD = ("code", "vintage", "title", "source", "licence", "year_kind")


class PriceIndexService(RecordService):
    """Sending a vintage again answers with the first, as long as it says the same."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = CostRepository(context)

    async def create(self, wanted: PriceIndexIn) -> tuple[dict[str, Any], bool]:
        """The index, and whether it is new. Raises `ValidationFailed`, and `VintageInUse` for other values."""
        stated = {name: getattr(wanted, name) for name in PriceIndexIn.model_fields}
        errors = head_errors(stated, required=(*HEAD, "values"))
        if wanted.reference is not None and not errors:
            wanted = PriceIndexIn.model_validate_json(canonical_json(reference_index(wanted.reference)))
        errors += year_errors([item.year for item in wanted.values])
        if errors or wanted.code is None or wanted.vintage is None:
            raise ValidationFailed(errors=errors)
        row = self._row(wanted)
        before = await self.repository.index_of_vintage(wanted.code, wanted.vintage)
        if before is None:
            await self.repository.add(row)
            await self.announce(row, "price_index.created")
            return self._view(row), True
        if before.content_digest != row.content_digest:
            raise VintageInUse()
        return self._view(before), False

    async def read(self, index_id: UUID) -> dict[str, Any]:
        row = await self.repository.find_index(index_id)
        if row is None:
            raise NotFound()
        return self._view(row)

    async def page(self, query: PriceIndexQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.indices, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    def _row(self, wanted: PriceIndexIn) -> PriceIndex:
        head = wanted.model_dump(mode="json", include=set(HEAD))
        values = {str(item.year): item.value for item in wanted.values}
        content = canonical_json({**head, "values": values})
        return PriceIndex(
            **head,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            values=values,
            content_digest=hashlib.sha256(content).hexdigest(),
            version=1,
            created_at=self.context.now,
        )

    def _view(self, row: PriceIndex) -> dict[str, Any]:
        return {
            "id": row.id,
            **{name: getattr(row, name) for name in HEAD},
            "values": [{"year": int(year), "value": row.values[year]} for year in sorted(row.values)],
            "content_digest": row.content_digest,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "price_index"),
        }
