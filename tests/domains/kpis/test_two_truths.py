"""Two truths that look alike in everything told are published as the same bytes, whatever the rendition."""

import json
import re

import pytest

from tests.domains.kpis.arranging import accepted, declined, received
from tests.domains.kpis.releasing import checked, step
from tests.fixtures.world import World

pytestmark = pytest.mark.database
# By which a release names itself, and when it was computed.
TABLE = "referrals_received/observations?period=quarter&by=service"
_MARKS = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z"
)
Answers = dict[tuple[str, str], bytes]


def moved(world: World, source: str, target: str) -> None:
    """One accepted referral was really another service's."""
    world.superuser.execute(
        "UPDATE referrals SET service_id = %s, updated_at = now() WHERE id = (SELECT id FROM referrals"
        " WHERE partnership_id = %s AND service_id = %s AND status = 'accepted' ORDER BY id LIMIT 1)",
        (world.services[target], world.id, world.services[source]),
    )


def frozen(world: World) -> Answers:
    """Every answer of a draft that is then discarded, without what names the draft."""
    release = checked(world)
    assert release["status"] == "checked", release["findings"]
    rows = world.superuser.execute(
        "SELECT path, media_type, body FROM kpi_release_tables WHERE release_id = %s", (release["id"],)
    ).fetchall()
    assert step(world, release, "discarded").status_code == 201
    contents = {"tables"}  # digests of the others
    return {
        (path, media_type): _MARKS.sub(b"-", bytes(body))
        for path, media_type, body in rows
        if path.rpartition("/")[2] not in contents
    }


def differing(one: Answers, other: Answers) -> list[tuple[str, str]]:
    assert one.keys() == other.keys()
    return [key for key, body in one.items() if other[key] != body]


def test_what_is_hidden_leaves_no_trace_in_any_answer_of_a_release(world: World) -> None:
    world.add_service("youth", "council")
    world.add_service("shelter", "council", kind="domestic_abuse_support")
    world.add_service("no-more", "council", kind="one_to_one_support")
    for slug, number in (("refuge", 3), ("outreach", 12), ("youth", 20), ("shelter", 34), ("no-more", 21)):
        accepted(world, "2025-04-10", number, service_id=world.services[slug])
    declined(world, "2025-06-10", 8, service_id=world.services["youth"])
    received(world, "2026-02-10", 14, service_id=world.services["youth"])
    before = frozen(world)
    (whole, *parts) = json.loads(before[TABLE, "application/json"])["data"][: 1 + len(world.services)]
    told = {part["breakdown"]["code"]: part["value"] for part in parts}
    assert (whole["value"], told["refuge"], told["shelter"], told["youth"]) == (98, None, None, 28)
    assert len({media_type for _, media_type in before}) >= 6
    moved(world, "refuge", "shelter")  # of 3 and 34 are 2 and 35: no table by service tells either
    moved(world, "shelter", "no-more")  # of 35 and 21 are 34 and 22: a year's are 35 and 20 as before
    assert differing(before, frozen(world)) == []
    moved(world, "youth", "outreach")  # of 20 and 12, which are told, are 19 and 13
    changed = differing(before, frozen(world))
    media_types = {media_type.partition(";")[0] for _, media_type in changed}
    assert media_types >= {"application/json", "image/svg+xml", "text/csv"}
