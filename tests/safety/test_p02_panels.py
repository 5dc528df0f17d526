"""P2, P6: what is before a panel, asked for without any condition, in the application's own role."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from sosafe_api.core.db.session import RowScope
from sosafe_api.domains.auth.rules import Role
from tests.domains.panels.convening import Panel, convene
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = [pytest.mark.p02, pytest.mark.database]
TABLES = (
    "agenda_items", "panel_pack_items", "information_requests", "panel_decisions", "panel_actions", "panel_packs",
    "meeting_minutes", "seat_attendances",
)  # fmt: skip
OF_THE_ITEM = {"agenda_items", "information_requests", "panel_decisions", "panel_actions", "panel_pack_items"}


@pytest.fixture
def app(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.urls.app) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def panel(world: World) -> Panel:
    """Everything that a panel can have, of one item: asked, packed, decided, acted on, minuted."""
    panel = convene(world)
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.ask(item_id, "police")
    panel.publish(meeting_id)
    decision = {"outcome_code": "deferred", "rationale": "Next time."}
    panel.made(panel.coordinator, f"/agenda-items/{item_id}/decisions", **decision)
    panel.act(item_id, "council")
    panel.hold(meeting_id)
    coordinator = world.as_role(panel.coordinator)
    for part, body in (
        ("minutes", {"text": "Held."}),
        (
            "attendance",
            {"seats": [{"group_membership_id": str(panel.seats["police"]), "attendance": "absent"}]},
        ),
    ):
        path = f"/v1/meetings/{meeting_id}/{part}"
        assert coordinator.put(path, json=body, headers={"If-Match": "*"}).status_code == 200
    return panel


def seen(app: psycopg.Connection, world: World, **scope: Any) -> dict[str, int]:
    """How many rows of each table are there for a principal of this scope; tables without any left out."""
    app.rollback()
    app.execute(RowScope(world.id, **scope).statements.encode())
    counts = {
        table: app.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        for table in TABLES
    }
    return {table: count[0] for table, count in counts.items() if count and count[0]}


def sitting(panel: Panel, name: str, **more: Any) -> dict[str, Any]:
    agency = panel.world.agencies[panel.world.people[name].agency]
    group = UUID(panel.group_id)
    return {
        "principal_id": panel.world.somebody(name),
        "group_ids": (group,),
        "acting_agency_id": agency,
    } | more


def test_members_see_their_group_s_rows_and_of_packs_and_questions_their_agency_s(
    panel: Panel, app: psycopg.Connection
) -> None:
    common = dict.fromkeys(
        ("agenda_items", "panel_decisions", "panel_actions", "meeting_minutes", "seat_attendances"), 1
    )
    common |= {"panel_packs": 2, "panel_pack_items": 1}
    world = panel.world
    asked = common | {"information_requests": 1}
    assert seen(app, world, **sitting(panel, "convened_police")) == asked
    assert seen(app, world, **sitting(panel, "convened_council")) == common
    assert seen(app, world, **sitting(panel, panel.coordinator)) == asked


def test_others_see_nothing_and_holders_and_presenters_their_part(
    panel: Panel, app: psycopg.Connection
) -> None:
    world = panel.world
    elsewhere = sitting(panel, "convened_police", group_ids=(world.groups["panel"],))
    assert seen(app, world, **elsewhere) == {}
    holder = {
        "principal_id": world.somebody("joint_action_group"),
        "acting_agency_id": world.agencies["council"],
    }
    assert seen(app, world, **holder) == {"panel_actions": 1}
    presenter = {
        "principal_id": world.somebody("caseworker"),
        "service_ids": (world.services["refuge"],),
        "acting_agency_id": world.agencies["charity"],
    }
    assert seen(app, world, **presenter) == {"agenda_items": 1, "panel_decisions": 1, "panel_actions": 1}
    assert seen(app, world, **presenter | {"service_ids": (world.services["outreach"],)}) == {}


def test_who_is_excluded_or_stepped_back_sees_no_row_that_leads_to_the_item(
    panel: Panel, app: psycopg.Connection
) -> None:
    world = panel.world
    (subjects,) = world.superuser.execute(
        "SELECT subject_ids FROM agenda_items WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert len(subjects) == 3
    for subject in subjects:
        found = seen(app, world, **sitting(panel, "convened_police", excluded_ids=(subject,)))
        assert not set(found) & OF_THE_ITEM, found
        reached = seen(app, world, reach="partnership", excluded_ids=(subject,))
        assert not set(reached) & OF_THE_ITEM, "an exclusion beats every grant"
    item = world.superuser.execute(
        "SELECT id FROM agenda_items WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    path = f"/agenda-items/{item[0]}/recusals"
    member = str(world.somebody("convened_council"))
    panel.made(panel.coordinator, path, principal_id=member, reason_code="relative")
    assert not set(seen(app, world, **sitting(panel, "convened_council"))) & OF_THE_ITEM


def test_a_case_of_its_workers_only_is_no_less_so_on_an_agenda(world: World) -> None:
    """A colleague who may not see the case sees what the panel is told of it only by sitting in the panel."""
    panel = convene(world)
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    case = world.open_case(access="workers")
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id, case_id=case["id"])
    panel.publish(meeting_id)
    action_id = panel.act(item_id)["id"]
    paths = [f"/v1/agenda-items/{item_id}", f"/v1/panel-actions/{action_id}"]
    assert [world.as_role("caseworker").get(path).status_code for path in paths] == [200, 200]
    assert [world.as_role("colleague").get(path).status_code for path in paths] == [404, 404]
    listed = world.as_role("colleague").get(f"/v1/meetings/{meeting_id}/agenda-items").json()
    assert listed["data"] == []
    world.grant(world.people["colleague"], Role.PANEL_MEMBER, group="convened")
    shown = world.as_role("colleague").get(paths[0]).json()
    assert (shown["contact"], shown["case_id"]) == (None, None)
    assert shown["person"]["full_name"] == "Canaryname Fictional"
    refused = panel.try_to_present(panel.meet(), by="colleague", referral_id=case["referral_ids"][0])
    assert refused.json()["errors"][0]["pointer"] == "#/referral_id"
