"""P4, P21: each role sees what it may see, on each route; lists, changes, audit lines and errors nothing."""

from typing import Any

import httpx
import pytest

from sosafe_api import tables
from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.fixtures.world import World
from tests.safety.canaries import (
    ANSWER,
    CASE,
    EVERYTHING,
    NOTE,
    PERSON,
    QUESTION,
    UNMISTAKABLE,
    marked_referral,
    seen_in,
)
from tests.safety.marks import rows_of

pytestmark = [pytest.mark.p04, pytest.mark.database]
ANY = {"If-Match": "*"}
OF_THE_PERSON = {PERSON[name] for name in PERSON if PERSON[name] in UNMISTAKABLE}
OF_THE_CASE = {CASE[name] for name in CASE if CASE[name] in UNMISTAKABLE}
READS = sorted(name for name, row in TABLE.items() if row.method == "GET" and "/referrals" in row.path)


@pytest.fixture
def marked(world: World) -> tuple[str, list[httpx.Response]]:
    """A marked referral that has been asked about, answered and redirected; and what each step answered."""
    sender, service = world.as_role(Role.REFERRER), world.as_role(Role.CASEWORKER)
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    answers = [sender.post("/v1/referrals", json=marked_referral(world, "MARKED/1"))]
    path = f"/v1/referrals/{answers[0].json()['id']}"
    answers += [
        service.post(f"{path}/transitions", json={"to": to, "note": NOTE}, headers=ANY)
        for to in ("received", "under_review")
    ]
    asked = service.post(f"{path}/questions", json={"code": "risk", "question": QUESTION}, headers=ANY)
    given = {"question_id": asked.json()["id"], "answer": ANSWER}
    answers += [asked, sender.post(f"{path}/answers", json=given, headers=ANY)]
    other = {"service_id": str(world.services["outreach"]), "note": NOTE}
    answers.append(service.post(f"{path}/redirections", json=other, headers=ANY))
    assert [answer.status_code for answer in answers] == [201] * 6
    return answers[0].json()["id"], answers


def test_no_answer_to_a_write_repeats_what_was_written(marked: tuple[str, list[httpx.Response]]) -> None:
    _, answers = marked
    for answer in answers:
        assert seen_in(answer.text + str(answer.headers)) == set()


@pytest.mark.parametrize("name", READS)
def test_each_role_sees_what_it_may_see(
    world: World, other_world: World, marked: tuple[str, list[httpx.Response]], name: str
) -> None:
    referral_id, _ = marked
    world.add_principal("colleague", "council", Role.REFERRER)
    both = {QUESTION, ANSWER}
    allowed: dict[tuple[str, str], set[str]] = {
        ("get_referral", "referrer"): OF_THE_PERSON,
        ("get_referral", "caseworker"): OF_THE_PERSON | OF_THE_CASE,
        ("list_referral_transitions", "caseworker"): {NOTE},
        ("list_referral_questions", "referrer"): both,
        ("list_referral_questions", "colleague"): both,
        ("list_referral_questions", "caseworker"): both,
    }
    path = TABLE[name].path.format(referral_id=referral_id)
    for who in [*(role.value for role in Role), "colleague", "outreach_worker"]:
        response = world.as_role(who).get(path)
        assert seen_in(response.text + str(response.headers)) == allowed.get((name, who), set()), who
    for role in Role:
        response = other_world.as_role(role).get(path)
        assert seen_in(response.text + str(response.headers)) == set(), role


def test_the_two_marks_that_others_could_hold_by_chance_stay_with_the_content(
    world: World, marked: tuple[str, list[httpx.Response]]
) -> None:
    referral_id, _ = marked
    for role in (Role.REFERRER, Role.REFERRER_CLIENT, Role.CASEWORKER):
        body = world.as_role(role).get(f"/v1/referrals/{referral_id}").json()
        content = body.pop("content") or {"person": {"outward_postcode": None}, "risk": None}
        assert content["person"]["outward_postcode"] == (None if role is Role.REFERRER_CLIENT else "ZE3")
        assert content["risk"] == (
            {"tool": "other", "score": 97, "grade": "high", "assessed_on": CASE["assessed_on"]}
            if role is Role.CASEWORKER
            else None
        )
        assert '"ZE3"' not in str(body)


