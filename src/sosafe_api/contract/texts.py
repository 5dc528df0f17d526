"""The contract's own words: what the service is, what each tag is about, what each scope allows."""

from importlib.resources import files
from typing import Any

from sosafe_api import __version__
from sosafe_api.core.permissions import Permission

_TAGS = {
    "Referrals": "Requests about a person to a service, and what became of them.",
    "FHIR": "Referrals as HL7 FHIR R4: ServiceRequest and Task, read, found and pushed.",
    "Cases": "What a service does for the people of the referrals that it accepted.",
    "Case records": "The work on a case: its needs, goals, plan and contacts; read for a stated purpose.",
    "Meetings": "When groups meet, who came, and what was minuted.",
    "Panels": "What services put before a panel, what is decided on it, and who does what by when.",
    "Families": "Cases of one family that belong together while their sides are kept apart.",
    "Programmes": "Group programmes of a service: their sessions, who is enrolled, who came.",
    "Outcomes": "What changed for the people of a case, and counts of it that name nobody.",
    "People": "Those whom services work with, one record a person.",
    "Risk": "Assessments by DASH and other tools, and the partnership's rules for what follows from them.",
    "Households": "Who lives, or lived, together; never where.",
    "Placements": "Stays in safe and other accommodation, the places, and who is on duty for them.",
    "Sharing": "Consent to take part, what was disclosed to whom, and who must not see what.",
    "Interventions": "Steps against anti-social behaviour on a case: warnings, notices, orders, support.",
    "Public spaces": "Public spaces protection orders: an area, its restrictions, until when.",
    "ASB case reviews": "Applications to review how complaints were answered, and the yearly figures.",
    "Partnership": "The partnership that the token belongs to, who works in it, and the agreements it works under.",
    "Agencies": "Who takes part in the partnership: responsible authorities, co-operating bodies and others.",
    "Services": "What people can be referred to, for whom, and whether there is room.",
    "Open Referral": "Services as Open Referral UK: the Human Services Data Specification with the UK profile.",
    "Groups": "The boards and panels of the partnership, their members and their rhythm.",
    "Funding": "Bids from idea to closed, their money, what they add up to, and their publication.",
    "Exports": "A whole list as a file that a worker writes, fetched in parts where a download breaks.",
    "Imports": "Bulk files: upload, rehearse, commit.",
    "Jobs": "Work that takes long and goes on in the background: whether a worker has it, and what is before it.",
    "Changes": "What changed, in order, for whoever may read the record: followed, or delivered by webhooks.",
    "Webhooks": "Where an agency's program is told of changes as they happen, and what became of each delivery.",
    "Areas": "Geographic look-ups and population estimates that indicators rest on.",
    "Incidents": "Recorded crime and anti-social behaviour as the police publish them; incidents that agencies return.",
    "Recorded crime": "Offences by code, area and quarter, as the Home Office publishes them; most similar areas.",
    "Indicators": "Key performance indicators with the evidence behind each value.",
    "Patterns": "Areas beside their past, hot spots and near repeats, from what the police publish.",
    "Reviews": "Reviews of deaths by domestic abuse, what follows from them, and the use of DASH.",
    "Events": "What the partnership holds, what came of it, what was raised, said and done.",
    "Volunteers": "Ambassadors and volunteers under a reference, and their hours of training.",
    "Open events": "The public calendar, for everybody: JSON, iCalendar feeds, data of schema.org.",
    "Savings": "What was spared whom, in the prices of one year: unit costs, price indices, statements.",
    "Strategies": "What the partnership set out to do: a term, aims, objectives, and what they are measured by.",
    "Action plans": "What is done for the objectives in a year, by whom and by when, and how it goes.",
    "Open indicators": "Published indicators, for everybody: no token, stored answers.",
    "Code lists": "Labels for every code, in English and in Welsh where they are official; no token needed.",
    "Tokens": "How programs prove who they are.",
    "Documents": "The contract, its catalogue, and the page behind each kind of problem.",
    "Operation": "For supervisors and load balancers.",
}

_VERBS = {
    "acknowledge": "Acknowledge",
    "answer": "Answer questions about",
    "create": "Create",
    "disable": "Disable",
    "decide": "Approve or refuse",
    "export": "Export",
    "list": "List",
    "manage": "Create and change",
    "note": "Take note of",
    "merge": "Merge and part the records of",
    "publish": "Publish",
    "read": "Read",
    "search": "Search for",
    "recuse": "Withdraw somebody from",
    "reveal": "Ask for the secret locations of",
    "update": "Move on and change",
    "withdraw": "Take back",
}
_OBJECTS = {
    "agency": "agencies",
    "area": "areas and population series",
    "asb_case_review": "ASB case reviews",
    "asb_case_review_figure": "the yearly figures of ASB case reviews",
    "asb_case_review_procedure": "the threshold and the clock of ASB case reviews",
    "asb_incident": "incidents of anti-social behaviour",
    "audit": "the audit trail",
    "disclosure_notice": "notices to those who received information",
    "dash_use": "the use of DASH by each agency",
    "funding_figure": "what awards add up to",
    "funding_spend": "what is spent of awards",
    "event": "community events, their series, and what came of them",
    "export": "lists as files",
    "import": "bulk imports",
    "job": "work in the background",
    "kpi": "indicators",
    "marac_referral": "referrals to MARAC",
    "minimum_data_set": "the quarterly minimum data set of SI 2007/1831",
    "minutes": "minutes of meetings",
    "person": "people",
    "partnership": "the partnership's own record",
    "price_index": "price indices",
    "principal": "programs and people of the partnership",
    "public_spaces_order": "public spaces protection orders",
    "strategy": "strategies",
    "public_spaces_penalty": "fixed penalties under public spaces protection orders",
    "volunteer_training": "hours of training of ambassadors and volunteers",
}


def introduction() -> str:
    """What a developer reads first, in Markdown."""
    return files(__package__).joinpath("introduction.md").read_text(encoding="utf-8").strip()


def information() -> dict[str, Any]:
    """The contract's `info`."""
    return {
        "title": "SoSafe API",
        "summary": "One service for a community safety partnership: referrals, casework, indicators, imports.",
        "version": __version__,
        "description": introduction(),
        "contact": {
            "name": "The installation's operator",
            "url": "https://example.org/sosafe",
            "email": "sosafe@example.org",
        },
        "license": {"name": "MIT", "url": "https://spdx.org/licenses/MIT.html"},
        "x-api-id": "5d0f8f0e-6a0b-4a6e-9d6b-1f0f4a3f7c11",
        "x-audience": "external-partner",
    }


def tags(used: set[str]) -> list[dict[str, str]]:
    """Each tag in use with what it is about."""
    return [
        {"name": name, "description": _TAGS.get(name, f"Operations on {name.lower()}.")}
        for name in sorted(used, key=str.casefold)
    ]


def reading_order(tag: str) -> tuple[int, str]:
    """The business first, plumbing last; a tag that is not known here stands between."""
    names = list(_TAGS)
    return (names.index(tag) if tag in _TAGS else names.index("Tokens"), tag)


def scope_description(permission: Permission) -> str:
    if permission is Permission.CAPACITY_MANAGE:
        return "Say how much room a service has."
    resource, action = permission.value.split(":")
    noun = _OBJECTS.get(resource, resource.replace("_", " ") + "s")
    return f"{_VERBS.get(action, action.capitalize())} {noun}."
