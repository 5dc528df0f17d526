"""What concerns somebody, on the routes whose usual object in the access table concerns nobody."""

from collections.abc import Callable
from typing import Any

import httpx

from sosafe_api.domains.auth.rules import Role
from tests.access.requests import content_of, headers_of, names_in, real_path, subject
from tests.access.rows import Row
from tests.access.table import TABLE
from tests.domains.interventions import steps as asb
from tests.domains.panels.convening import standing_panel
from tests.domains.placements import steps as placements
from tests.domains.programmes import steps as programmes
from tests.fixtures.world import World

Case = dict[str, Any]
Content = dict[str, Any]
MADE = ("create_risk_assessment", "create_scored_assessment", "create_consent", "create_disclosure")


def _review(world: World) -> dict[str, Any]:
    return asb.applied(world, case_id=world.open_case()["id"], applicant_name=None)


def _recommendation(world: World) -> str:
    review = asb.stepped(world, _review(world), "acknowledged", "threshold_met", "review_held")
    return str(asb.recommended(world, review)["id"])


def _place(world: World) -> str:
    """Where somebody stays."""
    placements.put_on_duty(world)
    place_id = placements.add_place(world)["id"]
    placements.settle(world, place_id)
    return str(place_id)


def _reveal(world: World) -> str:
    """Of a place where somebody stays."""
    reveal, place_id = placements.panel_reveal(world)
    placements.put_on_duty(world)
    placements.settle(world, place_id)
    return str(reveal["id"])


_CONCERNING: dict[str, Callable[[World], str]] = {
    "asb_case_review_id": lambda world: str(_review(world)["id"]),
    "asb_case_review_recommendation_id": _recommendation,
    "place_id": _place,
    "reveal_id": _reveal,
}


def path_to(http: httpx.Client, world: World, row: Row) -> str:
    """The row's path with objects in its places that concern somebody."""
    return row.path.format(
        **{
            name: _CONCERNING[name](world) if name in _CONCERNING else subject(http, world, name)
            for name in names_in(row.path)
        }
    )


def fill_lists(http: httpx.Client, world: World) -> None:
    """Something that concerns somebody, in each list that a caseworker reads."""
    for name in MADE:
        made = http.post(
            TABLE[name].path,
            json=content_of(world, name),
            headers={**headers_of(world, Role.CASEWORKER), "Idempotency-Key": f"made-for-a-list-{name}"},
        )
        assert made.status_code == 201, made.text
    _review(world)
    _place(world)


def _in_table(name: str) -> Callable[[httpx.Client, World], tuple[str, Content]]:
    """As the access table has it, whose body names somebody."""
    return lambda http, world: (real_path(http, world, TABLE[name]), content_of(world, name))


def _of_a_case(name: str) -> Callable[[httpx.Client, World], tuple[str, Content]]:
    def built(http: httpx.Client, world: World) -> tuple[str, Content]:
        content = content_of(world, name) | {"case_id": world.open_case()["id"]}
        return real_path(http, world, TABLE[name]), content

    return built


def _attendance(_: httpx.Client, world: World) -> tuple[str, Content]:
    programme = programmes.plan(world)
    enrolment = programmes.enrol(world, programme, world.open_case())
    session_id = programmes.session_ids(world, programme)[0]
    entries = [{"enrolment_id": enrolment["id"], "attendance": "attended"}]
    return f"/v1/programme-sessions/{session_id}/attendance", {"entries": entries}


# Requests that name somebody in their body: the path and the content.
NAMING: dict[str, Callable[[httpx.Client, World], tuple[str, Content]]] = {
    **{
        name: _in_table(name)
        for name in (
            "create_case",
            "create_family",
            "create_family_case",
            "create_programme_enrolment",
            *MADE,
        )
    },
    **{name: _of_a_case(name) for name in ("create_agenda_item", "create_asb_case_review")},
    "create_programme_attendance": _attendance,
}


def _enrolments(world: World) -> tuple[str, Callable[[Case], None]]:
    programme = programmes.plan(world)

    def join(case: Case) -> None:
        programmes.enrol(world, programme, case)

    return f"/v1/programmes/{programme['id']}/enrolments", join


def _register(world: World) -> tuple[str, Callable[[Case], None]]:
    programme = programmes.plan(world)
    session_id = programmes.session_ids(world, programme)[0]

    def join(case: Case) -> None:
        enrolment = programmes.enrol(world, programme, case)
        assert programmes.attend(world, session_id, enrolment).status_code == 201

    return f"/v1/programme-sessions/{session_id}/attendance", join


def _agenda(world: World) -> tuple[str, Callable[[Case], None]]:
    panel = standing_panel(world)
    meeting_id = panel.meet()

    def join(case: Case) -> None:
        panel.present(meeting_id, case_id=case["id"])

    return f"/v1/meetings/{meeting_id}/agenda-items", join


def _actions(world: World) -> tuple[str, Callable[[Case], None]]:
    panel = standing_panel(world)

    def join(case: Case) -> None:
        meeting_id = panel.meet()
        item_id = panel.present(meeting_id, case_id=case["id"])
        panel.publish(meeting_id)
        panel.act(item_id, "charity")

    return "/v1/panel-actions", join


# Lists in which several people stand side by side: the path, and how somebody's case comes into it.
IN_COMPANY: dict[str, Callable[[World], tuple[str, Callable[[Case], None]]]] = {
    "list_agenda_items": _agenda,
    "list_panel_actions": _actions,
    "list_programme_attendance": _register,
    "list_programme_enrolments": _enrolments,
}
