"""What the tests of outcomes do again and again: close a case on a day, state results, approve an extract."""

from datetime import UTC, date, datetime
from typing import Any

import httpx

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import ANY, key, moved
from tests.fixtures.world import World

APPROVAL = {
    "project": "Example project",
    "reason": "Counts were not enough.",
    "closed_from": "2025-04-01",
    "closed_before": "2026-04-01",
}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def closed_case(
    world: World, on: date | None = None, ending: str = "planned_needs_met", **changes: Any
) -> dict[str, Any]:
    """A case that closed, long ago if a day is given: it had opened on 1 January 2020 then."""
    case = world.open_case(**changes)
    moved(world, case["id"], "closed", ending=ending)
    if on is not None:
        set_closed(world, case["id"], on)
    return case


def set_closed(world: World, case_id: str, on: date) -> None:
    world.superuser.execute(
        "UPDATE cases SET opened_at = '2020-01-01T12:00:00Z', closed_at = %s WHERE id = %s",
        (noon(on), case_id),
    )


def add_rule(
    world: World, months: list[int], starts_on: date = date(2020, 1, 1), service: str = "refuge"
) -> None:
    """A rule that was set long ago; over HTTP it holds from today at the earliest."""
    world.insert(
        "follow_up_rules",
        partnership_id=world.id,
        id=new_id(),
        service_id=world.services[service],
        months=months,
        starts_on=starts_on,
        version=1,
        created_at=datetime.now(UTC),
    )


def closed_with_follow_up(world: World) -> str:
    """Under a rule of long ago, which a second case finds there."""
    ruled = "SELECT FROM follow_up_rules WHERE partnership_id = %s AND starts_on = '2020-01-01'"
    if world.superuser.execute(ruled, (world.id,)).fetchone() is None:
        add_rule(world, [6])
    return str(closed_case(world, date(2026, 1, 15))["id"])


def state(world: World, case_id: str, area: str, value: str, **rest: Any) -> httpx.Response:
    content = {
        "area": area,
        "value": value,
        "point": "closure",
        "evidence": "partner_record",
        "measured_on": today().isoformat(),
        **rest,
    }
    by = content.pop("by", "caseworker")
    return world.as_role(by).post(f"/v1/cases/{case_id}/results", json=content)


def stated(world: World, case_id: str, area: str, value: str, **rest: Any) -> dict[str, Any]:
    answer = state(world, case_id, area, value, **rest)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def patch(world: World, path: str, content: bytes, **headers: str) -> httpx.Response:
    merge = {"Content-Type": "application/merge-patch+json", **ANY, **headers}
    return world.as_role(Role.CASEWORKER).patch(path, content=content, headers=merge)


def asked(world: World, **changes: Any) -> str:
    made = world.as_role(Role.ANALYST).post("/v1/extract-approvals", json=APPROVAL | changes, headers=key())
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def answered(world: World, approval_id: str, to: str, by: str = "partnership_admin") -> httpx.Response:
    return world.as_role(by).post(
        f"/v1/extract-approvals/{approval_id}/transitions", json={"to": to}, headers=ANY
    )


def approved(world: World, **changes: Any) -> str:
    approval_id = asked(world, **changes)
    assert answered(world, approval_id, "approved").status_code == 201
    return approval_id


def insert_closed_case(world: World, closed_on: date, results: dict[str, str], **columns: Any) -> str:
    """A closed case with results at closure, written beside the service: figures need many."""
    case_id = new_id()
    common = {"partnership_id": world.id, "case_id": case_id}
    person = columns.pop("person", {})
    world.insert(
        "cases",
        **{
            "partnership_id": world.id,
            "id": case_id,
            "service_id": world.services["refuge"],
            "kind": "one_to_one",
            "access": "service",
            "status": "closed",
            "status_since": noon(closed_on),
            "opened_at": noon(date(2025, 5, 6)),
            "opened_by": world.somebody("caseworker"),
            "closed_at": noon(closed_on),
            "ending": "planned_needs_met",
            "version": 1,
            "updated_at": noon(closed_on),
            **columns,
        },
    )
    person_id = new_id()
    world.insert(
        "people",
        **{
            "partnership_id": world.id,
            "id": person_id,
            "full_name": "Example Person",
            "date_of_birth": date(1990, 1, 31),
            "safe_contact": "{}",
            "version": 1,
            "created_at": noon(closed_on),
            "updated_at": noon(closed_on),
            **person,
        },
    )
    world.insert(
        "case_people", **common, id=new_id(), person_id=person_id, role="client", added_at=noon(closed_on)
    )
    for area, value in results.items():
        add_result(world, case_id, area, value)
    return str(case_id)


def add_result(world: World, case_id: Any, area: str, value: str, months: int | None = None) -> None:
    world.insert(
        "case_results",
        partnership_id=world.id,
        id=new_id(),
        case_id=case_id,
        result_id=new_id(),
        version=1,
        area=area,
        point="follow_up" if months else "closure",
        follow_up_months=months,
        value=value,
        evidence="document",
        note="Canarynote of a result",
        measured_on=date(2026, 3, 1),
        entered_in_error=False,
        recorded_by=world.somebody("caseworker"),
        recorded_at=datetime.now(UTC),
    )
