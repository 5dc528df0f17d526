"""A case with a mark in each of its personal values, in a family and a programme, shut to all but its worker."""

from typing import Any

from tests.domains.cases.steps import ANY, begin_family, key, moved
from tests.domains.programmes.steps import attend, enrol, plan, session_ids
from tests.fixtures.world import World

PERSON = {
    "full_name": "Canaryname Casework",
    "date_of_birth": "1911-11-11",
    "safe_contact": {"telephone": "01632 960911", "may_call": True, "safe_times": "Canarytimes after six"},
}
# Who works on a case that only names somebody does not see how they are reached.
OF_WHO_IS_NAMED = {"Canaryname Casework", "1911-11-11"}
OF_THE_PERSON = {*OF_WHO_IS_NAMED, "01632 960911", "Canarytimes after six"}
NOTES = {
    name: f"Canary{name} words" for name in ("move", "need", "goal", "measure", "step", "contact", "message")
}
MARKS = OF_THE_PERSON | set(NOTES.values())
TABLES = {
    "cases", "case_people", "case_workers", "case_transitions", "case_needs", "case_goals", "case_plan_steps",
    "case_contacts", "families", "family_cases", "programmes", "programme_sessions", "programme_enrolments",
    "programme_attendance",
}  # fmt: skip


def seen_in(text: str) -> set[str]:
    return {mark for mark in MARKS if mark in text}


def marked_case(world: World) -> dict[str, str]:
    """Every identifier of the case and of what belongs to it, by its name in a path."""
    case = world.open_case(access="workers")
    worker = world.as_role("caseworker")
    found = {"case_id": case["id"], "referral_id": case["referral_ids"][0]}

    def make(name: str, path: str, **body: Any) -> None:
        answer = worker.post(f"/v1/cases/{case['id']}/{path}", json=body, headers={**ANY, **key()})
        assert answer.status_code == 201, answer.text
        assert seen_in(answer.text + str(answer.headers)) == set(), "no answer to a write repeats it"
        found[name] = answer.json()["id"]

    make("case_person_id", "people", person=PERSON, role="partner")
    moved(world, case["id"], "paused", reason_code="custody", note=NOTES["move"])
    moved(world, case["id"], "open")
    make("case_need_id", "needs", kind="housing", identified_on="2026-11-03", note=NOTES["need"])
    goal = {"goal": NOTES["goal"], "measure": NOTES["measure"], "target_on": "2027-03-31"}
    make("case_goal_id", "goals", **goal)
    make("case_plan_step_id", "plan-steps", step=NOTES["step"], owner="client")
    make(
        "case_contact_id",
        "contacts",
        kind="in_person",
        starts_at="2026-11-04T14:00:00Z",
        note=NOTES["contact"],
    )
    found["family_id"] = begin_family(world, (case, "victim"), message=NOTES["message"])
    programme = plan(world)
    enrolment = enrol(world, programme, case)
    session_id = session_ids(world, programme)[0]
    assert attend(world, session_id, enrolment).status_code == 201
    read = worker.get(f"/v1/cases/{case['id']}").json()
    found |= {
        "person_id": read["people"][1]["person_id"],
        "case_worker_id": read["workers"][0]["id"],
        "programme_id": programme["id"],
        "programme_session_id": session_id,
        "programme_enrolment_id": enrolment["id"],
    }
    return found
