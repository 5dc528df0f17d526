"""Packs: frozen at publication, one an agency, as the access table's field sets say; absent before and after."""

from datetime import UTC, datetime, timedelta

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.panels.convening import F1, F2, F3, Panel, convene, keyed, marks_in
from tests.fixtures.world import World

pytestmark = pytest.mark.database
# What the members of each kind of panel are shown: the table of the access rules, stated apart from the code.
SHOWN: dict[str, set[str]] = {
    "marac": F1 | F2 | F3,
    "sada_panel": F1 | F3,
    "multiple_needs": F1 | F3,
    "youth_multiple_needs": F1 | F3,
    "professionals_meeting": F1 | F3,
    "asb_forum": set(),
}


@pytest.fixture
def panel(world: World) -> Panel:
    return convene(world)


@pytest.mark.parametrize("kind", SHOWN)
def test_each_role_of_each_agency_sees_exactly_what_the_table_says(
    world: World, other_world: World, kind: str
) -> None:
    panel = convene(world, kind)
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    sitting = {"convened_council", "convened_police", panel.coordinator, "convened_second"}
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    elsewhere = convene(world, kind, slug="elsewhere")
    outside = {role.value for role in Role} | {elsewhere.coordinator, "elsewhere_police", "outreach_worker"}
    presenting = {"caseworker", "colleague"}
    item, pack = f"/v1/agenda-items/{item_id}", f"/v1/meetings/{meeting_id}/pack"
    agenda = f"/v1/meetings/{meeting_id}/agenda-items"
    for name in sitting | outside | presenting:
        shown = SHOWN[kind] if name in sitting else F1 | F2 | F3 if name in presenting else set()
        reader = world.as_role(name)
        answer = reader.get(item)
        assert marks_in(answer.text + str(answer.headers)) == shown, (name, "item")
        answer = reader.get(pack)
        assert marks_in(answer.text + str(answer.headers)) == (shown if name in sitting else set()), (
            name,
            "pack",
        )
        assert (answer.status_code == 200) is (name in sitting)
        assert marks_in(reader.get(agenda).text) == set(), (name, "agenda")
        assert marks_in(reader.get("/v1/meetings").text) == set()
    for role in Role:
        for path in (item, pack, agenda):
            assert other_world.as_role(role).get(path).status_code in {403, 404}


def test_a_pack_is_absent_before_publication_and_from_the_fifteenth_day_after_the_meeting(
    panel: Panel,
) -> None:
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    member, paths = (
        panel.world.as_role("convened_police"),
        (
            f"/v1/meetings/{meeting_id}/pack",
            f"/v1/agenda-items/{item_id}",
        ),
    )

    def answered() -> list[int]:
        return [member.get(path).status_code for path in paths]

    assert answered() == [404, 404]
    assert member.get(f"/v1/meetings/{meeting_id}/agenda-items").status_code == 404
    panel.publish(meeting_id)
    assert answered() == [200, 200]
    panel.shift(meeting_id, datetime.now(UTC) - timedelta(days=14))
    assert answered() == [200, 200]
    panel.shift(meeting_id, datetime.now(UTC) - timedelta(days=15))
    assert answered() == [404, 404]
    assert member.get(f"/v1/meetings/{meeting_id}/agenda-items").status_code == 404
    writer = panel.world.as_role(panel.coordinator)
    assert [writer.get(path).status_code for path in paths] == [200, 200], "the minutes are not written yet"


def test_a_cancelled_meeting_has_no_papers(panel: Panel) -> None:
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    panel.move(meeting_id, "cancelled", reason_code="no_business")
    for name in ("convened_police", panel.coordinator):
        for path in (f"/v1/meetings/{meeting_id}/pack", f"/v1/agenda-items/{item_id}"):
            assert panel.world.as_role(name).get(path).status_code == 404


def test_each_agency_has_its_own_bytes_and_reads_only_what_it_is_asked_itself(panel: Panel) -> None:
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.ask(item_id, "police")
    panel.ask(item_id, "council")
    panel.publish(meeting_id)
    path = f"/v1/meetings/{meeting_id}/pack"
    police, council = (
        panel.world.as_role(f"convened_{agency}").get(path) for agency in ("police", "council")
    )
    assert "held by police" in police.text
    assert "held by council" not in police.text
    assert "held by council" in council.text
    assert "held by police" not in council.text
    assert police.headers["ETag"] != council.headers["ETag"]
    assert not police.headers["ETag"].startswith("W/")


