"""A release is drafted, checked, approved by a second person, and never changes; a correction is the next one."""

import time
from typing import Any

import httpx
import pytest

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.service.freezing import published_tables
from tests.domains.kpis.arranging import received, street_file
from tests.domains.kpis.releasing import RELEASES, checked, drafted, publish, step, worked
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def frozen(world: World) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = world.superuser.execute(
        "SELECT path, media_type, body, content_digest FROM kpi_release_tables WHERE partnership_id = %s"
        " ORDER BY release_id, path, media_type",
        (world.id,),
    ).fetchall()
    return rows


def test_a_release_goes_from_draft_to_published_by_two_people(world: World, anonymous: httpx.Client) -> None:
    received(world, "2026-04-10", 3)
    received(world, "2026-05-10", 20)
    received(world, "2026-06-10", 20)
    open_root = f"/v1/partnerships/{world.slug}"
    draft = drafted(world, "First.", revisions=[{"kpi_code": "crime_rate", "note": "Nothing yet."}])
    assert (draft["number"], draft["tables_done"], draft["findings"]) == (None, 0, [])
    assert draft["allowed_transitions"] == ["discarded"]
    release = worked(world, draft["id"])
    assert (release["status"], release["number"], release["published_at"]) == ("checked", None, None)
    assert release["tables_done"] == release["tables_total"] == len(published_tables())
    by_service = "referrals_received/observations?period=quarter&by=service"
    months = "referrals_received/observations?period=month"
    suppressed = {item["path"]: item["cells"] for item in release["findings"] if item["code"] == "suppressed"}
    assert suppressed[months] >= 2, "April has three referrals, and another month goes with it"
    assert by_service not in suppressed
    assert anonymous.get(f"{open_root}/kpis").status_code == 404, "nothing is open before it is approved"
    assert anonymous.get(f"{open_root}/kpi-releases").status_code == 404

    refused = step(world, release, "published", by=Role.ANALYST)
    assert (refused.status_code, refused.json()["code"]) == (403, "role_not_permitted")
    approved = step(world, release, "published", by=Role.RESPONSIBLE_AUTHORITIES_GROUP)
    assert approved.status_code == 201, approved.text
    published = approved.json()
    assert (published["status"], published["number"]) == ("published", 1)
    assert published["released_by"] == str(world.people["responsible_authorities_group"].id)
    assert published["created_by"] == str(world.people["analyst"].id)
    again = step(world, published, "published")
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")

    listed = anonymous.get(f"{open_root}/kpi-releases")
    assert listed.status_code == 200
    (public,) = listed.json()["data"]
    assert public == {key: published[key] for key in public}
    assert public["revisions"] == [{"kpi_code": "crime_rate", "note": "Nothing yet."}]
    known = {"If-None-Match": listed.headers["ETag"]}
    assert anonymous.get(f"{open_root}/kpi-releases", headers=known).status_code == 304


def test_nobody_approves_what_they_drafted_or_changed_last(world: World) -> None:
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    made = admin.post(
        RELEASES, json={"notes": "Mine."}, headers={"Idempotency-Key": "a-draft-of-my-own-making"}
    )
    own = worked(world, made.json()["id"])
    response = step(world, own, "published")
    assert (response.status_code, response.json()["code"]) == (422, "business_rule")
    assert response.json()["errors"][0]["code"] == "second_person_required"
    assert step(world, own, "published", by=Role.RESPONSIBLE_AUTHORITIES_GROUP).status_code == 201

    release = checked(world, "Of the analyst.")
    changed = admin.patch(
        f"{RELEASES}/{release['id']}",
        json={"notes": "Put better."},
        headers={"If-Match": release["etag"], "Content-Type": "application/merge-patch+json"},
    )
    assert (changed.status_code, changed.json()["notes"]) == (200, "Put better.")
    assert step(world, release, "published").status_code == 412, "the approver read another text"
    response = step(world, changed.json(), "published")
    assert response.json()["errors"][0]["code"] == "second_person_required"
    assert step(world, changed.json(), "published", by=Role.RESPONSIBLE_AUTHORITIES_GROUP).status_code == 201


def test_what_was_checked_against_an_older_state_of_publication_is_drafted_anew(world: World) -> None:
    first, second = checked(world, "First."), checked(world, "Second.")
    assert step(world, first, "published").json()["number"] == 1
    outdated = step(world, second, "published")
    assert (outdated.status_code, outdated.json()["code"]) == (409, "conflict")
    discarded = step(world, second, "discarded")
    assert (discarded.json()["status"], discarded.json()["allowed_transitions"]) == ("discarded", [])
    assert publish(world, "Second, anew.")["number"] == 2


