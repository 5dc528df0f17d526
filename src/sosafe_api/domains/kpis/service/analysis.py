"""Present values as control charts, and the baselines that their limits rest on."""

from typing import Any
from uuid import UUID

from sosafe_api.core.context import Service
from sosafe_api.core.errors import FieldError, InvalidParameter, ValidationFailed
from sosafe_api.domains.kpis.rules.analysis import CHARTED
from sosafe_api.domains.kpis.schemas.analysis import AnalysisQuery, KpiBaselineIn, KpiBaselinePatch
from sosafe_api.domains.kpis.schemas.observations import ObservationQuery
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.service.calculation import Calculation
from sosafe_api.domains.kpis.service.reading import SEES_EVERY_COUNT, find, table_key
from sosafe_api.domains.targets.service import BaselineService

Json = dict[str, Any]


class AnalysisService(Service):
    """Charts are reckoned from what the reader may see, and from nothing else."""

    async def read(self, code: str, query: AnalysisQuery) -> Json:
        """Raises `InvalidParameter` for periods that overlap, and for a table that the indicator has not."""
        definition = find(code)
        controlled = not SEES_EVERY_COUNT & self.actor.roles
        asked = ObservationQuery.model_validate({"period": query.period, "by": query.by})
        key = table_key(definition, asked, controlled=controlled)
        calculation = await Calculation.open(self.context, controlled=controlled)
        assessor = await Assessor.open(self.context, [definition.code])
        found = await assessor.analysis(key, await calculation.table(key), screening=query.screening)
        if found is None:
            detail = (
                "Must be periods that do not overlap: their values would follow one another by construction."
            )
            raise InvalidParameter(errors=[FieldError("not_offered", detail, parameter="period")])
        return found


class ChartBaselineService(Service):
    """Baselines of the charts of an indicator."""

    async def create(self, code: str, wanted: KpiBaselineIn) -> Json:
        """Raises `ValidationFailed` for periods that are not charted or not the indicator's."""
        definition = find(code)
        if wanted.period_kind not in CHARTED or wanted.period_kind not in definition.periods:
            detail = "Must be periods of the indicator that do not overlap."
            raise ValidationFailed(errors=[FieldError("not_offered", detail, pointer="#/period_kind")])
        return await BaselineService(self.context).create(
            code, wanted.period_kind.value, wanted.starts_on, wanted.ends_on, wanted.reason
        )

    async def listed(self, code: str) -> list[Json]:
        return await BaselineService(self.context).listed(find(code).code)

    async def read(self, code: str, baseline_id: UUID) -> Json:
        return await BaselineService(self.context).read(find(code).code, baseline_id)

    async def update(self, code: str, baseline_id: UUID, patch: KpiBaselinePatch) -> Json:
        wanted = {name: getattr(patch, name) for name in patch.model_fields_set}
        if "status" in wanted:
            wanted["status"] = wanted["status"].value
        return await BaselineService(self.context).update(find(code).code, baseline_id, wanted)
