"""Questions to the sender: the referral waits, its clock stops, and runs on with the last answer."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.referrals.lifecycle import move_body
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ANY = {"If-Match": "*"}


def ask(client: httpx.Client, referral_id: str, code: str = "contact_details") -> httpx.Response:
    body = {"code": code, "question": "Is the number still safe?"}
    return client.post(f"/v1/referrals/{referral_id}/questions", json=body, headers=ANY)


def answer(client: httpx.Client, referral_id: str, question_id: str) -> httpx.Response:
    body = {"question_id": question_id, "answer": "Yes, after six."}
    return client.post(f"/v1/referrals/{referral_id}/answers", json=body, headers=ANY)


def read(client: httpx.Client, referral_id: str) -> dict[str, Any]:
    body: dict[str, Any] = client.get(f"/v1/referrals/{referral_id}").json()
    return body


@pytest.fixture
def reviewed(world: World) -> str:
    """A referral under review."""
    referral_id: str = world.push()["id"]
    for to in ("received", "under_review"):
        moved = world.as_role(Role.CASEWORKER).post(
            f"/v1/referrals/{referral_id}/transitions", json={"to": to}, headers=ANY
        )
        assert moved.status_code == 201
    return referral_id


def clock(world: World, referral_id: str) -> tuple[datetime, datetime | None, int]:
    row = world.superuser.execute(
        "SELECT answer_deadline_at, clock_stopped_at, awaiting_seconds FROM referrals WHERE id = %s",
        (referral_id,),
    ).fetchone()
    assert row is not None
    return row


def test_a_question_makes_the_referral_wait_and_an_answer_brings_it_back(world: World, reviewed: str) -> None:
    service, sender = world.as_role(Role.CASEWORKER), world.as_role(Role.REFERRER_CLIENT)
    asked = ask(service, reviewed)
    assert asked.status_code == 201
    waiting = read(sender, reviewed)
    assert waiting["status"] == "awaiting_information"
    assert [(item["id"], item["code"]) for item in waiting["open_questions"]] == [
        (asked.json()["id"], "contact_details")
    ]
    answered = answer(sender, reviewed, asked.json()["id"])
    assert (answered.status_code, answered.json()["status"]) == (201, "under_review")
    assert read(sender, reviewed)["open_questions"] == []
    assert answered.headers["ETag"] == read(sender, reviewed)["etag"]


def test_the_clock_stands_still_while_information_is_awaited(world: World, reviewed: str) -> None:
    service, sender = world.as_role(Role.CASEWORKER), world.as_role(Role.REFERRER_CLIENT)
    before, _, _ = clock(world, reviewed)
    question_id = ask(service, reviewed).json()["id"]
    assert clock(world, reviewed)[1] is not None
    # Three days go by: everything that has happened so far happened three days earlier.
    world.superuser.execute(
        "UPDATE referrals SET answer_deadline_at = answer_deadline_at - interval '3 days',"
        " clock_stopped_at = clock_stopped_at - interval '3 days' WHERE id = %s",
        (reviewed,),
    )
    assert answer(sender, reviewed, question_id).status_code == 201
    after, stopped, awaited = clock(world, reviewed)
    assert stopped is None
    assert timedelta(0) <= after - before < timedelta(minutes=1)
    assert 3 * 86_400 <= awaited < 3 * 86_400 + 60


def test_what_waits_for_its_sender_is_not_overdue(world: World, reviewed: str) -> None:
    service, sender = world.as_role(Role.CASEWORKER), world.as_role(Role.REFERRER_CLIENT)
    question_id = ask(service, reviewed).json()["id"]
    world.superuser.execute(
        "UPDATE referrals SET answer_deadline_at = now() - interval '1 hour',"
        " clock_stopped_at = now() - interval '1 hour 1 second' WHERE id = %s",
        (reviewed,),
    )
    assert sender.get("/v1/referrals?overdue=true").json()["data"] == []
    assert read(sender, reviewed)["overdue"] is False
    # One second was left when the clock stopped.
    assert answer(sender, reviewed, question_id).status_code == 201
    world.superuser.execute(
        "UPDATE referrals SET answer_deadline_at = answer_deadline_at - interval '2 seconds' WHERE id = %s",
        (reviewed,),
    )
    assert [item["id"] for item in sender.get("/v1/referrals?overdue=true").json()["data"]] == [reviewed]


def test_only_the_last_answer_ends_the_waiting(world: World, reviewed: str) -> None:
    service, sender = world.as_role(Role.CASEWORKER), world.as_role(Role.REFERRER_CLIENT)
    first, second = ask(service, reviewed).json()["id"], ask(service, reviewed, "consent").json()["id"]
    stopped = clock(world, reviewed)[1]
    assert answer(sender, reviewed, first).json()["status"] == "awaiting_information"
    assert clock(world, reviewed)[1] == stopped
    assert [item["id"] for item in read(sender, reviewed)["open_questions"]] == [second]
    assert answer(sender, reviewed, second).json()["status"] == "under_review"


def test_people_on_both_sides_read_the_text_and_programs_only_its_code(world: World, reviewed: str) -> None:
    question_id = ask(world.as_role(Role.CASEWORKER), reviewed).json()["id"]
    assert answer(world.as_role(Role.REFERRER), reviewed, question_id).status_code == 201
    for role in (Role.CASEWORKER, Role.REFERRER):
        (line,) = world.as_role(role).get(f"/v1/referrals/{reviewed}/questions").json()["data"]
        assert (line["question"], line["answer"]) == ("Is the number still safe?", "Yes, after six.")
    program = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals/{reviewed}/questions")
    assert program.status_code == 404


def test_a_question_is_asked_during_review_and_by_the_service_only(world: World) -> None:
    referral_id = world.push()["id"]
    early = ask(world.as_role(Role.CASEWORKER), referral_id)
    assert (early.status_code, early.json()["code"]) == (409, "transition_not_allowed")
    assert ask(world.as_role(Role.REFERRER), referral_id).status_code == 409
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    assert ask(world.as_role("outreach_worker"), referral_id).status_code == 404


def test_a_question_is_answered_once_and_under_its_own_referral(world: World, reviewed: str) -> None:
    sender = world.as_role(Role.REFERRER_CLIENT)
    question_id = ask(world.as_role(Role.CASEWORKER), reviewed).json()["id"]
    elsewhere = world.push("REF-2")["id"]
    assert answer(sender, elsewhere, question_id).status_code == 422
    assert answer(sender, reviewed, question_id).status_code == 201
    again = answer(sender, reviewed, question_id)
    assert again.status_code == 422
    assert again.json()["errors"][0]["pointer"] == "#/question_id"


def test_a_referral_takes_a_hundred_questions(world: World, reviewed: str) -> None:
    service = world.as_role(Role.CASEWORKER)
    assert [ask(service, reviewed).status_code for _ in range(100)] == [201] * 100
    version = service.get(f"/v1/referrals/{reviewed}").headers["ETag"]
    refused = ask(service, reviewed)
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert [item["code"] for item in refused.json()["errors"]] == ["too_many_questions"]
    assert service.get(f"/v1/referrals/{reviewed}").headers["ETag"] == version
    assert len(service.get(f"/v1/referrals/{reviewed}/questions").json()["data"]) == 100
    assert len(read(world.as_role(Role.REFERRER_CLIENT), reviewed)["open_questions"]) == 100


@pytest.mark.parametrize("to", ["declined", "withdrawn", "entered_in_error"])
def test_a_closed_referral_takes_no_more_answers(world: World, reviewed: str, to: str) -> None:
    service, sender = world.as_role(Role.CASEWORKER), world.as_role(Role.REFERRER)
    path = f"/v1/referrals/{reviewed}"
    body = {"code": "needs", "question": "What is needed?"}
    asked = service.post(f"{path}/questions", json=body, headers={"If-Match": "*"})
    closing = sender if to == "withdrawn" else service
    moved = closing.post(f"{path}/transitions", json=move_body(to), headers={"If-Match": "*"})
    assert (asked.status_code, moved.status_code) == (201, 201)
    given = {"question_id": asked.json()["id"], "answer": "A bed."}
    late = sender.post(f"{path}/answers", json=given, headers={"If-Match": "*"})
    assert (late.status_code, late.json()["code"]) == (409, "transition_not_allowed")
    assert sender.get(path).headers["ETag"] == sender.get("/v1/referrals").json()["data"][0]["etag"]
    assert service.get(f"{path}/questions").json()["data"][0]["answer"] is None


def test_nobody_waits_unasked(world: World, reviewed: str) -> None:
    response = world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{reviewed}/transitions", json={"to": "awaiting_information"}, headers=ANY
    )
    assert response.status_code == 409


def test_a_decision_while_waiting_ends_the_waiting(world: World, reviewed: str) -> None:
    service = world.as_role(Role.CASEWORKER)
    ask(service, reviewed)
    declined = service.post(
        f"/v1/referrals/{reviewed}/transitions",
        json={"to": "declined", "reason_code": "insufficient_information"},
        headers=ANY,
    )
    assert declined.status_code == 201
    assert clock(world, reviewed)[1] is None
    assert read(service, reviewed)["open_questions"] == []