def test_what_was_published_stays_as_it_was_until_it_is_published_anew(panel: Panel) -> None:
    meeting_id = panel.meet()
    first = panel.present(meeting_id)
    panel.publish(meeting_id)
    member, path = panel.world.as_role("convened_police"), f"/v1/meetings/{meeting_id}/pack"
    before = member.get(path)
    later = panel.present(meeting_id)
    panel.ask(first, "police")
    assert member.get(path).content == before.content
    assert member.get(path).headers["ETag"] == before.headers["ETag"]
    assert member.get(f"/v1/agenda-items/{later}").status_code == 404
    published = panel.made(panel.coordinator, f"/meetings/{meeting_id}/packs")
    assert published["agency_ids"] == sorted(
        str(panel.world.agencies[name]) for name in ("council", "police")
    )
    after = member.get(path)
    assert [item["id"] for item in after.json()["items"]] == [first, later]
    assert after.json()["items"][0]["information_requests"][0]["question"] == "Is anything held by police?"
    assert after.headers["ETag"] != before.headers["ETag"]
    assert member.get(f"/v1/agenda-items/{later}").status_code == 200


def test_an_agency_has_a_pack_if_it_sits_on_the_day_and_does_not_only_watch(
    world: World, panel: Panel
) -> None:
    for agency, kind in (("fire", "fire_and_rescue"), ("health", "health_provider")):
        world.add_agency(agency, kind)
        panel.admit(agency, agency)
    panel.seat("fire", "observer")
    panel.seat("health", starts_on=(datetime.now(UTC) + timedelta(days=9)).date())
    meeting_id = panel.meet()
    panel.publish(meeting_id)
    path = f"/v1/meetings/{meeting_id}/pack"
    world.add_agreement(["safeguarding"], ["fire", "health"])
    assert [world.as_role(name).get(path).status_code for name in ("fire", "health", "convened_police")] == [
        404, 404, 200,
    ]  # fmt: skip


def test_a_professionals_meeting_is_called_and_its_pack_sent_on_the_same_day(world: World) -> None:
    panel = convene(world, "professionals_meeting")
    world.superuser.execute("UPDATE groups SET rhythm = 'ad_hoc' WHERE id = %s", (panel.group_id,))
    meeting_id = panel.meet(datetime.now(UTC))
    panel.present(meeting_id)
    panel.publish(meeting_id)
    pack = world.as_role("convened_police").get(f"/v1/meetings/{meeting_id}/pack").json()
    assert len(pack["items"]) == 1
    meeting = world.as_role("convened_police").get(f"/v1/meetings/{meeting_id}").json()
    assert (meeting["scheduled_on"], meeting["status"]) == (None, "published")


def test_each_read_of_papers_states_a_purpose_and_is_recorded_with_the_field_sets(world: World) -> None:
    panel = convene(world, "marac")
    meeting_id = panel.meet()
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    paths = (f"/v1/meetings/{meeting_id}/pack", f"/v1/agenda-items/{item_id}")
    member = world.as_role("convened_police")
    for path in paths:
        assert world.as_role("convened_police", Purpose="curiosity").get(path).status_code == 403
        assert member.get(path).status_code == 200
    lines = world.superuser.execute(
        "SELECT operation, object_id::text, field_set, purpose FROM audit_entries WHERE actor_id = %s"
        " AND decision = 'allowed' ORDER BY operation",
        (world.somebody("convened_police"),),
    ).fetchall()
    assert lines == [
        ("agenda_item:read", item_id, "F1 F2 F3", "safeguarding"),
        ("panel_pack:read", meeting_id, "F1 F2 F3", "safeguarding"),
    ]


def test_packs_are_published_anew_only_before_the_meeting(panel: Panel) -> None:
    meeting_id = panel.meet()
    path = f"/meetings/{meeting_id}/packs"
    early = panel.post(panel.coordinator, path)
    assert (early.status_code, early.json()["errors"][0]["code"]) == (422, "wrong_meeting_status")
    panel.publish(meeting_id)
    key = keyed()
    client = panel.world.as_role(panel.coordinator)
    first, again = (client.post(f"/v1{path}", headers=key) for _ in range(2))
    assert (first.status_code, again.json(), again.headers["Idempotency-Replayed"]) == (
        201,
        first.json(),
        "true",
    )
    panel.hold(meeting_id)
    assert panel.post(panel.coordinator, path).status_code == 422
