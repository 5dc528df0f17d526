"""An export's content, read part by part, with no transaction open while a part is being sent."""

from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.core.errors import NotFound
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.domains.exports.repository import PartRepository
from sosafe_api.domains.exports.rules import cut
from sosafe_api.domains.exports.vocabulary import ExportFormat


def digest_field(digest: bytes) -> str:
    """As `Repr-Digest` has it (RFC 9530)."""
    return f"sha-256=:{b64encode(digest).decode()}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContent:
    """The content of one export, for one who may read it."""

    partnership_id: UUID
    export_id: UUID
    format: ExportFormat
    size: int
    digest: bytes
    sealer: Sealer
    scope: RowScope

    @property
    def etag(self) -> str:
        """Strong: the same tag stands for the same bytes, whoever wrote them."""
        return f'"{self.digest.hex()}"'

    @property
    def repr_digest(self) -> str:
        return digest_field(self.digest)

    async def chunks(self, database: Database, start: int, stop: int) -> AsyncIterator[bytes]:
        """The bytes from `start` to before `stop`; raises `NotFound` where the export is deleted meanwhile."""
        for number, stretch in cut(start, stop):
            async with database.transaction(self.scope, read_only=True) as transaction:
                repository = PartRepository(transaction, self.sealer)
                part = await repository.read(self.partnership_id, self.export_id, number)
            if part is None:
                raise NotFound()
            yield part[stretch]
