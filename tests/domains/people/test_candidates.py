"""Whom a referral may be about: told to who received it, how far and why, and decided by nobody but them."""

from typing import Any
from uuid import UUID

import pytest

from bench.made_people import Maker
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.people.rules.keys import match_keys
from sosafe_api.domains.people.rules.names import normalised
from tests.domains.people.steps import get, merge, person_in_case
from tests.fixtures.world import World

pytestmark = pytest.mark.database
OWN_TO_EACH = {"date", "request-id", "etag", "location", "ratelimit"}
SAME = {"full_name": "Catherine Smith", "date_of_birth": "1990-01-31", "outward_postcode": "SG1"}


def candidates(world: World, referral_id: str, *, worker: str = "caseworker") -> list[dict[str, Any]]:
    response = get(world, f"/v1/referrals/{referral_id}/person-candidates", worker=worker)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def pushed(world: World, reference: str = "NEW/1", **person: Any) -> str:
    return str(world.push(reference, person=SAME | person)["id"])


def test_somebody_known_is_proposed_with_a_score_and_the_reasons_and_no_value(world: World) -> None:
    known = person_in_case(world, **SAME)
    referral_id = pushed(world, full_name="Katie Smith", outward_postcode="AL1")
    response = get(world, f"/v1/referrals/{referral_id}/person-candidates")
    (found,) = response.json()["data"]
    assert found.pop("score") >= 0.95
    assert found == {
        "person_id": known,
        "likelihood": "likely",
        "reasons": {
            "name": "similar",
            "sound": "similar",
            "date_of_birth": "agrees",
            "outward_postcode": "differs",
            "agency_reference": "differs",
        },
    }
    for value in ("Catherine", "Smith", "1990", "SG1"):
        assert value not in response.text


