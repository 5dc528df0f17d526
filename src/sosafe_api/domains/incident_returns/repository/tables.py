"""The two tables of a kind of incident, and the statements that both ways of writing them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sosafe_api.domains.incident_returns.rules import COMMON_FACTS


@dataclass(frozen=True, slots=True)
class IncidentTables:
    """`incident` and `version` are table classes; `own_facts` the columns that this kind adds to the common ones.

    `filters` maps a parameter of the kind's list, which takes several values, to what must be one of them.
    """

    incident: type[Any]
    version: type[Any]
    own_facts: tuple[str, ...]
    filters: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.incident.__tablename__)

    @property
    def facts(self) -> tuple[str, ...]:
        return (*COMMON_FACTS, *self.own_facts)

    def keeping_versions(self, source: str, condition: str) -> str:
        """The statement that keeps what records `r` say now, where they meet the condition, as a version of them."""
        content = ", ".join(f"'{name}', r.{name}" for name in self.facts)
        return (
            f"INSERT INTO {self.version.__tablename__} (partnership_id, incident_id, version, facts, replaced_at,"
            " replaced_by)"
            f" SELECT r.partnership_id, r.id, r.version, jsonb_build_object({content}, 'changed_at',"
            " to_char(r.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')),"
            f" %(now)s, %(principal_id)s FROM {self.name} r {source} WHERE {condition}"
        )
