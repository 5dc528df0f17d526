"""Which changes a reader is told of: those of records that it may read, as the record's own rules have it.

A resource that is not named here is told to nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sosafe_api.core.permissions import Permission

P = Permission
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """What it takes to be told of a resource.

    `table` holds the records where row security decides who sees which; None where all of the partnership's are seen
    alike. `condition` is a further one on the record, of SQL.
    """

    permission: Permission
    table: str | None = None
    condition: str = ""


READINGS: Mapping[str, tuple[Reading, ...]] = {
    "agency": (Reading(P.AGENCY_READ),),
    "agency_membership": (Reading(P.AGENCY_READ),),
    "agenda_item": (Reading(P.AGENDA_ITEM_LIST, "agenda_items"),),
    "case": (Reading(P.CASE_LIST, "cases"),),
    "consent": (Reading(P.CONSENT_LIST, "consents"),),
    "disclosure_notice": (Reading(P.DISCLOSURE_NOTICE_LIST, "disclosure_notices"),),
    "event": (Reading(P.EVENT_READ),),
    "funding_bid": (Reading(P.FUNDING_BID_READ),),
    "funding_instalment": (Reading(P.FUNDING_BID_READ),),
    "funding_organisation": (Reading(P.FUNDING_BID_READ),),
    "funding_report": (Reading(P.FUNDING_BID_READ),),
    "funding_spend_entry": (Reading(P.FUNDING_BID_READ),),
    "group": (Reading(P.GROUP_READ),),
    "group_membership": (Reading(P.GROUP_READ),),
    "import": (Reading(P.IMPORT_READ, "imports", "record.principal_id = %(reader_id)s"),),
    "intervention": (Reading(P.INTERVENTION_READ, "interventions"),),
    "kpi_release": (
        Reading(P.KPI_PREVIEW),
        Reading(P.KPI_READ, "kpi_releases", "record.status IN ('published', 'withdrawn')"),
    ),
    "measurement": (Reading(P.MEASUREMENT_READ),),
    "meeting": (Reading(P.MEETING_READ),),
    "panel_action": (Reading(P.PANEL_ACTION_READ, "panel_actions"),),
    "principal": (Reading(P.PRINCIPAL_READ),),
    "programme": (Reading(P.PROGRAMME_READ, "programmes"),),
    "referral": (Reading(P.REFERRAL_LIST, "referrals"),),
    "report": (Reading(P.REPORT_READ),),
    "risk_assessment": (Reading(P.RISK_ASSESSMENT_LIST, "risk_assessments"),),
    "role_assignment": (Reading(P.PRINCIPAL_READ),),
    "scored_assessment": (Reading(P.SCORED_ASSESSMENT_LIST, "scored_assessments"),),
    "service": (Reading(P.SERVICE_READ),),
    "sharing_agreement": (Reading(P.SHARING_AGREEMENT_READ),),
}


def readings(may: Callable[[Permission], bool]) -> dict[str, Reading]:
    """Of each resource the first reading whose permission the reader holds."""
    found = {}
    for resource, offered in READINGS.items():
        held = [reading for reading in offered if may(reading.permission)]
        if held:
            found[resource] = held[0]
    return found


def told(wanted: Mapping[str, Reading]) -> str:
    """The condition, of SQL, under which a row of `changes` is told. It holds words of this module only."""
    alike = [f"'{resource}'" for resource, reading in wanted.items() if reading.table is None]
    branches = [f"WHEN change.resource IN ({', '.join(alike)}) THEN true"] if alike else []
    branches += [
        f"WHEN change.resource = '{resource}' THEN EXISTS (SELECT FROM {reading.table} record"
        " WHERE record.partnership_id = change.partnership_id AND record.id = change.resource_id"
        f"{f' AND {reading.condition}' if reading.condition else ''})"
        for resource, reading in wanted.items()
        if reading.table is not None
    ]
    return f"CASE {' '.join(branches)} ELSE false END" if branches else "false"
