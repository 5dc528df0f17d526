"""Records leave under pseudonyms, after a second person's approval, and never of somebody who stands alone."""

import csv
import io
import json
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.clock import today
from sosafe_api.core.csv_lines import line
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.outcomes.rules.extracts import (
    COARSENED,
    TRANSITIONS,
    OutcomeRecord,
    age_band,
    allowed_transitions,
    crowd_of,
    without_the_few,
)
from sosafe_api.domains.outcomes.vocabulary import ExtractStatus
from tests.domains.cases.steps import ANY
from tests.domains.outcomes.steps import add_result, answered, approved, asked, insert_closed_case
from tests.fixtures.world import World

RECORDS = st.builds(
    OutcomeRecord,
    pseudonym=st.uuids().map(str),
    person=st.integers(0, 60),
    service_id=st.sampled_from(["a", "b"]),
    closed_year=st.just("2025/26"),
    results=st.just(()),
    follow_up_results=st.just(()),
    opened_month=st.sampled_from(["2025-05", "2025-06"]),
    closed_month=st.sampled_from(["2025-10", "2025-11", "2025-12"]),
    age_band=st.sampled_from(["18_to_24", "25_to_34"]),
    referral_source=st.sampled_from(["police", "probation"]),
    kind=st.just("family"),
    ending=st.sampled_from(["planned_needs_met", "custody"]),
)


@given(st.lists(RECORDS, max_size=120))
def test_at_least_ten_people_share_whatever_is_told_of_one(records: list[OutcomeRecord]) -> None:
    given_out, complete = without_the_few(records)
    crowds = defaultdict(set)
    for record in given_out:
        crowds[crowd_of(record)].add(record.person)
    assert all(len(people) >= 10 for people in crowds.values())
    assert len({record.pseudonym for record in given_out}) == len(given_out)
    assert complete is (len(given_out) == len(records))


@given(st.lists(RECORDS, min_size=1, max_size=120))
def test_a_record_is_coarsened_or_kept_and_never_changed(records: list[OutcomeRecord]) -> None:
    before = {record.pseudonym: record for record in records}
    for record in without_the_few(records)[0]:
        for name in COARSENED:
            assert getattr(record, name) in (None, getattr(before[record.pseudonym], name))


@pytest.mark.parametrize(
    ("born_on", "on", "band"),
    [
        (date(2010, 6, 1), date(2026, 5, 31), "under_16"),
        (date(2010, 6, 1), date(2026, 6, 1), "16_to_17"),
        (date(2008, 2, 29), date(2026, 2, 28), "16_to_17"),
        (date(2008, 2, 29), date(2026, 3, 1), "18_to_24"),
        (date(1961, 1, 1), date(2026, 1, 1), "65_and_over"),
    ],
)
def test_an_age_is_told_as_a_band(born_on: date, on: date, band: str) -> None:
    assert age_band(born_on, on) == band


@given(st.lists(st.tuples(st.sampled_from(ExtractStatus), st.booleans()), max_size=12))
def test_no_sequence_of_answers_leaves_the_table_or_approves_ones_own(
    steps: list[tuple[ExtractStatus, bool]],
) -> None:
    status = ExtractStatus.REQUESTED
    for wanted, own in steps:
        allowed = allowed_transitions(status, asked_by_caller=own)
        assert set(allowed) <= TRANSITIONS[status]
        assert not (own and ExtractStatus.APPROVED in allowed)
        if wanted in allowed:
            status = wanted


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_is_no_formula(text: str) -> None:
    ((first, second),) = csv.reader(io.StringIO(line([text, ["a", "b"]]).decode(), newline=""))
    assert (first, second) == (f"'{text}", "a;b")


def fill(world: World, number: int = 12) -> list[str]:
    return [
        insert_closed_case(world, date(2025, 11, 20), {"housing": "sustained", "debts": "reduced"})
        for _ in range(number)
    ]


