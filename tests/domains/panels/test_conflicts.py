"""Whoever is excluded, or stepped back, is served what a stranger is served: no item, and no sign of one."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from tests.domains.panels.convening import ANY, Panel, convene, marks_in
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
RELATIVE = "convened_police"


@pytest.fixture
def panel(world: World) -> Panel:
    return convene(world)


def told(answer: httpx.Response) -> tuple[int, bytes, str | None]:
    """All that an answer says, but for the number of the request and of what is left of the quota."""
    body = answer.content
    if answer.status_code >= 400:
        body = str({**answer.json(), "request_id": ""}).encode()
    return answer.status_code, body, answer.headers.get("ETag")


def lists(panel: Panel, name: str, meeting_id: str) -> list[Any]:
    reader = panel.world.as_role(name)
    paths = (
        f"/v1/meetings/{meeting_id}",
        f"/v1/meetings/{meeting_id}/pack",
        f"/v1/meetings/{meeting_id}/agenda-items",
        "/v1/panel-actions",
        "/v1/information-requests",
    )
    return [told(reader.get(path)) for path in paths]


def objects(panel: Panel, item_id: str) -> list[str]:
    """What hangs on an item: each is absent with it."""
    asked, set_ = panel.ask(item_id)["id"], panel.act(item_id)["id"]
    return [
        f"/v1/agenda-items/{item_id}",
        f"/v1/information-requests/{asked}",
        f"/v1/panel-actions/{set_}",
    ]


@pytest.mark.parametrize("named", ["person", "case", "referral"])
def test_an_excluded_member_is_served_what_there_was_before_the_item_byte_for_byte(
    panel: Panel, named: str
) -> None:
    world = panel.world
    case, meeting_id = world.open_case(), panel.meet()
    panel.present(meeting_id)
    panel.publish(meeting_id)
    subject = {
        "person": case["people"][0]["person_id"],
        "case": case["id"],
        "referral": case["referral_ids"][0],
    }[named]
    world.exclude(RELATIVE, named, subject)
    before = lists(panel, RELATIVE, meeting_id)
    assert before[1][0] == 200
    hidden = panel.present(meeting_id, case_id=case["id"])
    panel.made(panel.coordinator, f"/meetings/{meeting_id}/packs")
    paths = objects(panel, hidden)
    assert lists(panel, RELATIVE, meeting_id) == before
    reader, absent = world.as_role(RELATIVE), str(new_id())
    for path in paths:
        assert told(reader.get(path)) == told(reader.get(path.rsplit("/", 1)[0] + f"/{absent}")), path
        assert world.as_role("convened_second").get(path).status_code == 200, path
    assert len(world.as_role("convened_second").get(f"/v1/meetings/{meeting_id}/pack").json()["items"]) == 2


def test_an_excluded_member_can_do_nothing_to_the_item_and_learns_nothing_by_trying(panel: Panel) -> None:
    world, meeting_id = panel.world, panel.meet()
    case = world.open_case()
    item_id = panel.present(meeting_id, case_id=case["id"])
    panel.publish(meeting_id)
    asked, set_ = panel.ask(item_id)["id"], panel.act(item_id)["id"]
    world.exclude(RELATIVE, "case", case["id"])
    absent = str(new_id())
    for resource, of, body in (
        (f"/v1/agenda-items/{item_id}", "recusals", {"reason_code": "relative"}),
        (f"/v1/information-requests/{asked}", "answers", {"status": "nothing_held"}),
        (f"/v1/panel-actions/{set_}", "transitions", {"to": "completed"}),
    ):
        reader = world.as_role(RELATIVE)
        tried = reader.post(f"{resource}/{of}", json=body, headers=ANY)
        stranger = reader.post(f"{resource.rsplit('/', 1)[0]}/{absent}/{of}", json=body, headers=ANY)
        assert told(tried) == told(stranger)
        assert tried.status_code == 404


def test_an_excluded_coordinator_publishes_for_others_what_is_hidden_from_them(panel: Panel) -> None:
    world, meeting_id = panel.world, panel.meet()
    case = world.open_case()
    world.exclude(panel.coordinator, "case", case["id"])
    item_id = panel.present(meeting_id, case_id=case["id"])
    coordinator = world.as_role(panel.coordinator)
    assert coordinator.get(f"/v1/meetings/{meeting_id}/agenda-items").json()["data"] == []
    answer = panel.move(meeting_id, "published")
    assert answer.status_code == 201
    assert coordinator.get(f"/v1/meetings/{meeting_id}/pack").json()["items"] == []
    assert coordinator.get(f"/v1/agenda-items/{item_id}").status_code == 404
    (shown,) = world.as_role("convened_council").get(f"/v1/meetings/{meeting_id}/pack").json()["items"]
    assert shown["id"] == item_id


def test_an_exclusion_declared_after_publication_hides_at_the_next_request(panel: Panel) -> None:
    world, meeting_id = panel.world, panel.meet()
    case = world.open_case()
    panel.present(meeting_id, case_id=case["id"])
    panel.publish(meeting_id)
    reader, path = world.as_role(RELATIVE), f"/v1/meetings/{meeting_id}/pack"
    full = reader.get(path)
    assert marks_in(full.text)
    world.exclude(RELATIVE, "person", case["people"][0]["person_id"])
    without = reader.get(path)
    assert (without.status_code, without.json()["items"]) == (200, [])
    assert without.headers["ETag"] != full.headers["ETag"]


def recuse(panel: Panel, item_id: str, by: str, **body: Any) -> httpx.Response:
    return panel.post(
        by, f"/agenda-items/{item_id}/recusals", **({"reason_code": "friend_or_neighbour"} | body)
    )


def test_whoever_steps_back_sees_nothing_of_the_item_from_then_on(panel: Panel) -> None:
    world, meeting_id = panel.world, panel.meet()
    stays, item_id = panel.present(meeting_id), panel.present(meeting_id)
    panel.publish(meeting_id)
    paths = objects(panel, item_id)
    reader = world.as_role(RELATIVE)
    assert [reader.get(path).status_code for path in paths] == [200, 200, 200]
    recusal = recuse(panel, item_id, RELATIVE)
    assert recusal.status_code == 201
    assert recusal.json()["principal_id"] == str(world.somebody(RELATIVE))
    assert [reader.get(path).status_code for path in paths] == [404, 404, 404]
    assert [item["id"] for item in reader.get(f"/v1/meetings/{meeting_id}/pack").json()["items"]] == [stays]
    assert reader.get("/v1/panel-actions").json()["data"] == []
    assert recuse(panel, item_id, RELATIVE).status_code == 404
    assert [world.as_role("convened_second").get(path).status_code for path in paths] == [200, 200, 200]


def test_a_coordinator_may_name_somebody_of_the_group_and_nobody_else(panel: Panel) -> None:
    world, meeting_id = panel.world, panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    member = str(world.somebody(RELATIVE))
    for by, principal in (
        ("convened_council", member),
        (panel.coordinator, str(world.somebody("caseworker"))),
    ):
        refused = recuse(panel, item_id, by, principal_id=principal)
        assert refused.json()["errors"][0]["pointer"] == "#/principal_id"
    first = recuse(panel, item_id, panel.coordinator, principal_id=member)
    again = recuse(panel, item_id, panel.coordinator, principal_id=member, reason_code="relative")
    assert (first.status_code, again.json()) == (201, first.json())
    assert world.as_role(RELATIVE).get(f"/v1/agenda-items/{item_id}").status_code == 404


def test_stepping_back_many_times_at_once_is_recorded_once(panel: Panel) -> None:
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    member = str(panel.world.somebody(RELATIVE))
    with side_by_side() as crew:
        answers = list(
            crew.map(
                lambda _: recuse(panel, item_id, panel.coordinator, principal_id=member).status_code, range(6)
            )
        )
    assert set(answers) == {201}
    (count,) = panel.world.superuser.execute(
        "SELECT count(*) FROM agenda_item_recusals WHERE agenda_item_id = %s", (item_id,)
    ).fetchone()
    assert count == 1
