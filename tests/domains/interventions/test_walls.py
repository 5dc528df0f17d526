"""Who stands outside of a case or a service finds nothing, by row security as well as by the service."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from sosafe_api.core.db.session import RowScope
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import (
    REVIEWS,
    TERMS,
    application,
    applied,
    asb_case,
    breach,
    draft,
    notice,
    post,
    recommended,
    stepped,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
OF_CASE = ("interventions", "intervention_breaches", "asb_cases", "enforcement_transitions")
OF_REVIEW = ("asb_case_reviews", "asb_case_review_recommendations")


@pytest.fixture
def app(database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The application's own role, bound by row security like the service."""
    with psycopg.connect(database.urls.app) as connection:
        yield connection
        connection.rollback()


def counts(app: psycopg.Connection, world: World, tables: tuple[str, ...], **scope: Any) -> set[int]:
    """How many rows of each table a scope sees."""
    app.rollback()
    app.execute(RowScope(world.id, **scope).statements.encode())
    found = [
        app.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        for table in tables
    ]
    return {row[0] for row in found if row is not None}


def fill(world: World) -> tuple[dict[str, Any], list[str]]:
    """A case with steps, a breach, a stage and a review with a recommendation; and the paths to them."""
    case = asb_case(world)
    step = notice(world, case)
    broken = breach(world, step).json()
    post(world, f"/v1/cases/{case['id']}/asb-stage/transitions", {"to": "risk_assessed"})
    review = stepped(
        world, applied(world, case_id=case["id"]), "acknowledged", "threshold_met", "review_held"
    )
    advice = recommended(world, review)
    return case, [
        f"/v1/cases/{case['id']}/interventions",
        f"/v1/interventions/{step['id']}",
        f"/v1/intervention-breaches/{broken['id']}",
        f"/v1/cases/{case['id']}/asb-stage",
        f"{REVIEWS}/{review['id']}",
        f"/v1/asb-case-review-recommendations/{advice['id']}",
    ]


def test_row_security_shows_a_service_its_own_and_nobody_else_anything(
    world: World, other_world: World, app: psycopg.Connection
) -> None:
    case, _ = fill(world)
    own = {"service_ids": (world.services["refuge"],)}
    tables = OF_CASE + OF_REVIEW
    assert 0 not in counts(app, world, tables, **own)
    assert counts(app, world, tables) == {0}
    assert counts(app, world, tables, service_ids=(world.services["outreach"],)) == {0}
    assert counts(app, other_world, tables, reach="partnership") == {0}
    assert counts(app, world, tables, **own, excluded_ids=(UUID(case["id"]),)) == {0}
    assert counts(app, world, tables, reach="partnership", excluded_ids=(UUID(case["id"]),)) == {0}


def test_a_review_without_a_case_belongs_to_its_service_alone(world: World, app: psycopg.Connection) -> None:
    applied(world)
    assert counts(app, world, ("asb_case_reviews",), service_ids=(world.services["refuge"],)) == {1}
    assert counts(app, world, ("asb_case_reviews",), service_ids=(world.services["outreach"],)) == {0}


def test_a_review_cannot_be_written_for_another_service_or_a_hidden_case(
    world: World, app: psycopg.Connection
) -> None:
    world.add_principal("elsewhere", "charity", Role.CASEWORKER, service="outreach")
    fill(world)
    abroad = asb_case(world, worker="elsewhere", referral={"service_id": str(world.services["outreach"])})
    copy = (
        "INSERT INTO asb_case_reviews SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM asb_case_reviews r"
    )
    own = {"service_ids": (world.services["refuge"],)}
    for changed in (
        f'{{"id": "{new_id()}", "service_id": "{world.services["outreach"]}"}}',
        f'{{"id": "{new_id()}", "case_id": "{abroad["id"]}"}}',
    ):
        app.rollback()
        app.execute(RowScope(world.id, **own).statements.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            app.execute(copy, (changed,))


@pytest.mark.parametrize("who", ["elsewhere", "excluded", "colleague"])
def test_the_stranger_the_excluded_and_the_unassigned_get_what_nobody_gets(world: World, who: str) -> None:
    world.add_principal("elsewhere", "charity", Role.CASEWORKER, service="outreach")
    world.add_principal("excluded", "charity", Role.CASEWORKER, service="refuge")
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    case, paths = fill(world)
    assert {world.as_role(Role.CASEWORKER).get(path).status_code for path in paths} == {200}
    world.exclude("excluded", "person", case["people"][0]["person_id"])
    if who == "colleague":
        world.superuser.execute("UPDATE cases SET access = 'workers' WHERE id = %s", (case["id"],))
    caller = world.as_role(who)
    nothing = caller.get(f"/v1/interventions/{new_id()}").json() | {"request_id": ""}
    for path in paths:
        found = caller.get(path)
        assert found.status_code == 404, path
        assert found.json() | {"request_id": ""} == nothing
    assert caller.get(REVIEWS).json()["data"] == []
    assert draft(world, case, "community_protection_warning", worker=who, terms=TERMS).status_code == 404


def test_a_review_of_a_case_that_is_hidden_is_refused_as_of_one_that_never_was(world: World) -> None:
    case = asb_case(world)
    world.exclude("caseworker", "case", case["id"])
    answers = [application(world, case_id=named) for named in (case["id"], str(new_id()))]
    hidden, absent = (answer.json() | {"request_id": ""} for answer in answers)
    assert answers[0].status_code == 422
    assert hidden == absent
