"""No sequence of requests leads a referral where it may not go, and every move that is agreed works."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sosafe_api.core import clock
from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.referrals import rules
from tests.domains.referrals.lifecycle import ASKED_FROM, MOVES, SENDER, SERVICE, move_body
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ANY = {"If-Match": "*"}


@pytest.mark.parametrize("status", MOVES)
def test_from_each_status_exactly_the_agreed_moves_are_open(world: World, status: str) -> None:
    referral_id = world.push()["id"]
    sides = {SENDER: world.as_role(Role.REFERRER_CLIENT), SERVICE: world.as_role(Role.CASEWORKER)}
    for side, client in sides.items():
        agreed = sorted(to for to, movers in MOVES[status].items() if side in movers)
        for to in MOVES:
            world.superuser.execute("UPDATE referrals SET status = %s WHERE id = %s", (status, referral_id))
            path = f"/v1/referrals/{referral_id}"
            shown = client.get(path).json()["allowed_transitions"] if to == status else agreed
            assert sorted(shown) == agreed
            response = client.post(f"{path}/transitions", json=move_body(to), headers=ANY)
            if to in agreed:
                assert (response.status_code, response.json()["to"]) == (201, to), (side, to)
            else:
                assert (response.status_code, response.json()["code"]) == (409, "transition_not_allowed")
                assert sorted(response.json()["allowed_to"]) == agreed


class Lifecycle(RuleBasedStateMachine):
    """Both sides send whatever they like; the referral stands where the agreed table says."""

    def __init__(self, sender: httpx.Client, service: httpx.Client, pushed: dict[str, Any]) -> None:
        super().__init__()
        self.sides = {SENDER: sender, SERVICE: service}
        answer = sender.post("/v1/referrals", json=pushed)
        assert answer.status_code == 201
        self.path = f"/v1/referrals/{answer.json()['id']}"
        self.status = "submitted"
        self.walked = ["submitted"]
        self.open: list[str] = []

    def post(self, side: str, what: str, body: dict[str, Any]) -> httpx.Response:
        return self.sides[side].post(f"{self.path}/{what}", json=body, headers=ANY)

    def stand(self, status: str) -> None:
        self.status = status
        self.walked.append(status)

    @rule(side=st.sampled_from([SENDER, SERVICE, SERVICE]), to=st.sampled_from(sorted(MOVES)))
    def move(self, side: str, to: str) -> None:
        response = self.post(side, "transitions", move_body(to))
        if side in MOVES[self.status].get(to, set()):
            assert response.status_code == 201, response.text
            self.stand(to)
        else:
            assert response.status_code == 409, response.text

    @rule(data=st.data())
    @precondition(lambda self: MOVES[self.status])
    def move_as_agreed(self, data: st.DataObject) -> None:
        to = data.draw(st.sampled_from(sorted(MOVES[self.status])))
        side = data.draw(st.sampled_from(sorted(MOVES[self.status][to])))
        assert self.post(side, "transitions", move_body(to)).status_code == 201
        self.stand(to)

    @rule(side=st.sampled_from([SENDER, SERVICE, SERVICE]))
    def ask(self, side: str) -> None:
        response = self.post(side, "questions", {"code": "needs", "question": "What is needed?"})
        if side == SERVICE and self.status in ASKED_FROM:
            assert response.status_code == 201, response.text
            self.open.append(response.json()["id"])
            if self.status != "awaiting_information":
                self.stand("awaiting_information")
        else:
            assert response.status_code in (403, 409), response.text

    @rule()
    @precondition(lambda self: self.open)
    def answer(self) -> None:
        response = self.post(SENDER, "answers", {"question_id": self.open.pop(), "answer": "A bed."})
        assert response.status_code == 201, response.text
        if self.status == "awaiting_information" and not self.open:
            self.stand("under_review")

    @invariant()
    def it_stands_where_the_table_says(self) -> None:
        for client in self.sides.values():
            assert client.get(self.path).json()["status"] == self.status

    def teardown(self) -> None:
        lines = self.sides[SERVICE].get(f"{self.path}/transitions").json()["data"]
        assert [line["to"] for line in lines] == self.walked
        assert [line["from"] for line in lines] == [None, *self.walked[:-1]]


def test_no_sequence_of_requests_leads_where_the_table_does_not(world: World) -> None:
    sender, service = world.as_role(Role.REFERRER_CLIENT), world.as_role(Role.CASEWORKER)
    numbers = iter(range(10_000))
    run_state_machine_as_test(
        lambda: Lifecycle(sender, service, world.referral(f"WALK/{next(numbers)}")),
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


@pytest.mark.parametrize(
    "received_at",
    [
        "2026-03-28T23:30:00Z",
        "2026-03-29T00:30:00Z",
        "2026-10-24T23:30:00Z",
        "2026-10-25T01:30:00Z",
        "2028-02-22T12:00:00Z",
        "2028-02-29T23:59:59.999Z",
        "2026-12-31T23:59:59.999Z",
    ],
)
def test_the_database_sets_the_clock_as_the_rules_say(
    world: World, monkeypatch: pytest.MonkeyPatch, received_at: str
) -> None:
    instant = datetime.fromisoformat(received_at)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: instant)
        receipt = world.push(referred_on="2026-01-02")
    deadline = rules.answer_deadline(instant, 7)
    assert receipt["received_at"] == wire_instant(instant)
    assert receipt["answer_by"] == rules.answer_by(deadline).isoformat()
    kept = world.superuser.execute(
        "SELECT answer_deadline_at, first_answer_by FROM referrals WHERE id = %s", (receipt["id"],)
    ).fetchone()
    assert kept == (deadline, rules.answer_by(deadline))
