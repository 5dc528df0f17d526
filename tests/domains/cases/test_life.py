"""No sequence of requests leads a case or its referral where it may not go, and none is lost or doubled."""

from itertools import product
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.cases import rules
from sosafe_api.domains.cases.rules import CaseStatus
from tests.domains.cases import life
from tests.domains.cases.steps import ANY, add_colleague, move, moved, referral_of, require_approval
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize("status", CaseStatus)
def test_from_each_status_the_agreed_moves_are_open(status: CaseStatus) -> None:
    for approval, asked in product((False, True), repeat=2):
        found = rules.allowed_transitions(status, approval_required=approval, asked_by_caller=asked)
        assert set(found) == life.allowed(status.value, approval=approval, asked_by_caller=asked)


class Life(RuleBasedStateMachine):
    """Two workers send whatever they like; the case and its referral stand where the agreed tables say."""

    def __init__(
        self, workers: list[httpx.Client], sender: httpx.Client, case: dict[str, Any], *, approval: bool
    ):
        super().__init__()
        self.workers, self.sender, self.approval = workers, sender, approval
        self.path = f"/v1/cases/{case['id']}"
        self.referral = f"/v1/referrals/{case['referral_ids'][0]}"
        self.status, self.asked_by = "open", -1
        self.referral_status = "in_progress"
        self.walked = ["open"]

    @rule(who=st.sampled_from([0, 1]), to=st.sampled_from(sorted(life.MOVES)))
    def move(self, who: int, to: str) -> None:
        answer = self.workers[who].post(
            f"{self.path}/transitions", json=life.body(self.status, to), headers=ANY
        )
        allowed = life.allowed(self.status, approval=self.approval, asked_by_caller=self.asked_by == who)
        if to not in allowed:
            assert (answer.status_code, set(answer.json()["allowed_to"])) == (409, allowed)
            return
        assert answer.status_code == 201, answer.text
        self.follow(to)
        self.asked_by = who if to == "closing" else -1
        self.status = to
        self.walked.append(to)

    def follow(self, to: str) -> None:
        """What the referral must do, in the words of the agreement with its sender."""
        if to == "closed":
            early = self.status == "closing"  # the agreed body asks to close as disengaged
            self.referral_status = "not_completed" if early else "completed"
        elif to != "closing":
            self.referral_status = {"open": "in_progress", "paused": "on_hold"}.get(to, to)

    @invariant()
    def both_stand_where_the_tables_say(self) -> None:
        assert self.workers[0].get(self.path).json()["status"] == self.status
        assert self.sender.get(self.referral).json()["status"] == self.referral_status

    def teardown(self) -> None:
        lines = self.workers[1].get(f"{self.path}/transitions").json()["data"]
        assert [line["to"] for line in lines] == self.walked
        assert [line["from"] for line in lines] == [None, *self.walked[:-1]]


@pytest.mark.parametrize("approval", [False, True], ids=["closes directly", "closes by approval"])
def test_no_sequence_of_requests_leads_where_the_tables_do_not(world: World, *, approval: bool) -> None:
    workers = [world.as_role(Role.CASEWORKER), world.as_role(add_colleague(world))]
    sender = world.as_role(Role.REFERRER_CLIENT)
    if approval:
        require_approval(world)
    run_state_machine_as_test(
        lambda: Life(workers, sender, world.open_case(), approval=approval),
        settings=settings(
            max_examples=10,
            stateful_step_count=8,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_of_two_who_approve_at_once_one_closes_the_case(world: World) -> None:
    names = [add_colleague(world, f"colleague_{number}") for number in range(4)]
    require_approval(world)
    case = world.open_case()
    moved(world, case["id"], "closing", ending="planned_needs_met")
    with side_by_side() as crew:
        answers = list(crew.map(lambda name: move(world, case["id"], "closed", by=name), names))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    lines = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}/transitions").json()["data"]
    assert [line["to"] for line in lines] == ["open", "closing", "closed"]
    assert referral_of(world, case) == ("completed", None)


def test_of_one_who_closes_and_one_who_pauses_on_the_same_version_one_succeeds(world: World) -> None:
    add_colleague(world)
    for _ in range(4):
        case = world.open_case()
        on_this_version = {"headers": {"If-Match": case["etag"]}}
        wanted = [
            {"to": "closed", "ending": "planned_needs_met", "by": "caseworker"},
            {"to": "paused", "reason_code": "custody", "by": "colleague"},
        ]
        with side_by_side() as crew:
            answers = list(
                crew.map(
                    lambda each, case=case, more=on_this_version: move(world, case["id"], **each, **more),
                    wanted,
                )
            )
        assert sorted(answer.status_code for answer in answers) == [201, 412]
        won = next(answer.json()["to"] for answer in answers if answer.status_code == 201)
        assert referral_of(world, case) == {
            "closed": ("completed", None), "paused": ("on_hold", "custody"),
        }[won]  # fmt: skip
