"""What a kind of incident brings to the use cases that all kinds share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.core.partial_dates import PartialDate
from sosafe_api.core.schemas import Schema
from sosafe_api.domains.incident_returns.repository import IncidentTables
from sosafe_api.domains.incident_returns.rules import common_faults
from sosafe_api.domains.incident_returns.schemas import ReturnedIncidentIn

Facts = dict[str, Any]
IDENTITY = frozenset({"agency_reference", "changed_at"})


@dataclass(frozen=True, slots=True)
class ReturnKind:
    """`resource` names it in changes and in the audit trail; `own_faults` are what its own facts contradict."""

    resource: str
    tables: IncidentTables
    model: type[ReturnedIncidentIn]
    own_faults: Callable[[Mapping[str, Any]], Iterable[FieldError]]

    def faults(self, facts: Mapping[str, Any]) -> list[FieldError]:
        """Everything that cannot be true together."""
        return [*common_faults(facts), *self.own_faults(facts)]


def facts_of(wanted: Schema, names: frozenset[str] | set[str]) -> Facts:
    """What an input states of these names, by column: codes as text, a date as its first day and precision."""
    facts = wanted.model_dump(mode="json", include=set(names) - IDENTITY)
    if facts.get("occurred_on") is not None:
        known = PartialDate.parse(facts["occurred_on"])
        facts |= {"occurred_on": known.first_day, "occurred_precision": known.precision.value}
    return facts
