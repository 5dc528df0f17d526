"""P6: whoever is excluded gets, byte for byte, what a stranger gets: on every route that leads to a person.

The perpetrator's relative works lawfully for the service that has the case; the stranger for another service.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from sosafe_api.core.http.policy import Body
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.access.requests import content_of, names_in, route_of
from tests.access.rows import Row
from tests.access.table import TABLE
from tests.fixtures.server import RunningService
from tests.fixtures.steps import ABOUT_ANOTHER
from tests.fixtures.world import World
from tests.safety.concerning import IN_COMPANY, NAMING, fill_lists, path_to

pytestmark = [pytest.mark.p06, pytest.mark.database]
RELATIVE, STRANGER = "caseworker", "stranger"
DIRECTORY = {
    "action_plan_id", "agency_id", "agency_membership_id", "area_code", "assessment_tool_id", "event_id",
    "event_series_id", "financial_year", "group_id", "group_membership_id", "kpi_baseline_id", "kpi_code",
    "liaison_officer_id", "meeting_id",
    "plan_action_id", "price_index_id", "public_spaces_order_id", "questionnaire_id", "risk_rule_id",
    "similar_area_group_id",
    "savings_statement_id", "service_id", "sharing_agreement_id", "strategy_id", "survey_wave_id",
    "unit_cost_set_id",
}  # fmt: skip
# A group's sessions are its service's, and name nobody; whoever is in the group is hidden in what they list.
OF_A_GROUP = {"programme_id", "programme_session_id"}
# A family is joined by its identifier alone, by services that see nothing of it.
JOINED_BY_IDENTIFIER = {"create_family_case"}
NAMED = re.compile(rb'("(?:(?:person|perpetrator|case|referral|enrolment)_id": |referral_ids": \[)")[^"]+')
CHANGING = {"date", "request-id", "ratelimit"}
CALLABLE = {name: row for name, row in TABLE.items() if Role.CASEWORKER in row.roles | row.absent_to}
ABOUT_PEOPLE = sorted(
    name
    for name, row in CALLABLE.items()
    if set(names_in(row.path)) - DIRECTORY - OF_A_GROUP and name not in JOINED_BY_IDENTIFIER
)
REPEATED = sorted({name for name in ABOUT_PEOPLE if TABLE[name].method == "POST"} | set(NAMING))
LISTS = [
    "list_asb_case_reviews", "list_cases", "list_consents", "list_disclosures", "list_places",
    "list_referrals", "list_risk_assessments", "list_scored_assessments",
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A request that is made word for word by several."""

    row: Row
    path: str
    media_type: str = ""
    content: bytes = b""


def sent(http: httpx.Client, world: World, who: str, asked: Asked) -> Any:
    """All that a caller can tell an answer by, but for what differs from one request to the next."""
    caller = {"Authorization": f"Bearer {world.token(world.people[who])}", "Purpose": "safeguarding"}
    key = {"Idempotency-Key": "the-same-key-for-both", "If-Match": "*", "Upload-Offset": "0"}
    media = {"Content-Type": asked.media_type} if asked.media_type else {}
    headers = {**caller, **key, **media}
    answer = http.request(asked.row.method, asked.path, content=asked.content, headers=headers)
    content = answer.content.replace(answer.headers["Request-Id"].encode(), b"")
    shown = sorted((k, v) for k, v in answer.headers.items() if k not in CHANGING)
    return answer.status_code, shown, content


def body_of(world: World, name: str) -> tuple[str, bytes]:
    kind = route_of(name).policy.body
    if kind is Body.NONE:
        return "", b""
    return kind.value, json.dumps(content_of(world, name)).encode()


def requested(http: httpx.Client, world: World, name: str) -> Asked:
    """The operation on what concerns somebody, or naming somebody."""
    if name not in NAMING:
        return Asked(TABLE[name], path_to(http, world, TABLE[name]), *body_of(world, name))
    where, content = NAMING[name](http, world)
    return Asked(TABLE[name], where, route_of(name).policy.body.value, json.dumps(content).encode())


def exclude_from_everybody(world: World) -> None:
    """The relative, from each person and each referral that there is."""
    for table, kind in (("people", "person"), ("referrals", "referral")):
        rows = world.superuser.execute(
            f"SELECT id FROM {table} WHERE partnership_id = %s",
            (world.id,),
        )
        for (subject_id,) in rows.fetchall():
            world.exclude(RELATIVE, kind, subject_id)


@pytest.fixture
def two(world: World) -> World:
    world.add_principal(STRANGER, "charity", Role.CASEWORKER, service="outreach")
    return world


