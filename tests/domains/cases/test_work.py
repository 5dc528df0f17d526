"""The work on a case: needs, goals, steps and contacts; kept by version, read for a purpose, seen with the case."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import ANY, add_colleague, key, moved
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MARK = "Canarywords of the work"


@dataclass(frozen=True)
class Kind:
    """One kind of record: where it stands, what it says, a change of it, and which words are somebody's own."""

    name: str
    path: str
    body: dict[str, Any]
    change: dict[str, Any]
    required: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


KINDS = [
    Kind(
        "need", "needs", {"kind": "drugs", "identified_on": "2026-11-03", "note": MARK},
        {"status": "partly_met"}, ("status",),
    ),
    Kind(
        "goal", "goals", {"goal": MARK, "measure": "Rent paid for three months.", "target_on": "2027-03-31"},
        {"progress": "achieved"}, ("goal", "measure", "target_on", "progress"),
    ),
    Kind(
        "plan_step", "plan-steps", {"step": MARK, "owner": "client", "due_on": "2026-12-01"},
        {"done_on": "2026-11-18"}, ("step",),
    ),
    Kind(
        "contact", "contacts", {"kind": "prison_visit", "starts_at": "2026-11-04T14:00:00Z", "note": MARK},
        {"attendance": "attended"}, ("starts_at", "attendance"),
    ),
]  # fmt: skip
EVERY = pytest.mark.parametrize("kind", KINDS, ids=str)


def post(
    world: World, case: dict[str, Any], path: str, *, by: str = "caseworker", **body: Any
) -> httpx.Response:
    return world.as_role(by).post(f"/v1/cases/{case['id']}/{path}", json=body, headers=key())


def make(world: World, case: dict[str, Any], kind: Kind, **more: Any) -> dict[str, Any]:
    made = post(world, case, kind.path, **kind.body, **more)
    assert made.status_code == 201, made.text
    assert MARK not in made.text
    receipt: dict[str, Any] = made.json()
    return receipt


def single(kind: Kind, made: dict[str, Any]) -> str:
    return f"/v1/case-{kind.path}/{made['id']}"


def patch(world: World, path: str, if_match: str, **body: Any) -> httpx.Response:
    headers = {"If-Match": if_match, "Content-Type": "application/merge-patch+json"}
    return world.as_role(Role.CASEWORKER).patch(path, json=body, headers=headers)


