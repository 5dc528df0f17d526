"""P4: what is written of risk, consent and disclosure is read by the caseworker, one at a time, and nowhere else."""

from typing import Any

import psycopg
import pytest
from psycopg import sql

from sosafe_api import tables
from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.domains.risk.assessing import PATH as ASSESSMENTS
from tests.domains.risk.assessing import pair
from tests.domains.risk.scoring import PATH as SCORED
from tests.domains.risk.scoring import scored, tool
from tests.domains.sharing.sharing import agree, consent, disclosure, made, move, post
from tests.fixtures.world import World

pytestmark = [pytest.mark.p04, pytest.mark.database]
MARKS = {name: f"zq-{name}-canary" for name in ("rationale", "note", "necessity", "unasked", "reason")}
HOLDERS = {
    "risk_assessments": {"rationale"},
    "scored_assessments": {"note"},
    "disclosures": {"necessity", "unasked"},
    "consent_transitions": {"reason"},
}


def seen_in(text: str) -> set[str]:
    return {name for name, mark in MARKS.items() if mark in text}


@pytest.fixture
def marked(world: World) -> dict[str, str]:
    """A record of each kind with its marks: their paths, after a withdrawal has told the council of it."""
    two = pair(world)
    agree(world)
    judgement = {"grade": "high", "rationale": MARKS["rationale"]}
    values: dict[str, Any] = {"note": MARKS["note"]}
    shared = {"necessity": MARKS["necessity"], "without_consent_reason": MARKS["unasked"]}
    answers = {
        ASSESSMENTS: post(world, "/risk-assessments", two.assessment(judgement=judgement)),
        SCORED: post(world, "/scored-assessments", scored(two.victim, tool(world)["id"], 5, 3, **values)),
        "/v1/consents": post(world, "/consents", consent(world, two.victim)),
        "/v1/disclosures": post(world, "/disclosures", disclosure(world, two.victim, "council", **shared)),
    }
    paths = {kind: f"{kind}/{made(answer)['id']}" for kind, answer in answers.items()}
    consent_path = paths["/v1/consents"].removeprefix("/v1")
    moved = move(world, consent_path, to="withdrawn", stated_on="2026-11-05", reason=MARKS["reason"])
    assert made(moved)["notices"] == 1
    assert [answer.text for answer in (*answers.values(), moved) if seen_in(answer.text)] == []
    return paths


def test_each_role_sees_what_it_may_see_and_lists_show_nothing(
    world: World, other_world: World, marked: dict[str, str]
) -> None:
    allowed = {
        marked[ASSESSMENTS]: {"rationale"},
        marked[SCORED]: {"note"},
        marked["/v1/consents"]: {"reason"},
        marked["/v1/disclosures"]: {"necessity", "unasked"},
    }
    lists = [
        row.path for row in TABLE.values() if row.method == "GET" and "{" not in row.path and not row.open
    ]
    for role in Role:
        for path in [*allowed, *lists]:
            response = world.as_role(role).get(path)
            expected = allowed.get(path, set()) if role is Role.CASEWORKER else set()
            assert seen_in(response.text + str(response.headers)) == expected, (role, path)
            assert seen_in(other_world.as_role(role).get(path).text) == set(), (role, path)


def test_no_other_table_holds_a_mark(
    world: World, marked: dict[str, str], superuser: psycopg.Connection
) -> None:
    for path in marked.values():
        assert world.as_role(Role.CASEWORKER).get(path).status_code == 200
    found: dict[str, set[str]] = {}
    whole = sql.SQL("SELECT t::text FROM {} t WHERE partnership_id = %s")
    for table in tables.metadata.sorted_tables:
        if "partnership_id" in table.columns:
            rows = superuser.execute(whole.format(sql.Identifier(table.name)), (world.id,))
            marks: set[str] = set().union(*(seen_in(row[0]) for row in rows))
            found |= {table.name: marks} if marks else {}
    assert found == HOLDERS
