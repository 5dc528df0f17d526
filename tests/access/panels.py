"""Who may do what with meetings and panels."""

from tests.access.rows import R, Row, row
from tests.domains.panels.convening import Panel, standing_panel
from tests.fixtures.world import World

COORDINATORS = {R.PANEL_COORDINATOR}
SITTING = {R.PANEL_COORDINATOR, R.PANEL_MEMBER}
READERS = {*SITTING, R.CASEWORKER}
WORKERS = {R.CASEWORKER}
ACTORS = {*READERS, R.JOINT_ACTION_GROUP}
LISTERS = {*READERS, R.PARTNERSHIP_ADMIN}
ITEM = "/v1/agenda-items/{agenda_item_id}"
MEETING = "/v1/meetings/{meeting_id}"
ACTION = "/v1/panel-actions/{panel_action_id}"
REQUEST = "/v1/information-requests/{information_request_id}"

ROWS: dict[str, Row] = {
    "create_meeting": row("POST", "/v1/groups/{group_id}/meetings", COORDINATORS),
    "create_meeting_schedule": row("POST", "/v1/groups/{group_id}/meeting-schedules", COORDINATORS),
    "list_meetings": row("GET", "/v1/meetings", LISTERS),
    "get_meeting": row("GET", MEETING, LISTERS),
    "update_meeting": row("PATCH", MEETING, COORDINATORS),
    "create_meeting_transition": row(
        "POST",
        MEETING + "/transitions",
        COORDINATORS,
        body=lambda _: {"to": "cancelled", "reason_code": "other"},
    ),
    "get_meeting_attendance": row(
        "GET", MEETING + "/attendance", SITTING, absent_to={R.CASEWORKER, R.PARTNERSHIP_ADMIN}
    ),
    "replace_meeting_attendance": row(
        "PUT", MEETING + "/attendance", COORDINATORS, body=lambda _: {"seats": []}
    ),
    "create_meeting_pack": row("POST", MEETING + "/packs", COORDINATORS),
    "get_meeting_pack": row("GET", MEETING + "/pack", SITTING, sensitive=True),
    # Members read minutes once they are approved; the table's are not.
    "get_meeting_minutes": row(
        "GET", MEETING + "/minutes", COORDINATORS, absent_to={R.PANEL_MEMBER}, sensitive=True
    ),
    "replace_meeting_minutes": row("PUT", MEETING + "/minutes", COORDINATORS),
    "create_agenda_item": row("POST", MEETING + "/agenda-items", WORKERS),
    "list_agenda_items": row("GET", MEETING + "/agenda-items", READERS),
    "get_agenda_item": row("GET", ITEM, READERS, sensitive=True),
    "create_agenda_item_transition": row("POST", ITEM + "/transitions", WORKERS),
    "create_agenda_item_recusal": row("POST", ITEM + "/recusals", SITTING),
    "create_panel_decision": row("POST", ITEM + "/decisions", COORDINATORS),
    "create_panel_action": row("POST", ITEM + "/actions", COORDINATORS),
    "list_panel_actions": row("GET", "/v1/panel-actions", ACTORS),
    "get_panel_action": row("GET", ACTION, ACTORS, sensitive=True),
    "create_panel_action_transition": row("POST", ACTION + "/transitions", ACTORS),
    "create_information_request": row("POST", ITEM + "/information-requests", COORDINATORS),
    "list_information_requests": row("GET", "/v1/information-requests", SITTING),
    "get_information_request": row("GET", REQUEST, SITTING, sensitive=True),
    "create_information_answer": row("POST", REQUEST + "/answers", {R.PANEL_MEMBER}),
}


def _published(world: World) -> tuple[Panel, str, str]:
    """A published meeting of the group in which the world's panel roles sit, with an item before it."""
    panel = standing_panel(world)
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    return panel, meeting_id, item_id


def _action(world: World) -> str:
    panel, _, item_id = _published(world)
    return str(panel.act(item_id, "council")["id"])


def _request(world: World) -> str:
    panel, _, item_id = _published(world)
    return str(panel.ask(item_id, "council")["id"])


SUBJECTS: dict[str, tuple[str, R]] = {}
KNOWN = {
    "group_id": lambda world: str(world.groups["panel"]),
    "meeting_id": lambda world: _published(world)[1],
    "agenda_item_id": lambda world: _published(world)[2],
    "panel_action_id": _action,
    "information_request_id": _request,
}
# A pack's bytes are frozen before the marks are set, so it shows none of them.
SHOWS = {
    "get_agenda_item": {"agenda_items", "panel_decisions"},
    "get_meeting_minutes": {"meeting_minutes", "panel_decisions"},
    "get_information_request": {"agenda_items", "information_requests"},
    "get_panel_action": {"panel_actions"},
}