@pytest.fixture
def http(service: RunningService) -> Any:
    with service.client() as client:
        yield client


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_what_is_hidden_is_what_was_never_there(two: World, http: httpx.Client, name: str) -> None:
    row = TABLE[name]
    asked = Asked(row, path_to(http, two, row), *body_of(two, name))
    exclude_from_everybody(two)
    relative = sent(http, two, RELATIVE, asked)
    assert relative == sent(http, two, STRANGER, asked)
    absent = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(new_id()), asked.path)
    assert relative[0] == 404
    assert relative == sent(http, two, RELATIVE, replace(asked, path=absent))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_as_empty_as_a_strangers(two: World, http: httpx.Client, name: str) -> None:
    fill_lists(http, two)
    asked = Asked(TABLE[name], TABLE[name].path)
    assert json.loads(sent(http, two, RELATIVE, asked)[2])["data"] != []
    exclude_from_everybody(two)
    relative = sent(http, two, RELATIVE, asked)
    assert relative == sent(http, two, STRANGER, asked)
    assert json.loads(relative[2])["data"] == []


@pytest.mark.parametrize("name", sorted(IN_COMPANY))
def test_among_others_the_hidden_leave_no_trace(two: World, http: httpx.Client, name: str) -> None:
    """A list with somebody else in it reads, byte for byte, as it did before the hidden one came into it."""
    where, join = IN_COMPANY[name](two)
    asked = Asked(TABLE[name], where)
    join(two.open_case(referral=ABOUT_ANOTHER))
    before = sent(http, two, RELATIVE, asked)
    hidden = two.open_case()
    join(hidden)
    assert sent(http, two, RELATIVE, asked) != before
    two.exclude(RELATIVE, "person", hidden["people"][0]["person_id"])
    assert sent(http, two, RELATIVE, asked) == before
    assert len(json.loads(before[2])["data"]) == 1


@pytest.mark.parametrize("name", sorted(NAMING))
def test_what_names_the_hidden_is_refused_like_what_names_nobody(
    two: World, http: httpx.Client, name: str
) -> None:
    asked = requested(http, two, name)
    exclude_from_everybody(two)
    hidden = sent(http, two, RELATIVE, asked)
    made_up = NAMED.sub(lambda found: found[1] + str(new_id()).encode(), asked.content)
    assert hidden[0] == 422
    assert made_up != asked.content
    assert hidden == sent(http, two, RELATIVE, replace(asked, content=made_up))


@pytest.mark.parametrize("name", REPEATED)
def test_a_create_repeated_by_who_has_been_excluded_since_does_not_get_the_old_answer(
    two: World, http: httpx.Client, name: str
) -> None:
    asked = requested(http, two, name)
    first = sent(http, two, RELATIVE, asked)
    if first[0] == 201:
        assert sent(http, two, RELATIVE, asked)[2] == first[2]
    exclude_from_everybody(two)
    again = sent(http, two, RELATIVE, asked)
    assert again[0] in {404, 422}
    assert "idempotency-replayed" not in dict(again[1])
    if first[0] == 201:
        absent = sent(http, two, RELATIVE, Asked(TABLE["get_case"], f"/v1/cases/{new_id()}"))
        assert again == absent


def test_the_exclusion_holds_for_a_page_that_was_begun_before(two: World, http: httpx.Client) -> None:
    for _ in range(3):
        two.open_case()
    first = two.as_role(RELATIVE).get("/v1/cases", params={"limit": 1}).json()
    exclude_from_everybody(two)
    following = two.as_role(RELATIVE).get(
        "/v1/cases", params={"limit": 1, "cursor": first["page"]["next_cursor"]}
    )
    assert following.json()["data"] == []


def test_declaring_again_what_others_declared_is_answered_like_a_strangers_declaration(
    two: World, http: httpx.Client
) -> None:
    subject = two.open_case()["people"][0]["person_id"]
    two.exclude(RELATIVE, "person", subject)
    two.superuser.execute(
        "UPDATE exclusions SET declared_by = %s WHERE partnership_id = %s",
        (two.somebody("partnership_admin"), two.id),
    )
    content = {"subject_type": "person", "subject_id": subject, "reason_code": "relative"}
    row = TABLE["create_exclusion"]
    asked = Asked(row, row.path, "application/json", json.dumps(content).encode())
    seen = [sent(http, two, who, asked) for who in (RELATIVE, STRANGER)]
    own = re.compile(rb'"(id|principal_id|declared_at)":"[^"]*"')
    told = [(status, own.sub(b"", content)) for status, _, content in seen]
    assert told[0] == told[1]
    assert told[0][0] == 201
    names = [[name for name, _ in headers] for _, headers, _ in seen]
    assert names[0] == names[1]
