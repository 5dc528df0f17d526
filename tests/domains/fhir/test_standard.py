"""The check against FHIR R4 sees what it is there to see."""

import pytest

from sosafe_api.core.http.catalogue import CATALOGUE
from sosafe_api.domains.fhir.rules.outcomes import operation_outcome
from sosafe_api.domains.fhir.rules.showing import service_request, task
from sosafe_api.domains.fhir.rules.statuses import REASONS
from sosafe_api.domains.fhir.schemas import samples
from sosafe_api.domains.referrals import rules
from sosafe_api.domains.referrals.rules import Status, Urgency
from sosafe_api.domains.referrals.schemas.reading import SUMMARY
from tests.domains.fhir.standard import faults


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "open"),
        ("intent", None),
        ("subject", None),
        ("priority", "soon"),
        ("colour", "red"),
        ("authoredOn", "02/11/2026"),
        ("performer", {"type": "HealthcareService"}),
    ],
)
def test_a_planted_fault_is_seen(name, value):
    planted = {**samples.SERVICE_REQUEST, name: value}
    assert faults({key: found for key, found in planted.items() if found is not None}) != []


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("status", Status)
def test_a_referral_in_any_state_is_of_the_standard(status, urgency):
    reasons = rules.REASONS.get(status)
    row = {
        **SUMMARY,
        "status": status.value,
        "urgency": urgency.value,
        "reason_code": next(iter(reasons)).value if reasons else None,
        "outcome": {"ending": "planned_needs_met", "results": ["housing_sustained"]},
        "redirected_from_id": SUMMARY["id"],
    }
    request, hand_over = service_request(row, samples.NAMES), task(row, samples.NAMES)
    assert faults(request) == faults(hand_over) == []
    assert ("statusReason" in hand_over) is (status in REASONS)
    assert set(REASONS) == set(rules.REASONS)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_problem_of_the_catalogue_is_an_outcome(code):
    kind = CATALOGUE[code]
    problem = {
        "type": f"https://api.example.org/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "code": code,
        "detail": kind.cause,
        "request_id": "019a4b1c2d3e7f508192a3b4c5d6e7f8",
        "errors": [{"header": "If-Match", "code": "wrong_format", "detail": "Must be the `ETag`."}],
    }
    outcome = operation_outcome(problem)
    assert faults(outcome) == []
    assert outcome["issue"][0]["expression"] == ["http.if-match"]
