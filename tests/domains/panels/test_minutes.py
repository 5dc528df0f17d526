"""Minutes are written, approved by somebody else, and final; they name nobody but through the items."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.domains.panels.convening import ANY, Panel, convene
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TEXT = "The panel met as planned."


@pytest.fixture
def panel(world: World) -> Panel:
    return convene(world)


@pytest.fixture
def held(panel: Panel) -> str:
    """A meeting with one decided item and one action."""
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    decision = {"outcome_code": "actions_agreed", "rationale": "Canaryrationale"}
    panel.made(panel.coordinator, f"/agenda-items/{item_id}/decisions", **decision)
    panel.act(item_id)
    panel.hold(meeting_id)
    return meeting_id


def write(panel: Panel, meeting_id: str, text: str = TEXT, *, by: str | None = None) -> httpx.Response:
    client = panel.world.as_role(by or panel.coordinator)
    return client.put(f"/v1/meetings/{meeting_id}/minutes", json={"text": text}, headers=ANY)


def read(panel: Panel, meeting_id: str, name: str) -> httpx.Response:
    return panel.world.as_role(name).get(f"/v1/meetings/{meeting_id}/minutes")


def test_minutes_hold_the_text_the_decisions_and_the_actions(panel: Panel, held: str) -> None:
    assert read(panel, held, panel.coordinator).json()["text"] is None
    assert write(panel, held).status_code == 200
    seen = read(panel, held, "convened_second").json()
    assert (seen["text"], seen["status"], seen["approved_by"]) == (TEXT, "held", None)
    (item,) = seen["items"]
    assert item["decision"]["rationale"] == "Canaryrationale"
    assert [action["owner_agency_id"] for action in item["actions"]] == [str(panel.world.agencies["police"])]
    assert read(panel, held, "convened_council").status_code == 404, "a member reads approved minutes only"


def test_somebody_else_than_the_writer_approves_and_then_nothing_changes(panel: Panel, held: str) -> None:
    missing = panel.move(held, "minutes_approved")
    assert missing.json()["errors"][0]["code"] == "minutes_missing"
    write(panel, held)
    own = panel.move(held, "minutes_approved")
    assert (own.status_code, own.json()["errors"][0]["code"]) == (422, "approved_by_writer")
    assert panel.move(held, "minutes_approved", by="convened_second").status_code == 201
    final = read(panel, held, "convened_council")
    assert final.json()["approved_by"] == str(panel.world.somebody("convened_second"))
    (item,) = final.json()["items"]
    path = f"/agenda-items/{item['agenda_item_id']}"
    late = {"owner_agency_id": str(panel.world.agencies["police"]), "action_code": "other"}
    for refused in (
        write(panel, held, "Other words."),
        panel.post(panel.coordinator, f"{path}/actions", description="Late.", due_on="2100-01-01", **late),
    ):
        assert refused.json()["errors"][0]["code"] == "wrong_meeting_status"
    assert read(panel, held, "convened_council").content == final.content


def test_whoever_writes_last_cannot_approve(panel: Panel, held: str) -> None:
    write(panel, held)
    write(panel, held, "Corrected.", by="convened_second")
    assert panel.move(held, "minutes_approved", by="convened_second").status_code == 422
    assert panel.move(held, "minutes_approved").status_code == 201


def test_the_text_names_nobody_who_was_put_before_the_panel(panel: Panel, held: str) -> None:
    refused = write(panel, held, "We spoke of canaryname\n FICTIONAL at length.")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "names_a_person")
    assert "anaryname" not in refused.text


def test_an_excluded_member_reads_minutes_without_the_item_and_is_not_answered_about_it(
    panel: Panel, held: str
) -> None:
    world = panel.world
    item = world.superuser.execute(
        "SELECT case_id::text FROM agenda_items WHERE meeting_id = %s", (held,)
    ).fetchone()
    write(panel, held)
    assert panel.move(held, "minutes_approved", by="convened_second").status_code == 201
    world.exclude("convened_police", "case", item[0])
    seen = read(panel, held, "convened_police")
    assert (seen.status_code, seen.json()["items"], seen.json()["text"]) == (200, [], TEXT)
    assert len(read(panel, held, "convened_council").json()["items"]) == 1


def test_an_excluded_coordinator_learns_nothing_by_naming_somebody(panel: Panel, held: str) -> None:
    item = panel.world.superuser.execute(
        "SELECT case_id::text FROM agenda_items WHERE meeting_id = %s", (held,)
    ).fetchone()
    panel.world.exclude(panel.coordinator, "case", item[0])
    assert write(panel, held, "Canaryname Fictional").status_code == 200
    approved = panel.move(held, "minutes_approved", by="convened_second")
    assert approved.json()["errors"][0]["code"] == "names_a_person"


def test_minutes_are_closed_to_members_14_days_after_their_approval(panel: Panel, held: str) -> None:
    write(panel, held)
    panel.move(held, "minutes_approved", by="convened_second")
    panel.shift(held, datetime.now(UTC) - timedelta(days=40))
    assert read(panel, held, "convened_council").status_code == 200
    panel.world.superuser.execute(
        "UPDATE meeting_minutes SET approved_at = now() - interval '15 days' WHERE meeting_id = %s", (held,)
    )
    for name in ("convened_council", panel.coordinator):
        assert read(panel, held, name).status_code == 404, name


def test_minutes_are_drafted_from_publication_on(panel: Panel) -> None:
    meeting_id = panel.meet()
    assert write(panel, meeting_id).json()["errors"][0]["code"] == "wrong_meeting_status"
    panel.publish(meeting_id)
    assert write(panel, meeting_id).status_code == 200
    assert panel.move(meeting_id, "minutes_approved", by="convened_second").status_code == 409


def test_of_two_who_write_on_the_same_version_one_is_told(panel: Panel, held: str) -> None:
    etag = read(panel, held, panel.coordinator).headers["ETag"]

    def one(number: int) -> int:
        client = panel.world.as_role(panel.coordinator)
        path, text = f"/v1/meetings/{held}/minutes", f"Draft {number}."
        return client.put(path, json={"text": text}, headers={"If-Match": etag}).status_code

    with side_by_side() as crew:
        assert sorted(crew.map(one, range(6))) == [200, *[412] * 5]


def test_many_approvals_at_once_approve_once(panel: Panel, held: str) -> None:
    write(panel, held)
    with side_by_side() as crew:
        answers = list(
            crew.map(
                lambda _: panel.move(held, "minutes_approved", by="convened_second").status_code, range(6)
            )
        )
    assert sorted(answers) == [201, *[409] * 5]
