"""P25, P7: a person reads for a purpose that an agreement in force allows, and the read is recorded first."""

from datetime import timedelta

import httpx
import pytest

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from tests.domains.outcomes.steps import stated
from tests.domains.people.steps import record_address, record_household
from tests.fixtures.world import World
from tests.safety.faulty import FaultyInstallation

pytestmark = [pytest.mark.p25, pytest.mark.database]
READS = ("/v1/referrals/{id}", "/v1/referrals/{id}/transitions", "/v1/referrals/{id}/questions")


def read(world: World, referral_id: str, purpose: str | None, path: str = READS[0]) -> httpx.Response:
    someone = world.people["caseworker"]
    headers = {"Purpose": purpose} if purpose is not None else {}
    with world.service.client(world.token(someone), **headers) as client:
        return client.get(path.format(id=referral_id))


def refused(response: httpx.Response, code: str) -> bool:
    assert "Example Person" not in response.text
    return (response.status_code, response.json()["code"]) == (403, code)


@pytest.mark.parametrize("path", READS)
def test_without_a_purpose_nothing_is_read(world: World, path: str) -> None:
    referral_id = world.push()["id"]
    assert read(world, referral_id, "safeguarding", path).status_code == 200
    assert refused(read(world, referral_id, None, path), "purpose_required")


@pytest.mark.parametrize("purpose", ["", "Safeguarding", "a b", "x" * 65, "é", "1st"])
def test_a_purpose_that_is_no_code_is_none(world: World, purpose: str) -> None:
    referral_id = world.push()["id"]
    token = world.token(world.people["caseworker"])
    with world.service.client(token) as client:
        headers = {b"Purpose": purpose.encode()}
        response = client.get(f"/v1/referrals/{referral_id}", headers=headers)
    assert refused(response, "purpose_required")


def test_a_purpose_that_no_agreement_names_is_refused(world: World) -> None:
    assert refused(read(world, world.push()["id"], "curiosity"), "sharing_agreement_missing")


def test_an_agreement_reads_from_its_first_day_to_its_last(world: World) -> None:
    referral_id = world.push()["id"]
    days = {"ends_today": (-9, 0), "began_today": (0, None), "begins_tomorrow": (1, None), "lasts": (-9, 1)}
    for purpose, (start, end) in days.items():
        world.add_agreement(
            [purpose],
            ["charity"],
            starts_on=today() + timedelta(days=start),
            ends_on=None if end is None else today() + timedelta(days=end),
        )
    allowed = {purpose: read(world, referral_id, purpose).status_code for purpose in days}
    assert allowed == {"ends_today": 403, "began_today": 200, "begins_tomorrow": 403, "lasts": 200}


def test_an_agreement_that_ends_stops_its_reads_at_the_next_request(world: World) -> None:
    referral_id = world.push()["id"]
    assert read(world, referral_id, "safeguarding").status_code == 200
    world.superuser.execute(
        "UPDATE sharing_agreements SET ends_on = (now() AT TIME ZONE 'Europe/London')::date"
        " WHERE partnership_id = %s",
        (world.id,),
    )
    assert refused(read(world, referral_id, "safeguarding"), "sharing_agreement_missing")


def test_an_agreement_of_other_agencies_allows_nothing_here(world: World, other_world: World) -> None:
    world.add_agreement(["research"], ["council", "police"])
    other_world.add_agreement(["audit"], ["charity"])
    referral_id = world.push()["id"]
    for purpose in ("research", "audit"):
        assert refused(read(world, referral_id, purpose), "sharing_agreement_missing")


def test_each_read_and_each_refusal_is_recorded_with_its_basis(world: World) -> None:
    referral_id = world.push()["id"]
    for purpose in ("safeguarding", "curiosity", None):
        read(world, referral_id, purpose)
    lines = world.superuser.execute(
        "SELECT operation, decision, purpose, lawful_basis, object_id::text, agency_id FROM audit_entries"
        " WHERE partnership_id = %s AND actor_id = %s ORDER BY recorded_at",
        (world.id, world.people["caseworker"].id),
    ).fetchall()
    charity = world.agencies["charity"]
    assert lines == [
        ("referral:read", "allowed", "safeguarding", "public_task", referral_id, charity),
        ("get_referral", "denied", None, None, referral_id, charity),
        ("get_referral", "denied", None, None, referral_id, charity),
    ]


