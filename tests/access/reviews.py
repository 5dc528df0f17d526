"""Who may do what with death reviews, what follows from them, and the use of DASH."""

from typing import Any

from tests.access.rows import R, Row, row
from tests.domains.reviews.reviewing import agreed, notified, recommended, review
from tests.fixtures.world import World

COORDINATORS = {R.REVIEW_COORDINATOR}
READERS = {*R} - {R.REFERRER, R.REFERRER_CLIENT, R.IMPORT_CLIENT}


def _action(world: World) -> dict[str, Any]:
    found = notified(world)
    return agreed(world, found, recommended(world, found))


def _agreed(world: World) -> dict[str, Any]:
    """An action on the recommendation that `death_review_id` came with."""
    row = world.superuser.execute(
        "SELECT id FROM death_review_recommendations WHERE partnership_id = %s ORDER BY id DESC LIMIT 1",
        (world.id,),
    ).fetchone()
    return {
        "recommendation_id": str(row[0]) if row else "019a0000-0000-7000-8000-0000000000f3",
        "agency_id": str(world.agencies["council"]),
        "description": "Train all staff.",
        "due_on": "2027-03-31",
    }


def _with_recommendation(world: World) -> str:
    found = notified(world)
    recommended(world, found)
    return str(found["id"])


ROWS: dict[str, Row] = {
    "create_death_review": row("POST", "/v1/death-reviews", COORDINATORS, body=review),
    "list_death_reviews": row("GET", "/v1/death-reviews", COORDINATORS),
    "get_death_review": row("GET", "/v1/death-reviews/{death_review_id}", COORDINATORS, sensitive=True),
    "update_death_review": row(
        "PATCH", "/v1/death-reviews/{death_review_id}", COORDINATORS, body=lambda _: {"pseudonym": "Willow"}
    ),
    "create_death_review_transition": row(
        "POST", "/v1/death-reviews/{death_review_id}/transitions", COORDINATORS
    ),
    "create_death_review_recommendation": row(
        "POST", "/v1/death-reviews/{death_review_id}/recommendations", COORDINATORS
    ),
    "create_death_review_action": row(
        "POST", "/v1/death-reviews/{death_review_id}/actions", COORDINATORS, body=_agreed
    ),
    "list_death_review_actions": row("GET", "/v1/death-review-actions", COORDINATORS),
    "create_death_review_action_transition": row(
        "POST", "/v1/death-review-actions/{death_review_action_id}/transitions", COORDINATORS
    ),
    "list_published_death_reviews": row("GET", "/v1/published-death-reviews", READERS),
    "list_dash_use": row(
        "GET", "/v1/dash-use", {R.ANALYST, R.JOINT_ACTION_GROUP, R.RESPONSIBLE_AUTHORITIES_GROUP}
    ),
}
SUBJECTS: dict[str, Any] = {}
SHOWS = {"get_death_review": {"death_reviews"}}
KNOWN = {
    "death_review_id": _with_recommendation,
    "death_review_action_id": lambda world: _action(world)["id"],
}
