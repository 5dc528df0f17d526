"""Responses of a survey from files: each row is one as it would be sent singly, counted once by its reference."""

from typing import Any

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.record_files import WRITERS, committed, imported, told
from tests.domains.imports.referral_files import counts, csv_of, ndjson, rejected
from tests.domains.surveys.asking import CANARY, MANAGER, closed, made, path, post, response, wave
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
RESPONSES = {"resource": "survey_responses"}


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def row(of: dict[str, Any], reference: str, **changes: Any) -> dict[str, Any]:
    answers = changes.pop("answers", {})
    stated = response(reference, **changes)
    return {"survey_wave_id": of["id"], **stated, "answers": {**stated["answers"], **answers}}


def kept(world: World, of: dict[str, Any]) -> list[tuple[Any, ...]]:
    return world.superuser.execute(
        "SELECT reference, answers, weight, digest FROM survey_responses"
        " WHERE partnership_id = %s AND wave_id = %s ORDER BY reference",
        (world.id, of["id"]),
    ).fetchall()


@pytest.mark.parametrize("form", WRITERS)
def test_a_row_becomes_the_response_that_would_be_sent_singly(
    world: World, database: TestDatabase, form: str
) -> None:
    of = wave(world)
    client = world.as_role(MANAGER)
    content = WRITERS[form](row(of, "FORM/1", answers={"suggestions": CANARY}))
    found = imported(world, database, client, content, **RESPONSES, format=form, commit="automatic")
    assert told(client, found) == []
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    stated = {k: v for k, v in row(of, "FORM/2").items() if k != "survey_wave_id"}
    stated["answers"]["suggestions"] = CANARY
    made(post(world, f"{path(of)}/responses", stated))
    by_file, by_hand = kept(world, of)
    assert by_file[1:] == by_hand[1:], "what is counted, its weight, and by what it is known again"
    again = post(world, f"{path(of)}/responses", {**stated, "reference": "FORM/1"})
    assert again.status_code == 200, "a response of the same content finds it"
    assert closed(world, of)["response_count"] == 2


def test_a_rehearsal_names_every_fault_of_every_answer(world: World, database: TestDatabase) -> None:
    of, over = wave(world), wave(world)
    made(post(world, f"{path(over)}/responses", response("FORM/1")))
    closed(world, over)
    made(post(world, f"{path(of)}/responses", response("FORM/1")))
    rows = [
        row(of, "FORM/1"),
        row(of, "FORM/1", answers={"confidence": 2}),
        row(of, "FORM/2", answers={"confidence": 99, "seen": ["litter", "litter"], "never_asked": "x"}),
        row(of, "FORM/3", answers={"seen": "litter"}),
        row(of, "FORM/4", weight="2.0"),
        row(over, "FORM/2"),
        row({"id": str(new_id())}, "FORM/2"),
        row(of, "FORM/5"),
    ]
    client = world.as_role(MANAGER)
    found = imported(world, database, client, ndjson(*rows), **RESPONSES, mode="resumable", dry_run=True)
    assert counts(found) == ("validated", 8, 1, 0, 1, 6, 8)
    assert told(client, found) == [
        (2, 2, "#/reference", "reference_in_use"),
        (3, 3, "#/answers/never_asked", "unknown_question"),
        (3, 3, "#/answers/confidence", "out_of_scale"),
        (3, 3, "#/answers/seen", "repeated_value"),
        (4, 4, "#/answers/seen", "not_an_array"),
        (5, 5, "#/weight", "not_wanted"),
        (6, 6, None, "conflict"),
        (7, 7, "#/survey_wave_id", "not_found"),
    ]
    assert len(kept(world, of)) == 1


def test_good_rows_are_counted_and_the_mended_ones_follow(world: World, database: TestDatabase) -> None:
    of = wave(world)
    world.add_principal("survey_program", "council", Role.IMPORT_CLIENT)
    client = world.as_role("survey_program")
    headings = [{"heading": "How sure are you?", "column": "answers.confidence"}]
    saved = client.put(
        "/v1/import-mappings/forms",
        json={"resource": "survey_responses", "headings": headings},
        headers={"If-None-Match": "*"},
    )
    assert saved.status_code == 201, saved.text
    content = csv_of(row(of, "FORM/1"), row(of, "FORM/2", answers={"confidence": "many"}))
    own = content.replace(b"answers.confidence", b"How sure are you?")
    options = {**RESPONSES, "format": "csv", "mode": "resumable", "mapping": "forms"}
    checked = imported(world, database, client, own, **options)
    assert told(client, checked) == [(2, 3, "How sure are you?", "not_an_integer")]
    found = committed(world, database, client, checked)
    assert counts(found) == ("committed", 2, 1, 0, 0, 1, 1)
    mended = rejected(client, found).replace(b"many", b"4")
    found = imported(world, database, client, mended, **options, commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    assert [reference for reference, *_ in kept(world, of)] == ["FORM/1", "FORM/2"]
