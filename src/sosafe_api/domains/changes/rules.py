"""Which changes a reader is told of: those of records that it may read, as the record's own rules have it.

Each resource that has changes is in `READINGS`, or in `UNTOLD` with the reason why nobody is told.
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
    "action_plan": (Reading(P.ACTION_PLAN_READ),),
    "agency": (Reading(P.AGENCY_READ),),
    "agency_membership": (Reading(P.AGENCY_READ),),
    "agenda_item": (Reading(P.AGENDA_ITEM_LIST, "agenda_items"),),
    "asb_case_review": (Reading(P.ASB_CASE_REVIEW_LIST, "asb_case_reviews"),),
    "asb_case_review_procedure": (Reading(P.ASB_CASE_REVIEW_PROCEDURE_READ),),
    "asb_case_review_recommendation": (Reading(P.ASB_CASE_REVIEW_LIST, "asb_case_review_recommendations"),),
    "assessment_tool": (Reading(P.ASSESSMENT_TOOL_READ),),
    "case": (Reading(P.CASE_LIST, "cases"),),
    "consent": (Reading(P.CONSENT_LIST, "consents"),),
    "death_review": (Reading(P.DEATH_REVIEW_LIST, "death_reviews"),),
    "death_review_action": (Reading(P.DEATH_REVIEW_LIST, "death_review_actions"),),
    "disclosure_notice": (Reading(P.DISCLOSURE_NOTICE_LIST, "disclosure_notices"),),
    "event": (Reading(P.EVENT_READ),),
    "export": (Reading(P.EXPORT_READ, "exports", "record.principal_id = %(reader_id)s"),),
    "follow_up": (Reading(P.FOLLOW_UP_LIST, "follow_ups"),),
    "follow_up_rule": (Reading(P.FOLLOW_UP_RULE_READ),),
    "funding_bid": (Reading(P.FUNDING_BID_READ),),
    "funding_instalment": (Reading(P.FUNDING_BID_READ),),
    "funding_organisation": (Reading(P.FUNDING_BID_READ),),
    "funding_report": (Reading(P.FUNDING_BID_READ),),
    "funding_spend_entry": (Reading(P.FUNDING_BID_READ),),
    "group": (Reading(P.GROUP_READ),),
    "group_membership": (Reading(P.GROUP_READ),),
    "import": (Reading(P.IMPORT_READ, "imports", "record.principal_id = %(reader_id)s"),),
    "information_request": (Reading(P.INFORMATION_REQUEST_READ, "information_requests"),),
    "intervention": (Reading(P.INTERVENTION_READ, "interventions"),),
    "kpi_release": (
        Reading(P.KPI_PREVIEW),
        Reading(P.KPI_READ, "kpi_releases", "record.status IN ('published', 'withdrawn')"),
    ),
    "measurement": (Reading(P.MEASUREMENT_READ),),
    "meeting": (Reading(P.MEETING_READ),),
    "panel_action": (Reading(P.PANEL_ACTION_READ, "panel_actions"),),
    "partnership": (Reading(P.PARTNERSHIP_READ),),
    "placement": (Reading(P.PLACEMENT_READ, "placements"),),
    "plan_action": (Reading(P.ACTION_PLAN_READ),),
    "plan_milestone": (Reading(P.ACTION_PLAN_READ),),
    "principal": (Reading(P.PRINCIPAL_READ),),
    "problem_solving_plan": (Reading(P.PROBLEM_SOLVING_PLAN_READ),),
    "programme": (Reading(P.PROGRAMME_READ, "programmes"),),
    "programme_session": (Reading(P.PROGRAMME_READ, "programme_sessions"),),
    "public_spaces_order": (Reading(P.PUBLIC_SPACES_ORDER_READ),),
    "questionnaire": (Reading(P.QUESTIONNAIRE_READ),),
    "referral": (Reading(P.REFERRAL_LIST, "referrals"),),
    "report": (Reading(P.REPORT_READ),),
    "risk_assessment": (Reading(P.RISK_ASSESSMENT_LIST, "risk_assessments"),),
    "risk_rule": (Reading(P.RISK_RULE_READ),),
    "role_assignment": (Reading(P.PRINCIPAL_READ),),
    "savings_statement": (Reading(P.SAVINGS_STATEMENT_READ),),
    "scored_assessment": (Reading(P.SCORED_ASSESSMENT_LIST, "scored_assessments"),),
    "service": (Reading(P.SERVICE_READ),),
    "sharing_agreement": (Reading(P.SHARING_AGREEMENT_READ),),
    "strategy": (Reading(P.STRATEGY_READ),),
    "survey_wave": (Reading(P.SURVEY_WAVE_READ),),
    "volunteer": (Reading(P.VOLUNTEER_LIST),),
}


_OF_A_PERSON = (
    "Of a person: whoever works with the case reads it there, and a copy elsewhere would outlive the reason."
)
_WITHIN = "Told with the record that it is part of, which is read whole."
_RETURNED = (
    "Returned by the thousand: the import that brought them is told, and the release that counts them."
)
UNTOLD: Mapping[str, str] = {
    "asb_case": _WITHIN,
    "asb_incident": _RETURNED,
    "case_result": _OF_A_PERSON,
    "complainant_survey": _OF_A_PERSON,
    "disclosure": _OF_A_PERSON,
    "duty_shift": "Who is on duty is asked for at the moment it is needed.",
    "event_feedback": "Counted with the event once it is moderated; the words are for those who moderate them.",
    "event_issue": _WITHIN,
    "event_series": "Told with each event that it makes.",
    "exclusion": "It hides without a trace, and a change would be one.",
    "extract_approval": "Between those who ask for an extract and those who approve it.",
    "family": _OF_A_PERSON,
    "family_assessment": _OF_A_PERSON,
    "fire_incident": _RETURNED,
    "household": _OF_A_PERSON,
    "household_member": _OF_A_PERSON,
    "import_mapping": "An agency's own way of writing headings, which it reads where it sends a file.",
    "intervention_breach": _OF_A_PERSON,
    "kpi_baseline": "Told with the release that shows it.",
    "kpi_target": "Told with the release that shows it.",
    "liaison_officer": _WITHIN,
    "marac_referral": _OF_A_PERSON,
    "minutes": _WITHIN,
    "person": _OF_A_PERSON,
    "person_address": _OF_A_PERSON,
    "person_equality": _OF_A_PERSON,
    "person_merge": _OF_A_PERSON,
    "place": "That a refuge changed, or that its location was asked for, is for those who keep it.",
    "price_index": "Told with the savings statement that uses it.",
    "programme_enrolment": _OF_A_PERSON,
    "similar_area_group": "Published by the police, and told with the release that compares by it.",
    "unit_cost_set": "Told with the savings statement that uses it.",
    "webhook": "It would set off deliveries about deliveries.",
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
