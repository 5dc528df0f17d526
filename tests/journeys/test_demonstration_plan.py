"""A newcomer to the demonstration finds this year's action plan at work."""

from pathlib import Path

import pytest

from sosafe_api import provisioning
from sosafe_api.demo import organisations as shape
from sosafe_api.demo.planning import OBJECTIVES, make_plan
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService

pytestmark = pytest.mark.database


def test_the_board_of_the_demonstration_reviews_the_plan_of_the_year(
    service: RunningService, database: TestDatabase, tokens: Path
) -> None:
    with provisioning.as_owner(database.urls) as connection:
        partnership_id = provisioning.enter(connection, shape.SLUG)
        agencies = connection.execute("SELECT slug, id FROM agencies").fetchall()
        make_plan(connection, shape.SLUG, partnership_id, dict(agencies))
    token = (tokens / f"{shape.SLUG}.responsible-authorities-group").read_text()
    with service.client(token) as client:
        (plan,) = client.get("/v1/action-plans", params={"status": "agreed"}).json()["data"]
        review = client.get(f"/v1/action-plans/{plan['id']}/review").json()
        report = client.get(f"/v1/action-plans/{plan['id']}/report").json()
        strategy = client.get(f"/v1/strategies/{plan['strategy_id']}").json()
    assert (strategy["status"], strategy["in_force"]) == ("adopted", True)
    assert len(review["actions"]) == len(strategy["objectives"]) == len(OBJECTIVES)
    assert review["unmoved"] >= 1
    counted = report["whole"]["by_status"]
    assert sum(counted.values()) == len(OBJECTIVES)
    assert [each["actions"] for each in report["objectives"]] == [1] * len(OBJECTIVES)
