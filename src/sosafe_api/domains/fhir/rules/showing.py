"""A referral's summary as ServiceRequest and as Task. Neither tells of the person: the subject is masked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sosafe_api.domains.fhir.rules import statuses
from sosafe_api.domains.fhir.rules.naming import (
    CASE_ENDINGS,
    REFERRAL_SOURCES,
    REFERRAL_STATUSES,
    Names,
    masked,
)
from sosafe_api.domains.referrals.rules import Status, Urgency

Summary = Mapping[str, Any]
Resource = dict[str, Any]


def service_request(row: Summary, names: Names) -> Resource:
    """What is asked, of whom and by whom."""
    told: Resource = {
        **_head("ServiceRequest", row, names),
        "status": statuses.REQUEST[Status(row["status"])],
        "category": [names.coded(REFERRAL_SOURCES, row["referral_source"])],
        "subject": masked(),
        "authoredOn": str(row["referred_on"]),
        "performer": [names.service(row["service_id"])],
    }
    if row["redirected_from_id"] is not None:
        told["replaces"] = [_reference("ServiceRequest", row["redirected_from_id"])]
    return told


def task(row: Summary, names: Names) -> Resource:
    """Where the hand-over stands, until when it is to be answered, and what came of it."""
    status = Status(row["status"])
    told: Resource = {
        **_head("Task", row, names),
        "status": statuses.TASK[status],
        "businessStatus": names.coded(REFERRAL_STATUSES, status.value),
        "focus": _reference("ServiceRequest", row["id"]),
        "for": masked(),
        "authoredOn": row["received_at"],
        "lastModified": row["updated_at"],
        "owner": names.service(row["service_id"]),
        "restriction": {"period": {"end": str(row["answer_by"])}},
    }
    if row["reason_code"] is not None and status in statuses.REASONS:
        told["statusReason"] = names.coded(statuses.REASONS[status], row["reason_code"])
    if row["outcome"] is not None:
        told["output"] = _output(row["outcome"], names)
    return told


def _head(kind: str, row: Summary, names: Names) -> Resource:
    identifier = {"system": names.references_of(row["agency_id"]), "value": row["agency_reference"]}
    return {
        "resourceType": kind,
        "id": str(row["id"]),
        "meta": {"lastUpdated": row["updated_at"]},
        "identifier": [identifier],
        "intent": "order",
        "priority": statuses.PRIORITY[Urgency(row["urgency"])],
        "requester": names.agency(row["agency_id"]),
    }


def _output(outcome: Mapping[str, Any], names: Names) -> list[Resource]:
    """How the work ended, and one output for each thing that changed."""
    ending = {
        "type": {"text": "Ending"},
        "valueCodeableConcept": names.coded(CASE_ENDINGS, outcome["ending"]),
    }
    results = [
        {
            "type": {"text": "Result"},
            "valueCodeableConcept": {"coding": [{"system": names.results, "code": code}]},
        }
        for code in outcome["results"]
    ]
    return [ending, *results]


def _reference(kind: str, referral_id: Any) -> Resource:
    return {"reference": f"{kind}/{referral_id}"}


def searchset(kind: str, found: list[Resource], names: Names, links: Mapping[str, str]) -> Resource:
    """A Bundle of one page. It has no total: how many there are is not counted for a list."""
    entries = [
        {"fullUrl": f"{names.base}/{kind}/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for one in found
    ]
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": [{"relation": relation, "url": url} for relation, url in links.items()],
    }
    return bundle | {"entry": entries} if entries else bundle  # FHIR knows no empty array


def transaction_response(receipt: Mapping[str, Any], status: str, kinds: Sequence[str]) -> Resource:
    """What became of each entry, in the order sent: request and task are two sides of one referral."""
    return {
        "resourceType": "Bundle",
        "type": "transaction-response",
        "entry": [
            {
                "response": {
                    "status": status,
                    "location": f"{kind}/{receipt['id']}",
                    "lastModified": receipt["received_at"],
                }
            }
            for kind in kinds
        ],
    }
