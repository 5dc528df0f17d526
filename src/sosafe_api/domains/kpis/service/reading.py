"""Present values, not yet published, for the people of the partnership and their programs; and what they were."""

from datetime import date, datetime
from typing import Any

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Service
from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.renditions import RenderedTable, csv_of
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.rules.publication import BREAKDOWN_PERIOD
from sosafe_api.domains.kpis.schemas import ObservationQuery, PresentQuery
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.service.calculation import Calculation, TableKey
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

# Those who run the partnership's analysis and steer it see every count; all others what may be published.
SEES_EVERY_COUNT = frozenset(
    {"analyst", "joint_action_group", "partnership_admin", "responsible_authorities_group"}
)


class IndicatorService(Service):
    """Definitions are the same for all; values are those of the actor's partnership."""

    def definitions(self) -> list[dict[str, Any]]:
        return [views.definition(item) for item in REGISTRY.values()]

    def definition(self, code: str) -> dict[str, Any]:
        return views.definition(find(code))

    async def observations(
        self, code: str, query: PresentQuery
    ) -> tuple[list[dict[str, Any]], datetime | None]:
        """With `as_of` the values recorded last by the end of that day, and when that was."""
        controlled = not SEES_EVERY_COUNT & self.actor.roles
        key = table_key(find(code), query, controlled=controlled)
        self._check_as_of(key.definition, query.as_of, controlled=controlled)
        calculation = await Calculation.open(self.context, controlled=controlled, as_of=query.as_of)
        whole = await calculation.table(key)
        assessor = await Assessor.open(self.context, [code], calculation.recorded_at)
        return assessor.assessed(key, whole, query.from_, query.before), calculation.recorded_at

    def _check_as_of(self, definition: Definition, as_of: date | None, *, controlled: bool) -> None:
        """Day after day of counts, each protected alone, could give a hidden one away by their differences."""
        if as_of is None:
            return
        if as_of > london_date(self.context.now):
            error = FieldError("date_in_future", "Must not be after today.", parameter="as_of")
            raise InvalidParameter(errors=[error])
        if controlled and definition.disclosure is not DisclosurePolicy.OPEN_SOURCE:
            detail = "Is for readers who see every count; what was published when is in `revisions`."
            raise InvalidParameter(errors=[FieldError("not_offered", detail, parameter="as_of")])

    def as_csv(self, code: str, query: ObservationQuery, observations: list[dict[str, Any]]) -> bytes:
        """The same values for a spreadsheet."""
        return csv_of(
            RenderedTable.of(
                definition=self.definition(code),
                observations=observations,
                period=query.period.value,
                by=query.by.value if query.by else None,
                slug="",
            )
        )


def find(code: str) -> Definition:
    """Raises `NotFound` for a code that names no indicator."""
    if code not in REGISTRY:
        raise NotFound()
    return REGISTRY[code]


def table_key(definition: Definition, query: ObservationQuery, *, controlled: bool) -> TableKey:
    """The table asked for; raises `InvalidParameter` when the indicator has no such table."""
    errors = table_errors(definition, query, controlled=controlled)
    if errors:
        raise InvalidParameter(errors=errors)
    return TableKey(definition=definition, kind=query.period, breakdown=query.by)


def table_errors(
    definition: Definition, query: ObservationQuery, *, controlled: bool, named: str = "period"
) -> list[FieldError]:
    """Why there is no such table; `named` is the parameter that the operation has for the period."""
    errors = []
    if query.period not in definition.periods:
        errors.append(FieldError("not_offered", "Is no period of this indicator.", parameter=named))
    if query.by is not None and query.by not in definition.breakdowns:
        errors.append(FieldError("not_offered", "Is no breakdown of this indicator.", parameter="by"))
    elif query.by is not None and controlled and not _is_published(definition, query):
        detail = f"Is shown with {named}={BREAKDOWN_PERIOD.value} only, so that no hidden count follows."
        errors.append(FieldError("not_offered", detail, parameter="by"))
    if _reversed(query.from_, query.before):
        errors.append(FieldError("too_small", "Must be after `from`.", parameter="before"))
    return errors


def _is_published(definition: Definition, query: ObservationQuery) -> bool:
    return definition.disclosure is DisclosurePolicy.OPEN_SOURCE or query.period is BREAKDOWN_PERIOD


def _reversed(start: date | None, before: date | None) -> bool:
    return start is not None and before is not None and before <= start
