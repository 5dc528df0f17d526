"""Meetings, and what is before them, in the states that their operations need."""

from collections.abc import Callable

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.panels.convening import Panel, standing_panel
from tests.fixtures.world import World


def _before(world: World) -> tuple[Panel, str, str]:
    """A planned meeting of the world's own panel, with an item before it."""
    panel = standing_panel(world)
    meeting_id = panel.meet()
    return panel, meeting_id, panel.present(meeting_id)


def _published(world: World) -> tuple[Panel, str, str]:
    found = _before(world)
    found[0].publish(found[1])
    return found


def _in_the_meeting(role: Role, *, published: bool = True, held: bool = False) -> Callable[[World], Call]:
    def call(world: World) -> Call:
        panel, meeting_id, _ = _published(world) if published else _before(world)
        if held:
            panel.hold(meeting_id)
        return Call(world.as_role(role), path={"meeting_id": meeting_id})

    return call


def _on_the_item(role: Role) -> Callable[[World], Call]:
    return lambda world: Call(world.as_role(role), path={"agenda_item_id": _published(world)[2]})


def _attended(world: World) -> Call:
    call = _in_the_meeting(Role.PANEL_COORDINATOR)(world)
    (seat,) = world.superuser.execute(
        "SELECT id::text FROM group_memberships WHERE group_id = %s", (world.groups["panel"],)
    ).fetchone()
    call.replaced["seats"] = [{"group_membership_id": seat, "attendance": "present"}]
    return call


def _action(world: World) -> str:
    panel, _, item_id = _published(world)
    return str(panel.act(item_id, "council")["id"])


def _request(world: World) -> str:
    panel, _, item_id = _before(world)
    return str(panel.ask(item_id, "council")["id"])


SPECIAL = {
    "create_meeting_transition": _in_the_meeting(Role.PANEL_COORDINATOR, published=False),
    "get_meeting_attendance": _in_the_meeting(Role.PANEL_MEMBER),
    "replace_meeting_attendance": _attended,
    "create_meeting_pack": _in_the_meeting(Role.PANEL_COORDINATOR),
    "get_meeting_pack": _in_the_meeting(Role.PANEL_MEMBER),
    "replace_meeting_minutes": _in_the_meeting(Role.PANEL_COORDINATOR, held=True),
    "create_agenda_item_recusal": _on_the_item(Role.PANEL_MEMBER),
    "create_panel_decision": _on_the_item(Role.PANEL_COORDINATOR),
    "create_panel_action": _on_the_item(Role.PANEL_COORDINATOR),
    "create_panel_action_transition": lambda world: Call(
        world.as_role(Role.PANEL_COORDINATOR), path={"panel_action_id": _action(world)}
    ),
}
IDENTIFIERS = {
    "group_id": lambda world: standing_panel(world).group_id,
    "meeting_id": lambda world: _before(world)[1],
    "agenda_item_id": lambda world: _before(world)[2],
    "panel_action_id": _action,
    "information_request_id": _request,
    "owner_agency_id": lambda world: str(world.agencies["council"]),
}