def export(world: World, query: str = "", accept: str = "*/*", by: str = "analyst") -> httpx.Response:
    return world.as_role(by, Accept=accept).get(f"/v1/case-outcomes/export{query}")


def lines(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    return [json.loads(each) for each in answer.text.splitlines()]


@pytest.mark.database
def test_an_approved_extract_has_a_line_for_each_case_and_an_end(world: World) -> None:
    cases = fill(world)
    add_result(world, cases[0], "housing", "lost", months=6)
    approval_id = approved(world)
    answer = export(world, f"?approval_id={approval_id}")
    *records, end = lines(answer)
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert (end["_end"]["rows"], end["_end"]["complete"]) == (12, True)
    assert {record["pseudonym"] for record in records}.isdisjoint(cases)
    assert len({record["pseudonym"] for record in records}) == 12
    first = records[0]
    assert {
        name: first[name] for name in ("kind", "opened_month", "closed_month", "closed_year", "ending")
    } == {
        "kind": "one_to_one",
        "opened_month": "2025-05",
        "closed_month": "2025-11",
        "closed_year": "2025/26",
        "ending": "planned_needs_met",
    }
    assert (first["age_band"], first["results"]) == ("35_to_44", ["debts_reduced", "housing_sustained"])
    assert max(record["follow_up_results"] for record in records) == ["6:housing_lost"]


@pytest.mark.database
def test_the_same_records_as_csv(world: World) -> None:
    fill(world)
    approved(world)
    answer = export(world, accept="text/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == 12
    assert {row["results"] for row in rows} == {"debts_reduced;housing_sustained"}
    assert export(world, accept="application/json").status_code == 406


@pytest.mark.database
def test_pseudonyms_hold_within_a_request_and_lead_to_no_other(world: World) -> None:
    fill(world)
    one, other = approved(world), approved(world)
    first, again, second = (
        [record["pseudonym"] for record in lines(export(world, f"?approval_id={found}"))[:-1]]
        for found in (one, one, other)
    )
    assert first == again
    assert not set(first) & set(second)


@pytest.mark.database
def test_what_few_share_is_coarsened_and_the_rest_stays_behind(world: World) -> None:
    fill(world, 11)
    insert_closed_case(world, date(2025, 12, 20), {}, person={"date_of_birth": date(1950, 1, 1)})
    insert_closed_case(world, date(2025, 12, 20), {}, ending="custody")
    approved(world)
    *records, end = lines(export(world))
    assert (len(records), end["_end"]["complete"]) == (11, False)
    assert {record["closed_month"] for record in records} == {"2025-11"}


@pytest.mark.database
def test_nothing_leaves_without_a_second_person_s_approval_in_force(world: World, other_world: World) -> None:
    fill(world)
    waiting, refused, ended = asked(world), asked(world), approved(world)
    assert answered(world, refused, "refused").status_code == 201
    assert answered(world, ended, "withdrawn").status_code == 201
    expired = approved(world)
    world.superuser.execute(
        "UPDATE extract_approvals SET expires_on = current_date - 1 WHERE id = %s", (expired,)
    )
    for query in ["", *(f"?approval_id={found}" for found in (waiting, refused, ended, expired))]:
        answer = export(world, query)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "not_approved")
    good = approved(world)
    world.add_principal("second_analyst", "council", Role.ANALYST)
    assert export(world, f"?approval_id={good}", by="second_analyst").status_code == 400
    assert export(other_world, f"?approval_id={good}").status_code == 400
    assert export(world, f"?approval_id={good}").status_code == 200


@pytest.mark.database
def test_nobody_approves_their_own_request(world: World) -> None:
    world.add_principal("both", "council", Role.ANALYST, Role.PARTNERSHIP_ADMIN)
    body = {
        "project": "Own", "reason": "Own.", "closed_from": "2025-04-01", "closed_before": "2026-04-01",
    }  # fmt: skip
    made = world.as_role("both").post(
        "/v1/extract-approvals", json=body, headers={"Idempotency-Key": "own-request-of-mine"}
    )
    assert made.json()["allowed_transitions"] == ["refused", "withdrawn"]
    own = answered(world, made.json()["id"], "approved", by="both")
    assert (own.status_code, own.json()["allowed_to"]) == (409, ["refused", "withdrawn"])
    assert answered(world, made.json()["id"], "approved").status_code == 201


@pytest.mark.database
def test_an_answer_is_given_on_the_version_that_was_read(world: World) -> None:
    approval_id = asked(world)
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    path = f"/v1/extract-approvals/{approval_id}"
    etag = admin.get(path).headers["ETag"]
    assert admin.post(f"{path}/transitions", json={"to": "refused"}).status_code == 428
    for expected in (201, 412):
        moved = admin.post(f"{path}/transitions", json={"to": "refused"}, headers={"If-Match": etag})
        assert moved.status_code == expected
    again = admin.post(f"{path}/transitions", json={"to": "approved"}, headers=ANY)
    assert (again.status_code, again.json()["allowed_to"]) == (409, [])


@pytest.mark.database
def test_a_period_is_of_whole_months_that_are_over(world: World) -> None:
    analyst = world.as_role(Role.ANALYST)
    future = (today() + timedelta(days=800)).replace(day=1)
    for changes, codes in (
        ({"closed_from": "2025-04-02"}, ["not_first_of_month"]),
        ({"closed_from": "2026-04-01"}, ["not_after_start"]),
        ({"closed_from": "2020-04-01"}, ["too_long"]),
        ({"closed_from": "2026-04-01", "closed_before": str(future)}, ["not_over"]),
    ):
        body = {"project": "P", "reason": "R", "closed_from": "2025-04-01", "closed_before": "2026-04-01"}
        answer = analyst.post(
            "/v1/extract-approvals", json=body | changes, headers={"Idempotency-Key": f"whole-months-{codes}"}
        )
        assert [error["code"] for error in answer.json()["errors"]] == codes


@pytest.mark.database
def test_the_export_is_recorded_with_its_purpose_and_what_is_excluded_stays_hidden(world: World) -> None:
    fill(world, 12)
    hidden = insert_closed_case(
        world, date(2025, 11, 20), {"housing": "sustained"}, person={"full_name": "Another Example"}
    )
    approval_id = approved(world)
    assert lines(export(world))[-1]["_end"]["rows"] == 13
    world.exclude("analyst", "case", hidden)
    assert lines(export(world))[-1]["_end"]["rows"] == 12
    recorded = world.superuser.execute(
        "SELECT object_id::text, purpose, field_set FROM audit_entries WHERE partnership_id = %s"
        " AND operation = 'case_outcome:export'",
        (world.id,),
    ).fetchall()
    assert recorded == [(approval_id, "safeguarding", "pseudonymous")] * 2


@pytest.mark.database
def test_no_personal_value_is_in_any_list_or_export(world: World) -> None:
    person = {
        "full_name": "Canaryname Fictional",
        "date_of_birth": date(1911, 11, 11),
        "outward_postcode": "ZE3",
        "interpreter_language": "cym-canary",
        "safe_contact": '{"telephone": "01632 960911"}',
    }
    for _ in range(12):
        insert_closed_case(world, date(2025, 11, 20), {"housing": "sustained"}, person=person)
    approved(world)
    seen = [export(world), export(world, accept="text/csv")]
    paths = ("case-outcomes?year=2025", "outcome-measures?year=2025", "follow-ups", "extract-approvals")
    seen += [world.as_role(role).get(f"/v1/{path}") for role in Role for path in paths]
    assert seen[0].status_code == seen[1].status_code == 200
    marks = ("canary", "1911", "ze3", "960911")
    for answer in seen:
        assert not [mark for mark in marks if mark in (answer.text + str(answer.headers)).lower()]