def test_somebody_of_another_service_is_proposed_as_well_and_opened_about_by_hand(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    known = world.open_case(
        worker="outreach_worker",
        referral={"service_id": str(world.services["outreach"]), "person": SAME},
    )["people"][0]["person_id"]
    referral_id = world.accept("NEW/1", person=SAME)
    assert [item["person_id"] for item in candidates(world, referral_id)] == [known]
    assert get(world, f"/v1/people/{known}").status_code == 404
    opened = world.as_role(Role.CASEWORKER).post(
        "/v1/cases",
        json={"kind": "advocacy", "referral_ids": [referral_id], "person_id": known},
        headers={"Idempotency-Key": str(new_id())},
    )
    assert opened.json()["people"][0]["person_id"] == known
    assert get(world, f"/v1/people/{known}").status_code == 200


def test_nobody_is_matched_however_likely(world: World) -> None:
    known = person_in_case(world, **SAME)
    referral_id = world.accept("NEW/1", person=SAME)
    assert candidates(world, referral_id)[0]["score"] == 1.0
    opened = world.as_role(Role.CASEWORKER).post(
        "/v1/cases",
        json={"kind": "advocacy", "referral_ids": [referral_id]},
        headers={"Idempotency-Key": str(new_id())},
    )
    assert opened.json()["people"][0]["person_id"] != known


def test_a_reference_that_the_sender_used_for_the_person_agrees(world: World) -> None:
    """As when a service hands a referral on: it keeps its reference, and came to a case elsewhere."""
    referral_id = str(world.push("SAME/1", person=SAME)["id"])
    known = person_in_case(
        world, full_name="Somebody Else", date_of_birth="1990-01-31", outward_postcode="SG1"
    )
    world.superuser.execute(
        "UPDATE referrals SET agency_reference = 'SAME/1', redirected_from_id = %s"
        " WHERE partnership_id = %s AND case_id IS NOT NULL",
        (referral_id, world.id),
    )
    (found,) = candidates(world, referral_id)
    assert (found["person_id"], found["reasons"]["agency_reference"]) == (known, "agrees")


def test_the_sender_and_whoever_did_not_receive_the_referral_are_told_nothing(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    person_in_case(world, **SAME)
    path = f"/v1/referrals/{pushed(world)}/person-candidates"
    assert get(world, path, worker="outreach_worker").status_code == 404
    assert get(world, path, worker="referrer").status_code == 403
    assert get(world, path, worker="referrer_client").status_code == 403


def test_the_door_answers_alike_whether_the_person_is_known_or_not(world: World) -> None:
    """Byte for byte, but for the identifiers and instants that differ between any two pushes."""
    client = world.as_role(Role.REFERRER_CLIENT)
    seen = []
    for number, known in enumerate((False, True)):
        if known:
            person_in_case(world, **SAME)
        sent = client.post("/v1/referrals", json=world.referral(f"DOOR/{number}", person=SAME))
        assert sent.status_code == 201
        receipt = sent.json()
        text = sent.text.replace(f"DOOR/{number}", "DOOR")
        for part in ("id", "received_at", "content_digest"):
            text = text.replace(receipt[part], part)
        headers = {name: value for name, value in sent.headers.items() if name not in OWN_TO_EACH}
        seen.append((text.encode(), len(sent.content), headers))
        read = client.get(f"/v1/referrals/{receipt['id']}").json()
        seen[-1] = (*seen[-1], sorted(read), read["status"], read["case_id"], read["content"])
    assert seen[0] == seen[1]


def test_nobody_who_is_excluded_from_the_caller_is_proposed(world: World) -> None:
    known = person_in_case(world, **SAME)
    of_the_same, of_somebody_like = pushed(world), pushed(world, "NEW/3", full_name="Katie Smith")
    for referral_id in (of_the_same, of_somebody_like):
        assert [item["person_id"] for item in candidates(world, referral_id)] == [known]
    world.exclude("caseworker", "person", known)
    stranger = pushed(world, "NEW/2", full_name="Nobody Known", date_of_birth="1971-07-07")
    assert candidates(world, of_somebody_like) == candidates(world, stranger) == []
    assert get(world, f"/v1/referrals/{of_the_same}/person-candidates").status_code == 404


def test_a_merged_record_is_proposed_by_the_one_it_is_kept_under(world: World) -> None:
    kept = person_in_case(world, full_name="Catherine Jones", date_of_birth="1990-01-31")
    merged = person_in_case(world, **SAME)
    assert merge(world, kept, merged).status_code == 201
    assert [item["person_id"] for item in candidates(world, pushed(world))] == [kept]


def test_at_most_ten_are_proposed_and_the_likeliest_first(world: World) -> None:
    for number in range(12):
        person_in_case(world, **(SAME | {"date_of_birth": "1990-01-3" + str(number % 2)}))
    found = candidates(world, pushed(world))
    assert len(found) == 10
    scores = [item["score"] for item in found]
    assert scores == sorted(scores, reverse=True)


def test_each_look_is_recorded_with_its_purpose(world: World) -> None:
    referral_id = pushed(world)
    candidates(world, referral_id)
    assert world.superuser.execute(
        "SELECT object_id, purpose, field_set FROM audit_entries WHERE partnership_id = %s"
        " AND operation = 'person_candidate:read'",
        (world.id,),
    ).fetchall() == [(UUID(referral_id), "safeguarding", "F1")]


def test_the_database_finds_whoever_shares_a_key(world: World, other_world: World) -> None:
    """What `bench/matching.py` measures without the database: the same people are compared."""
    maker = Maker(seed=7)
    known = maker.people(150)
    ids = [new_id() for _ in known]
    for person_id, person in zip(ids, known, strict=True):
        keys = match_keys(world.id, person.full_name, person.date_of_birth, person.outward_postcode)
        for partnership_id, own_id in ((world.id, person_id), (other_world.id, new_id())):
            world.insert(
                "people",
                partnership_id=partnership_id,
                id=own_id,
                full_name=person.full_name,
                date_of_birth=person.date_of_birth,
                outward_postcode=person.outward_postcode,
                safe_contact="{}",
                normalised_name=normalised(person.full_name),
                version=1,
                created_at="2026-01-01",
                updated_at="2026-01-01",
            )
            for match_key in keys:
                world.insert(
                    "person_match_keys", partnership_id=partnership_id, match_key=match_key, person_id=own_id
                )
    found = 0
    for record in maker.written_again(known, strangers=0)[:20]:
        born = record.identity.date_of_birth
        referral_id = world.push(
            f"MADE/{record.of}",
            person={
                "full_name": record.identity.full_name,
                "date_of_birth": born.isoformat() if born else None,
                "outward_postcode": record.identity.outward_postcode,
            },
        )["id"]
        proposed = [item["person_id"] for item in candidates(world, referral_id)]
        assert set(proposed) <= {str(person_id) for person_id in ids}
        found += str(ids[record.of or 0]) in proposed
    assert found >= 19