@pytest.mark.usefixtures("marked")
def test_no_table_but_those_of_the_content_holds_a_mark(world: World) -> None:
    found: dict[str, set[str]] = {}
    for table in tables.metadata.sorted_tables:
        if "partnership_id" not in table.columns:
            continue
        marks: set[str] = set().union(*(seen_in(row) for row in rows_of(world, table.name)))
        if marks:
            found[table.name] = marks
    assert found == {
        "referral_details": OF_THE_PERSON | OF_THE_CASE,
        "referral_transitions": {NOTE},
        "referral_questions": {QUESTION, ANSWER},
    }


@pytest.mark.p21
@pytest.mark.parametrize("mark", EVERYTHING)
def test_an_error_never_repeats_a_submitted_value(world: World, mark: str) -> None:
    """The mark stands in every value at once, as each kind of value that it is not."""
    wrong: dict[str, Any] = {
        "agency_reference": mark,
        "service_id": mark,
        "referral_source": mark,
        "reason_codes": [mark],
        "urgency": mark,
        "referred_on": mark,
        "person": {
            "full_name": {"text": mark},
            "date_of_birth": mark + "T00:00",
            "age_band": mark,
            "outward_postcode": mark + "!",
            "interpreter_language": mark + "!",
            "safe_contact": {
                "telephone": mark + "!",
                "email": mark + "@",
                "may_call": mark,
                "safe_times": [mark],
            },
        },
        "household": {"adults": mark, "children_ages": [mark], "expected_birth_on": mark + "?"},
        "risk": {"tool": mark, "score": mark, "grade": mark, "assessed_on": mark + "?"},
        "consent": {"status": mark, "reason": mark},
        "narrative": 1,
    }
    client = world.as_role(Role.REFERRER_CLIENT)
    answers = [
        client.post("/v1/referrals", json=wrong),
        client.post("/v1/referrals/batch", json={"items": [wrong, {"agency_reference": mark}]}),
        client.post("/v1/referrals/batch", json={"atomic": True, "items": [wrong]}),
        client.post(
            "/v1/referrals", content=f'{{"narrative": "{mark}"', headers={"Content-Type": "application/json"}
        ),
        client.post(
            f"/v1/referrals/{world.id}/transitions", json={"to": mark, "reason_code": mark}, headers=ANY
        ),
        client.get("/v1/referrals", params={"status": mark, "cursor": mark, "sort": mark, "limit": mark}),
        client.get("/v1/referrals", params={"agency_reference": mark + "!"}),
        client.get(f"/v1/referrals/{mark}"),
        client.get("/v1/referrals", headers={"Accept": "text/x"}),
    ]
    assert {answer.status_code // 100 for answer in answers} <= {2, 4}
    for answer in answers:
        assert mark not in answer.text, answer.text


@pytest.mark.p21
def test_an_error_tells_nothing_of_the_machinery(world: World, anonymous: httpx.Client) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    answers = [
        anonymous.get("/v1/referrals"),
        client.get("/v1/nothing"),
        client.put("/v1/referrals"),
        client.post("/v1/referrals", json={}),
        client.post("/v1/referrals", json=world.referral(service_id=str(world.id))),
        client.get("/v1/referrals?limit=0"),
    ]
    for answer in answers:
        shown = (answer.text + str(dict(answer.headers))).lower()
        for word in (
            "postgres",
            "psycopg",
            "sqlalchemy",
            "pydantic",
            "uvicorn/",
            "starlette",
            "select ",
            ".py",
        ):
            assert word not in shown
