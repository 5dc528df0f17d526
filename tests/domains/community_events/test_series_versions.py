"""A series is another version once what it leaves out changes: programmes that keep it look at nothing else."""

import pytest
import vobject

from tests.domains.community_events.holding import begun, get, in_days, move, opened, patch
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_a_series_is_another_version_once_an_event_of_it_is_told_no_longer(world: World) -> None:
    rule = begun(world, in_days(3))
    path = f"/event-series/{rule['id']}"
    events = get(world, f"/events?series_id={rule['id']}&limit=200")["data"]
    for number, visibility in enumerate(("partners", "public"), 1):
        patch(world, f"/events/{events[1]['id']}", {"visibility": visibility})
        assert get(world, path)["sequence"] == number
        master = vobject.readOne(opened(world, "/calendar").text).vevent_list[0]
        assert (master.sequence.value, "exdate" in master.contents) == (str(number), number == 1)
    patch(world, f"/events/{events[2]['id']}", {"title": "Another"})
    assert get(world, path)["sequence"] == 2
    move(world, f"/events/{events[3]['id']}", "entered_in_error")
    assert get(world, path)["sequence"] == 3
