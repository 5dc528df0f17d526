"""The sealed parts of an export's content, one at a time."""

from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.core.security.sealing import Sealed, SealedPlace, Sealer

_READ = b"""
SELECT id, key_number, content FROM export_parts
WHERE partnership_id = %(partnership_id)s AND export_id = %(export_id)s AND number = %(number)s"""


def place_of(partnership_id: UUID, part_id: UUID) -> SealedPlace:
    return SealedPlace("export_parts", "content", partnership_id, part_id)


class PartRepository:
    """Opens what `RunRepository` sealed."""

    def __init__(self, transaction: Transaction, sealer: Sealer) -> None:
        self._transaction = transaction
        self._sealer = sealer

    async def read(self, partnership_id: UUID, export_id: UUID, number: int) -> bytes | None:
        """None where the part is deleted; raises `SealBroken` where it was altered."""
        values = {"partnership_id": partnership_id, "export_id": export_id, "number": number}
        rows = await self._transaction.execute(_READ, values)
        if not rows:
            return None
        part_id, key_number, content = rows[0]
        return self._sealer.unseal(Sealed(key_number, bytes(content)), place_of(partnership_id, part_id))
