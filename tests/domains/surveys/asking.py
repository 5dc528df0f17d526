"""Steps of whoever asks residents: questionnaires, waves and responses over HTTP, all plainly fictional."""

import json
from collections.abc import Iterable
from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.surveys.schemas.questionnaires import QUESTIONNAIRE
from sosafe_api.domains.surveys.schemas.responses import RESPONSE
from sosafe_api.domains.surveys.schemas.waves import FACTS
from tests.fixtures.world import World

Json = dict[str, Any]
MANAGER = Role.ANALYST
DAY, DARK = "feel_safe_by_day", "feel_safe_after_dark"
CANARY = "A fictional canary sings at the underpass."


def choice(code: str, *options: str, **changes: Any) -> Json:
    return {
        "code": code,
        "wording": f"What of {code}?",
        "kind": "single",
        "options": [{"code": option, "label": option.title()} for option in options],
    } | changes


SAFETY = [choice(DAY, "safe", "unsafe"), choice(DARK, "safe", "unsafe")]


def post(
    world: World, path: str, body: Json, *, role: Role | str = MANAGER, **headers: str
) -> httpx.Response:
    sent = {"Idempotency-Key": str(new_id()), "If-Match": "*"} | headers
    return world.as_role(role).post(f"/v1{path}", json=body, headers=sent)


def made(answer: httpx.Response) -> Json:
    assert answer.status_code == 201, answer.text
    record: Json = answer.json()
    return record


def get(world: World, path: str, *, role: Role | str = MANAGER, **query: Any) -> Json:
    answer = world.as_role(role).get(f"/v1{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def patch(world: World, path: str, body: Json, *, tag: str = "*") -> httpx.Response:
    headers = {"Content-Type": "application/merge-patch+json", "If-Match": tag}
    return world.as_role(MANAGER).patch(f"/v1{path}", content=json.dumps(body), headers=headers)


def faults(answer: httpx.Response, status: int = 422) -> set[tuple[str, str]]:
    assert answer.status_code == status, answer.text
    return {(item.get("pointer") or item["parameter"], item["code"]) for item in answer.json()["errors"]}


def drafted(world: World, questions: list[Json] | None = None, **changes: Any) -> Json:
    body = {"title": "Example survey", "questions": questions or QUESTIONNAIRE["questions"]} | changes
    return made(post(world, "/questionnaires", body))


def published(world: World, questions: list[Json] | None = None) -> Json:
    draft = drafted(world, questions)
    return made(move(world, f"/questionnaires/{draft['id']}", "published"))


def move(world: World, path: str, to: str, *, role: Role | str = MANAGER) -> httpx.Response:
    return post(world, f"{path}/transitions", {"to": to}, role=role)


def wave(world: World, questionnaire: Json | None = None, **changes: Any) -> Json:
    """An open wave, of the contract's own questionnaire unless another is given."""
    asked = questionnaire or published(world)
    return made(post(world, "/survey-waves", {**FACTS, "questionnaire_id": asked["id"]} | changes))


def path(of: Json) -> str:
    return f"/survey-waves/{of['id']}"


def response(reference: str, **changes: Any) -> Json:
    return {**RESPONSE, "reference": reference} | changes


def responses(answers: Iterable[Json], **changes: Any) -> list[Json]:
    return [
        {"reference": f"FORM/{number}", "answers": each} | changes
        for number, each in enumerate(answers, start=1)
    ]


def sent(world: World, of: Json, items: list[Json], *, role: Role | str = MANAGER) -> httpx.Response:
    return post(world, f"{path(of)}/response-batches", {"items": items}, role=role)


def closed(world: World, of: Json) -> Json:
    return made(move(world, path(of), "closed"))


def stated(world: World, of: Json, *questions: Json) -> httpx.Response:
    return world.as_role(MANAGER).put(
        f"/v1{path(of)}/counts", json={"questions": list(questions)}, headers={"If-Match": "*"}
    )


def counted(world: World, questionnaire: Json, base: int, *, day: str, dark: str, **changes: Any) -> Json:
    """A closed wave of which only two percentages are known."""
    found = wave(world, questionnaire, material="counts", **changes)
    known = [(DAY, day), (DARK, dark)]
    answer = stated(
        world,
        found,
        *(
            {"question": code, "base": base, "answers": [{"answer": "safe", "percent": percent}]}
            for code, percent in known
        ),
    )
    assert answer.status_code == 200, answer.text
    return closed(world, found)


def results(world: World, of: Json, *, role: Role | str = MANAGER, **query: Any) -> Json:
    return get(world, f"{path(of)}/results", role=role, **query)


def told(found: Json, question: str, answer: str, group: str | None = None) -> Json:
    (of,) = [each for each in found["data"] if (each["question"], each["group"]) == (question, group)]
    (share,) = [each for each in of["answers"] if each["answer"] == answer]
    return {"base": of["base"], **share}


def closed_asb_case(world: World, on: str) -> Json:
    """A case whose complainant can be asked; the day of its closure is set by hand, since it lies in the past."""
    case = world.open_case(kind="anti_social_behaviour", person_role="complainant")
    moved = world.as_role(Role.CASEWORKER).post(
        f"/v1/cases/{case['id']}/transitions",
        json={"to": "closed", "ending": "planned_needs_met"},
        headers={"If-Match": "*"},
    )
    assert moved.status_code == 201, moved.text
    world.superuser.execute(
        "UPDATE cases SET closed_at = %s WHERE partnership_id = %s AND id = %s", (on, world.id, case["id"])
    )
    return case


def said(number: int = 1, **changes: Any) -> Json:
    return {
        "complainant_number": number,
        "surveyed_on": "2017-06-01",
        "method": "telephone",
        "satisfaction": "very_satisfied",
        "would_report_again": True,
        "feels_safer": True,
        "further_case": False,
    } | changes


def ask_complainant(
    world: World, case: Json, body: Json, *, role: Role | str = Role.CASEWORKER
) -> httpx.Response:
    return post(world, f"/cases/{case['id']}/complainant-surveys", body, role=role)