def test_a_withdrawn_release_is_no_longer_served_and_the_open_list_says_why(
    world: World, anonymous: httpx.Client
) -> None:
    open_root = f"/v1/partnerships/{world.slug}"
    for month in ("2021-04", "2021-05"):
        street_file(world, month, {"anti_social_behaviour": 10})
        last = publish(world, f"Up to {month}.")
    no_reason = step(world, last, "withdrawn")
    assert (no_reason.status_code, no_reason.json()["errors"][0]["pointer"]) == (422, "#/reason")
    reason = "A file of another force was loaded."
    withdrawn = step(world, last, "withdrawn", reason=reason)
    assert (withdrawn.status_code, withdrawn.json()["status"]) == (201, "withdrawn")
    patched = world.as_role(Role.ANALYST).patch(
        f"{RELEASES}/{last['id']}",
        json={"notes": "Never mind."},
        headers={"If-Match": "*", "Content-Type": "application/merge-patch+json"},
    )
    assert patched.status_code == 409
    served = anonymous.get(f"{open_root}/kpis")
    assert served.json()["release"]["number"] == 1, "the release before it is served again"
    listed = anonymous.get(f"{open_root}/kpi-releases").json()["data"]
    assert [(item["number"], item["status"], item["withdrawn_reason"]) for item in listed] == [
        (2, "withdrawn", reason),
        (1, "published", None),
    ]
    assert publish(world, "Corrected.")["number"] == 3


def test_a_release_holds_every_published_table_and_its_changes_and_audit_lines(world: World) -> None:
    release = publish(world)
    paths = [path for path, *_ in frozen(world)]
    assert {
        "",
        "crime_rate",
        "crime_rate/tables",
        "crime_rate/observations?period=rolling_12_months",
        "referrals_received/observations?period=quarter&by=agency",
        "declines_by_reason/observations?period=quarter&by=reason",
    } <= set(paths)
    tables = {path for path in paths if "/observations?" in path}
    assert tables == {key.path for key in published_tables()}
    assert {path for path in paths if path.endswith("/tables")} == {f"{code}/tables" for code in REGISTRY}
    for table, column in (("changes", "resource_id"), ("audit_entries", "object_id")):
        found = world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s AND {column} = %s",
            (world.id, release["id"]),
        ).fetchone()
        assert found == (3,), "drafted, checked, published"


def test_what_will_be_published_can_be_looked_at_before(world: World, anonymous: httpx.Client) -> None:
    received(world, "2026-04-10", 9)
    release = checked(world)
    tables = f"{RELEASES}/{release['id']}/tables"
    client = world.as_role(Role.JOINT_ACTION_GROUP)
    listed, address = [], f"{tables}?limit=200"
    while address:
        found = client.get(address).json()
        listed += found["data"]
        address = found["links"]["next"]
    kept = {(path, media_type): (body, digest.hex()) for path, media_type, body, digest in frozen(world)}
    assert {(item["path"], item["media_type"]): item["content_digest"] for item in listed} == {
        key: digest for key, (_, digest) in kept.items()
    }
    page = client.get(f"{tables}?limit=3").json()
    assert [item["id"] for item in page["data"]] == [item["id"] for item in listed[:3]]
    assert client.get(page["links"]["next"]).json()["data"][0]["id"] == listed[3]["id"]
    chosen = next(item for item in listed if item["path"] == "referrals_received/observations?period=month")
    seen = client.get(f"{tables}/{chosen['id']}")
    assert seen.content == kept[chosen["path"], "application/json"][0]
    for item in {item["media_type"]: item for item in listed}.values():
        wanted = {"Accept": item["media_type"]}
        look = client.get(f"{tables}/{item['id']}", headers=wanted)
        assert (look.status_code, look.headers["Content-Type"]) == (200, item["media_type"])
        if not item["media_type"].endswith("json"):
            other = client.get(f"{tables}/{item['id']}", headers={"Accept": "application/json"})
            assert (other.status_code, other.json()["available"]) == (406, [item["media_type"]])
    assert step(world, release, "published").status_code == 201
    served = anonymous.get(f"/v1/partnerships/{world.slug}/kpis/{chosen['path']}")
    assert served.content == seen.content, "what was approved is what everybody reads"


