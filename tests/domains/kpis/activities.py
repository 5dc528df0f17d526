"""Arranges events, funding, action plans and complainants of any day, above row security."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.ids import new_id
from tests.fixtures.world import World

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
_STAMPS: dict[str, Any] = {"version": 1, "created_at": NOW, "updated_at": NOW}


def event(world: World, starts_at: str, reached: dict[str, int] | None = None, **columns: Any) -> None:
    """An event that was held, and how many attendances it had of each community."""
    instant, event_id = datetime.fromisoformat(starts_at), new_id()
    values: dict[str, Any] = {
        "partnership_id": world.id,
        "id": event_id,
        "title": "Example event",
        "kind": "street_meet",
        "visibility": "public",
        "attendance_mode": "in_person",
        "lead_agency_id": world.agencies["council"],
        "agency_ids": [],
        "agency_ids_present": [],
        "audience": "everybody",
        "communities_meant": [],
        "sequence": 0,
        "starts_at": instant,
        "ends_at": instant + timedelta(hours=1),
        "previous_starts": [],
        "status": "held",
        "status_since": instant,
        "moved_online": False,
        **_STAMPS,
    }
    world.insert("community_events", **values | columns)
    for community, attendances in (reached or {}).items():
        row = {"partnership_id": world.id, "id": new_id(), "event_id": event_id}
        world.insert("event_reaches", **row, community=community, attendances=attendances)


def bid(world: World, **columns: Any) -> UUID:
    """A bid; its funder and its deliverer are made with it."""
    organisation, bid_id = new_id(), new_id()
    world.insert(
        "funding_organisations", partnership_id=world.id, id=organisation, name="Example Trust", **_STAMPS
    )
    values: dict[str, Any] = {
        "partnership_id": world.id,
        "id": bid_id,
        "title": "Example bid",
        "funder_id": organisation,
        "deliverer_id": organisation,
        "status": "in_delivery",
        "status_since": NOW,
        "budget_lines": "[]",
        "conditions": "[]",
        "documents": "[]",
        "grant_details": "{}",
        **_STAMPS,
    }
    world.insert("funding_bids", **values | columns)
    return bid_id


def spent(world: World, bid_id: UUID, amount: str, on: str, precision: str = "day") -> None:
    world.insert(
        "funding_spend_entries",
        partnership_id=world.id,
        id=new_id(),
        bid_id=bid_id,
        budget_line="all",
        amount=amount,
        spent_on=on,
        spent_on_precision=precision,
        **_STAMPS,
    )


def agreed_plan(world: World, agreed_on: str, closed_on: str | None = None) -> tuple[UUID, UUID]:
    """An agreed plan of 2026/27 and an objective of its strategy."""
    strategy, objective, plan = new_id(), new_id(), new_id()
    world.add_group("jag")
    row = {"partnership_id": world.id}
    world.insert(
        "strategies", **row, id=strategy, name="2026/29", starts_on=date(2026, 4, 1), ends_on=date(2029, 4, 1),
        number=1, aims=[], status="adopted", status_since=NOW, created_by=world.somebody("partnership_admin"),
        **_STAMPS,
    )  # fmt: skip
    world.insert(
        "objectives", **row, id=objective, strategy_id=strategy, number=1, title="Help people feel safe"
    )
    world.insert(
        "action_plans", **row, id=plan, strategy_id=strategy, group_id=world.groups["jag"], financial_year="2026/27",
        starts_on=date(2026, 4, 1), ends_on=date(2027, 4, 1), status="agreed", status_since=NOW,
        created_by=world.somebody("partnership_admin"), agreed_on=agreed_on, closed_on=closed_on, **_STAMPS,
    )  # fmt: skip
    return plan, objective


def action(world: World, plan: tuple[UUID, UUID], number: int, starts_on: str, said: dict[str, str]) -> None:
    """An action and what was said of it on which day."""
    action_id, row = new_id(), {"partnership_id": world.id}
    world.insert(
        "plan_actions", **row, id=action_id, plan_id=plan[0], objective_id=plan[1], number=number,
        owner_agency_id=world.agencies["council"], title="Example action", specific="What.", measure="How.",
        unit="visits", target_value=10, achievable="Yes.", realistic="Yes.", starts_on=starts_on,
        due_on="2027-03-31", status=list(said.values())[-1] if said else "not_started", status_since=NOW, **_STAMPS,
    )  # fmt: skip
    for noted_on, status in said.items():
        world.insert(
            "plan_updates", **row, id=new_id(), action_id=action_id, noted_on=noted_on, status=status,
            note="Said.", agency_id=world.agencies["council"], recorded_by=world.somebody("partnership_admin"),
            recorded_at=NOW,
        )  # fmt: skip


def complainant(world: World, case_id: str, number: int, on: str, satisfaction: str) -> None:
    world.insert(
        "complainant_surveys",
        partnership_id=world.id,
        id=new_id(),
        case_id=case_id,
        complainant_number=number,
        surveyed_on=on,
        method="telephone",
        satisfaction=satisfaction,
        version=1,
        recorded_by=world.somebody("caseworker"),
        recorded_at=NOW,
    )