def test_the_same_is_refused_whether_the_referral_exists_or_not(world: World) -> None:
    there = read(world, world.push()["id"], None)
    absent = read(world, str(world.id), None)
    assert there.json() | {"request_id": None} == absent.json() | {"request_id": None}


@pytest.mark.p07
@pytest.mark.parametrize("path", READS)
def test_what_cannot_be_recorded_is_not_read(
    faulty: FaultyInstallation, faulty_world: World, path: str
) -> None:
    referral_id = faulty_world.push()["id"]
    with faulty.without_audit():
        response = read(faulty_world, referral_id, "safeguarding", path)
    assert (response.status_code, response.json()["code"]) == (503, "service_unavailable")
    assert "Example Person" not in response.text
    assert read(faulty_world, referral_id, "safeguarding", path).status_code == 200


@pytest.mark.p07
def test_a_read_whose_line_is_not_committed_sends_nothing(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    referral_id = faulty_world.push()["id"]
    assert read(faulty_world, referral_id, "safeguarding").status_code == 200
    faulty.proxy.loses_next_commit = True
    response = read(faulty_world, referral_id, "safeguarding")
    assert response.status_code == 503
    assert "Example Person" not in response.text


@pytest.mark.p07
def test_what_cannot_be_recorded_is_not_written_either(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    client = faulty_world.as_role(Role.REFERRER_CLIENT)
    with faulty.without_audit():
        assert client.post("/v1/referrals", json=faulty_world.referral("REF-2")).status_code == 503
    assert client.get("/v1/referrals").json()["data"] == []


@pytest.mark.p07
def test_a_refusal_that_cannot_be_recorded_is_no_hint_either(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    referral_id = faulty_world.push()["id"]
    with faulty.without_audit():
        answers = [read(faulty_world, name, "curiosity") for name in (referral_id, str(faulty_world.id))]
    assert {answer.status_code for answer in answers} == {503}


def test_a_change_of_nothing_is_no_way_to_read_without_a_purpose(world: World) -> None:
    case = world.open_case()
    person_id = case["people"][0]["person_id"]
    address = record_address(world, person_id)
    member = record_household(world, person_id)["members"][0]
    result = stated(world, case["id"], "debts", "cleared", note="A fictional remark.")
    changed = {
        f"/v1/people/{person_id}": "Example Person",
        f"/v1/person-addresses/{address['id']}": "1 Example Street",
        f"/v1/household-members/{member['id']}": member["relation"],
        f"/v1/case-results/{result['id']}": "cleared",
    }
    headers = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}
    with world.service.client(world.token(world.people["caseworker"])) as client:
        for path, secret in changed.items():
            answer = client.patch(path, json={}, headers=headers)
            assert (answer.status_code, answer.json()["etag"]) == (200, answer.headers["ETag"]), path
            assert secret not in answer.text, path


def test_the_answer_kept_of_a_result_does_not_say_what_was_found(world: World) -> None:
    content = {"area": "debts", "point": "closure", "value": "cleared", "evidence": "document"}
    made = world.as_role(Role.CASEWORKER).post(
        f"/v1/cases/{world.open_case()['id']}/results",
        json=content | {"note": "A fictional remark.", "measured_on": today().isoformat()},
        headers={"Idempotency-Key": "a-result-that-is-kept"},
    )
    bodies = world.superuser.execute(
        "SELECT convert_from(body, 'UTF8') FROM idempotency_records WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    (kept,) = [body for (body,) in bodies if body and made.json()["id"] in body]
    assert "fictional remark" not in kept
    assert "cleared" not in kept