def test_a_failure_of_the_work_refuses_the_release_and_names_no_detail(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Example Person")

    monkeypatch.setattr("sosafe_api.domains.kpis.service.checking.definition_tables", broken)
    release = checked(world)
    assert (release["status"], release["allowed_transitions"]) == ("refused", ["discarded"])
    assert release["findings"] == [{"code": "internal_error", "path": "", "cells": 0}]


def test_repeating_the_request_with_its_key_drafts_once(world: World) -> None:
    client = world.as_role(Role.ANALYST)
    key = {"Idempotency-Key": "a-key-of-the-release"}
    answers = [client.post(RELEASES, json={"notes": "Once."}, headers=key) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert len(client.get(RELEASES).json()["data"]) == 1


def test_a_release_asks_for_a_key_for_notes_and_for_indicators_that_exist(world: World) -> None:
    client = world.as_role(Role.ANALYST)
    missing = client.post(RELEASES, json={"notes": "No key."})
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_missing")
    for body, pointer in (
        ({"notes": " "}, "#/notes"),
        ({"notes": "N.", "revisions": [{"kpi_code": "nothing", "note": "?"}]}, "#/revisions/0/kpi_code"),
    ):
        faulty = client.post(RELEASES, json=body, headers={"Idempotency-Key": "another-key-of-the-release"})
        assert (faulty.status_code, faulty.json()["errors"][0]["pointer"]) == (422, pointer)


def test_later_data_change_nothing_of_a_release(world: World) -> None:
    received(world, "2026-04-10", 8)
    publish(world)
    before = frozen(world)
    received(world, "2026-04-11", 8)
    street_file(world, "2021-04", {"anti_social_behaviour": 10})
    assert frozen(world) == before


def test_a_release_may_stop_before_a_day(world: World) -> None:
    for month in ("2021-04", "2021-05", "2021-06"):
        street_file(world, month, {"anti_social_behaviour": 10})
    publish(world, before="2021-06-01")
    (body,) = [
        body for path, _, body, _ in frozen(world) if path == "asb_incidents/observations?period=month"
    ]
    assert (b'"Apr 2021"' in body, b'"May 2021"' in body, b'"Jun 2021"' in body) == (True, True, False)


def test_a_count_that_a_correction_would_give_away_stays_hidden_in_the_next_release(
    world: World, anonymous: httpx.Client
) -> None:
    """3 and 12 hide each other. When 3 becomes 5, both could be shown, were nothing known of the 3."""
    world.add_service("shelter", "charity")
    for slug, number in (("refuge", 30), ("outreach", 3), ("shelter", 12)):
        received(world, "2026-04-10", number, service_id=world.services[slug])
    received(world, "2026-05-10", 10)
    received(world, "2026-06-10", 10)
    table = f"/v1/partnerships/{world.slug}/kpis/referrals_received/observations?period=quarter&by=service"

    def seen() -> dict[str | None, Any]:
        return {
            item["breakdown"] and item["breakdown"]["code"]: item["value"]
            for item in anonymous.get(table).json()["data"]
            if item["period"]["label"] == "2026/27 Q1"
        }

    publish(world, "First.")
    assert seen() == {None: 65, "refuge": 50, "outreach": None, "shelter": None}
    received(world, "2026-04-10", 2, service_id=world.services["outreach"])
    publish(world, "Two late referrals.")
    time.sleep(1.1)  # the service looks for a new release once a second
    told = seen()
    assert (told[None], told["refuge"], told["shelter"]) == (67, 50, None)
    assert told["outreach"] is None, "with 67 and 50 it would tell the 12, and so what outreach had before"


def test_the_list_goes_on_page_by_page_and_shows_drafts_to_those_who_may_read_them(world: World) -> None:
    for number in range(2):
        publish(world, f"Release {number}.")
    drafted(world, "Not yet.")
    client = world.as_role(Role.ANALYST)
    page = client.get(f"{RELEASES}?limit=2").json()
    assert [(item["number"], item["status"]) for item in page["data"]] == [(None, "draft"), (2, "published")]
    rest = client.get(page["links"]["next"]).json()
    assert ([item["number"] for item in rest["data"]], rest["page"]["has_more"]) == ([1], False)
    published = world.as_role(Role.SCRUTINY).get(RELEASES).json()["data"]
    assert [item["number"] for item in published] == [2, 1]
    worker.do_next(world.service.settings, world.service.urls)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.INDICATOR_READER, Role.RESPONSIBLE_AUTHORITIES_GROUP])
def test_only_analysts_and_administrators_draft(world: World, role: Role) -> None:
    response = world.as_role(role).post(
        RELEASES, json={"notes": "Mine."}, headers={"Idempotency-Key": "a-key-of-the-release"}
    )
    assert (response.status_code, response.json()["code"]) == (403, "role_not_permitted")
