"""P7: no line of an extract leaves before its audit row is committed; a trail that takes none stops it."""

from datetime import date

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.outcomes.steps import approved, insert_closed_case
from tests.fixtures.world import World
from tests.safety.faulty import FaultyInstallation

pytestmark = [pytest.mark.p07, pytest.mark.database]


def test_an_extract_that_cannot_be_recorded_has_no_first_line(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    for _ in range(10):
        insert_closed_case(faulty_world, date(2025, 11, 20), {"housing": "sustained"})
    approved(faulty_world)
    analyst = faulty_world.as_role(Role.ANALYST)
    with faulty.without_audit():
        refused = analyst.get("/v1/case-outcomes/export")
    assert refused.status_code == 503
    assert "housing" not in refused.text
    answer = analyst.get("/v1/case-outcomes/export")
    assert (answer.status_code, len(answer.text.splitlines())) == (200, 11)