def faults(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 422, response.text
    return [(error["pointer"], error["code"]) for error in response.json()["errors"]]


@EVERY
def test_a_record_is_kept_listed_read_and_changed(world: World, kind: Kind) -> None:
    case, worker = world.open_case(), world.as_role(Role.CASEWORKER)
    made = make(world, case, kind)
    read = worker.get(single(kind, made))
    assert (read.status_code, read.headers["ETag"]) == (200, made["etag"])
    body = read.json()
    assert MARK in read.text
    assert (body["case_id"], body["created_by"]) == (case["id"], str(world.somebody("caseworker")))
    listed = worker.get(f"/v1/cases/{case['id']}/{kind.path}").json()
    assert listed["data"] == [body]
    changed = patch(world, single(kind, made), made["etag"], **kind.change)
    assert (changed.status_code, set(changed.json())) == (200, {"id", "case_id", "etag"})
    after = worker.get(single(kind, made)).json()
    assert {name: after[name] for name in kind.change} == kind.change
    assert after["etag"] == changed.headers["ETag"] != made["etag"]
    assert {name for name in body if after[name] != body[name]} == {*kind.change, "updated_at", "etag"}


@EVERY
def test_a_change_is_made_on_the_version_that_was_read_and_leaves_what_it_does_not_name(
    world: World, kind: Kind
) -> None:
    made = make(world, world.open_case(), kind)
    assert patch(world, single(kind, made), '"stale"', **kind.change).status_code == 412
    nothing = patch(world, single(kind, made), made["etag"])
    assert (nothing.status_code, nothing.headers["ETag"]) == (200, made["etag"])
    for name in kind.required:
        assert faults(patch(world, single(kind, made), made["etag"], **{name: None}))[0][0] == f"#/{name}"


@EVERY
def test_reads_and_changes_are_recorded_with_purpose_and_no_words(world: World, kind: Kind) -> None:
    case, worker = world.open_case(), world.as_role(Role.CASEWORKER)
    made = make(world, case, kind)
    worker.get(single(kind, made))
    worker.get(f"/v1/cases/{case['id']}/{kind.path}")
    patch(world, single(kind, made), made["etag"], **kind.change)
    audited = world.superuser.execute(
        "SELECT operation, object_id::text, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND operation LIKE %s ORDER BY id",
        (world.id, f"case_{kind.name}:%"),
    ).fetchall()
    assert audited == [
        (f"case_{kind.name}:create", made["id"], None),
        (f"case_{kind.name}:read", made["id"], "safeguarding"),
        (f"case_{kind.name}:list", case["id"], "safeguarding"),
        (f"case_{kind.name}:update", made["id"], None),
    ]
    told = world.superuser.execute(
        "SELECT type, resource_version, service_id FROM changes WHERE resource_id = %s ORDER BY id",
        (made["id"],),
    ).fetchall()
    refuge = world.services["refuge"]
    assert told == [(f"case_{kind.name}.created", 1, refuge), (f"case_{kind.name}.updated", 2, refuge)]


@EVERY
def test_without_a_purpose_nothing_is_read(world: World, kind: Kind) -> None:
    case = world.open_case()
    made = make(world, case, kind)
    aimless = world.as_role(Role.CASEWORKER, Purpose="curiosity")
    for path in (single(kind, made), f"/v1/cases/{case['id']}/{kind.path}"):
        refused = aimless.get(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "sharing_agreement_missing")
        assert MARK not in refused.text


@EVERY
def test_who_does_not_see_the_case_does_not_see_its_records(world: World, kind: Kind) -> None:
    add_colleague(world)
    add_colleague(world, "outsider", "outreach")
    case = world.open_case(access="workers")
    made = make(world, case, kind)
    paths = [single(kind, made), f"/v1/cases/{case['id']}/{kind.path}"]
    for name in ("colleague", "outsider"):
        assert [world.as_role(name).get(path).status_code for path in paths] == [404, 404], name
        assert post(world, case, kind.path, by=name, **kind.body).status_code == 404
        changed = world.as_role(name).patch(
            paths[0], json=kind.change, headers={**ANY, "Content-Type": "application/merge-patch+json"}
        )
        assert changed.status_code == 404
    world.exclude("caseworker", "person", case["people"][0]["person_id"])
    assert [world.as_role(Role.CASEWORKER).get(path).status_code for path in paths] == [404, 404]


@EVERY
def test_nothing_is_added_once_work_has_ended_but_what_is_there_can_be_put_right(
    world: World, kind: Kind
) -> None:
    case = world.open_case()
    made = make(world, case, kind)
    moved(world, case["id"], "closed", ending="planned_needs_met")
    assert post(world, case, kind.path, **kind.body).json()["code"] == "business_rule"
    assert patch(world, single(kind, made), made["etag"], **kind.change).status_code == 200


@EVERY
def test_a_long_list_goes_on_page_by_page_within_its_case_only(world: World, kind: Kind) -> None:
    case, other = world.open_case(), world.open_case()
    made = [make(world, case, kind)["id"] for _ in range(3)]
    make(world, other, kind)
    worker = world.as_role(Role.CASEWORKER)
    first = worker.get(f"/v1/cases/{case['id']}/{kind.path}?limit=2").json()
    cursor = first["page"]["next_cursor"]
    second = worker.get(f"/v1/cases/{case['id']}/{kind.path}?cursor={cursor}&limit=2").json()
    assert [item["id"] for item in first["data"] + second["data"]] == made
    assert second["page"]["has_more"] is False
    elsewhere = worker.get(f"/v1/cases/{other['id']}/{kind.path}?cursor={cursor}")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (400, "cursor_invalid")


def test_a_need_is_somebodys_of_the_case_and_keeps_them_in_it(world: World) -> None:
    case = world.open_case()
    child = post(world, case, "people", person={"full_name": "Example Child"}, role="child").json()
    need = KINDS[0]
    stranger = world.open_case()["people"][0]["person_id"]
    refused = post(world, case, need.path, **need.body, person_id=stranger)
    assert faults(refused) == [("#/person_id", "unknown_reference")]
    make(world, case, need, person_id=child["person_id"])
    kept = world.as_role(Role.CASEWORKER).delete(f"/v1/case-people/{child['id']}", headers=ANY)
    assert (kept.status_code, kept.json()["code"]) == (422, "business_rule")


def test_a_goal_answers_a_need_and_a_step_leads_to_a_goal_of_the_same_case(world: World) -> None:
    case, other = world.open_case(), world.open_case()
    need, goal, step, _ = KINDS
    need_id = make(world, case, need)["id"]
    assert faults(post(world, other, goal.path, **goal.body, need_id=need_id)) == [
        ("#/need_id", "unknown_reference")
    ]
    goal_id = make(world, case, goal, need_id=need_id)["id"]
    assert faults(post(world, other, step.path, **step.body, goal_id=goal_id)) == [
        ("#/goal_id", "unknown_reference")
    ]
    made = make(world, case, step, goal_id=goal_id)
    assert world.as_role(Role.CASEWORKER).get(single(step, made)).json()["goal_id"] == goal_id


def test_a_step_that_an_agency_takes_names_the_agency_and_no_other_does(world: World) -> None:
    case, step = world.open_case(), KINDS[2].body
    police = str(world.agencies["police"])
    assert faults(post(world, case, "plan-steps", **step | {"owner": "agency"})) == [
        ("#/agency_id", "required")
    ]
    assert faults(post(world, case, "plan-steps", **step, agency_id=police)) == [
        ("#/agency_id", "not_wanted")
    ]
    taken = post(world, case, "plan-steps", **step | {"owner": "agency", "agency_id": police})
    assert taken.status_code == 201
    unknown = post(world, case, "plan-steps", **step | {"owner": "agency", "agency_id": str(new_id())})
    assert faults(unknown) == [("#/agency_id", "unknown_reference")]


# The person of the tests may be called, and in no other way reached from afar.
@pytest.mark.parametrize(
    ("contact", "safe"),
    [
        ("in_person", True),
        ("home_visit", True),
        ("same_day_appointment", True),
        ("prison_visit", True),
        ("hospital_visit", True),
        ("telephone", True),
        ("video", True),
        ("text_message", False),
        ("email", False),
        ("letter", False),
    ],
)
def test_a_contact_is_planned_only_as_the_person_may_safely_be_reached(
    world: World, contact: str, *, safe: bool
) -> None:
    case, body = world.open_case(), {"kind": contact, "starts_at": "2026-12-04T14:00:00Z"}
    planned = post(world, case, "contacts", **body)
    if safe:
        assert planned.status_code == 201, planned.text
    else:
        assert faults(planned) == [("#/kind", "unsafe_contact")]
    held = post(world, case, "contacts", **body, attendance="attended")
    assert held.status_code == 201, "what happened is recorded whether it was safe or not"


def test_a_contact_is_made_by_who_records_it_or_another_worker_of_the_case(world: World) -> None:
    add_colleague(world)
    case, contact = world.open_case(), KINDS[3]
    colleague = str(world.somebody("colleague"))
    refused = post(world, case, "contacts", **contact.body, principal_id=colleague)
    assert faults(refused) == [("#/principal_id", "unknown_reference")]
    assert post(world, case, "workers", principal_id=colleague).status_code == 201
    made = make(world, case, contact, principal_id=colleague)
    assert world.as_role(Role.CASEWORKER).get(single(contact, made)).json()["principal_id"] == colleague
