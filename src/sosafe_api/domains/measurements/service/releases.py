"""The release of what came with one import, by a second person and at once."""

from typing import Any

from sosafe_api.core.errors import NotFound
from sosafe_api.domains.measurements.schemas import MeasurementReleaseIn
from sosafe_api.domains.measurements.service.figures import MeasurementService
from sosafe_api.domains.measurements.vocabulary import MeasurementStatus


class MeasurementReleaseService(MeasurementService):
    """What was changed since the import is not what its file says, and is released by itself."""

    async def release(self, wanted: MeasurementReleaseIn) -> dict[str, Any]:
        """Raises `NotFound` for an import without figures, `SecondPersonRequired` for one's own."""
        rows = await self.repository.of_import(wanted.import_id)
        if not rows:
            raise NotFound()
        drafts = [row for row in rows if row.status == MeasurementStatus.DRAFT]
        unchanged = [row for row in drafts if row.version == 1]
        for row in unchanged:
            await self.release_draft(row, "#/import_id")
        return {
            "import_id": wanted.import_id,
            "released": len(unchanged),
            "drafts": len(drafts) - len(unchanged),
        }
