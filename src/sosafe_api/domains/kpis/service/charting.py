"""Tables of values as control charts, with the targets and baselines in force read once for all of them."""

from collections.abc import Iterable, Sequence
from typing import Self

from sosafe_api.core.context import Context
from sosafe_api.domains.kpis.rules.analysis import ChartBaseline, Charting, analysis_of
from sosafe_api.domains.kpis.rules.assessment import Json
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from sosafe_api.domains.targets.service import BaselineInForce, BaselineService


class Charts:
    """For one reader's table, and for all tables of a release."""

    def __init__(self, assessor: Assessor, baselines: Sequence[BaselineInForce]) -> None:
        self.assessor = assessor
        self._baselines = baselines

    @classmethod
    async def open(cls, context: Context, codes: Iterable[str]) -> Self:
        """With the targets and baselines of these indicators that are in force now."""
        wanted = list(codes)
        baselines = await BaselineService(context).in_force(wanted)
        return cls(await Assessor.open(context, wanted), baselines)

    def analysis(
        self,
        definition: Definition,
        kind: PeriodKind,
        observations: Sequence[Json],
        *,
        screening: bool = True,
    ) -> Json:
        """Observations as sent, of periods that do not overlap."""
        baselines = [
            ChartBaseline(each.starts_on, each.ends_on, each.reason)
            for each in self._baselines
            if (each.kpi_code, each.period_kind) == (definition.code, kind.value)
        ]
        targets = self.assessor.targets(definition.code)
        return analysis_of(Charting(definition, kind, targets, baselines, screening), observations)
