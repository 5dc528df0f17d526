"""P20: no text breaks the service; what is accepted reads back exactly, in Unicode's normal form C."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World
from tests.safety.hostile import EMAILS, LONE_SURROGATES, VALUES

pytestmark = [pytest.mark.p20, pytest.mark.database]
ANY = {"If-Match": "*"}
Content = dict[str, Any]
Place = tuple[str, ...]
PLACES: dict[str, Place] = {
    "full_name": ("person", "full_name"),
    "safe_times": ("person", "safe_contact", "safe_times"),
    "telephone": ("person", "safe_contact", "telephone"),
    "outward_postcode": ("person", "outward_postcode"),
    "interpreter_language": ("person", "interpreter_language"),
    "date_of_birth": ("person", "date_of_birth"),
    "consent_reason": ("consent", "reason"),
    "narrative": ("narrative",),
}


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def put(content: Content, place: Place, value: object) -> Content:
    changed = deepcopy(content)
    inside = changed
    for name in place[:-1]:
        inside = inside.setdefault(name, {})
    inside[place[-1]] = value
    return changed


def found(content: Content, place: Place) -> object:
    inside: Any = content
    for name in place:
        inside = inside[name]
    return inside


def send_all(world: World, place: Place, values: Sequence[object]) -> list[dict[str, Any]]:
    """One referral a value, in one batch; answers each one's result."""
    complete = world.referral() | {"consent": {"status": "refused", "reason": "Not safe to ask."}}
    items = [
        put(complete, place, value) | {"agency_reference": f"HOSTILE/{number}"}
        for number, value in enumerate(values)
        if "\x00" not in str(value)  # which would make the whole batch unreadable
    ]
    response = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals/batch", json={"items": items})
    assert response.status_code == 207, response.text
    results: list[dict[str, Any]] = response.json()["results"]
    return [result | {"sent": found(items[result["index"]], place)} for result in results]


def check(world: World, place: Place, values: Sequence[str], form: Callable[[str], str]) -> int:
    """Every value was refused as a value, or reads back in its normal form; answers how many were kept."""
    reader = world.as_role(Role.CASEWORKER)
    kept = 0
    for result in send_all(world, place, values):
        assert result["status"] in (201, 422), result
        if result["status"] == 201:
            kept += 1
            content = reader.get(f"/v1/referrals/{result['receipt']['id']}").json()["content"]
            assert found(content, place) == form(result["sent"]), ascii(result["sent"])
        else:
            pointers = {item["pointer"] for item in result["problem"]["errors"]}
            assert pointers == {f"#/items/{result['index']}/{'/'.join(place)}"}
    return kept


@pytest.mark.parametrize("name", PLACES)
def test_what_is_accepted_reads_back_exactly(world: World, name: str) -> None:
    kept = check(world, PLACES[name], VALUES, normal)
    assert kept >= {"full_name": 40, "safe_times": 40, "consent_reason": 40, "narrative": 40}.get(name, 0)


def test_an_e_mail_address_reads_back_with_its_domain_in_small_letters(world: World) -> None:
    def with_small_domain(text: str) -> str:
        local, _, domain = normal(text).rpartition("@")
        return f"{local}@{domain.lower()}"

    assert check(world, ("person", "safe_contact", "email"), EMAILS, with_small_domain) >= 3
    assert check(world, ("person", "safe_contact", "email"), VALUES, normal) == 0


@pytest.mark.parametrize("name", PLACES)
def test_another_kind_of_value_is_refused_or_stands_for_nothing(world: World, name: str) -> None:
    others = [True, 0, -1, 1.5, 10**18, [], ["text"], {}, {"text": "a"}]
    assert {result["status"] for result in send_all(world, PLACES[name], others)} == {422}
    required = name in ("full_name", "consent_reason")
    (nothing,) = send_all(world, PLACES[name], [None])
    assert nothing["status"] == (422 if required else 201)


def test_a_reference_is_kept_as_sent_or_refused(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    for value in (*VALUES, "A", "ASB/2026/0012", "a.b_c~d-e/f", "/a", "-a", "x" * 64):
        response = client.post("/v1/referrals", json=world.referral() | {"agency_reference": value})
        assert response.status_code in (201, 400, 422), ascii(value)
        if response.status_code == 201:
            assert response.json()["agency_reference"] == value
            listed = client.get("/v1/referrals", params={"agency_reference": value}).json()["data"]
            assert [item["agency_reference"] for item in listed] == [value]


def test_half_a_character_is_refused_wherever_it_stands(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    for half in LONE_SURROGATES:
        text = json.dumps(world.referral(narrative="HERE")).replace("HERE", half)
        response = client.post("/v1/referrals", content=text, headers={"Content-Type": "application/json"})
        assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


@pytest.fixture
def reviewed(world: World) -> str:
    referral_id: str = world.push()["id"]
    for to in ("received", "under_review"):
        move(world, referral_id, {"to": to})
    return referral_id


def move(world: World, referral_id: str, body: Content) -> httpx.Response:
    return world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{referral_id}/transitions", json=body, headers=ANY
    )


def test_notes_questions_and_answers_read_back_exactly_as_well(world: World, reviewed: str) -> None:
    service, sender = world.as_role(Role.CASEWORKER), world.as_role(Role.REFERRER)
    path = f"/v1/referrals/{reviewed}"
    asked: dict[str, str] = {}
    for value in VALUES:
        question = {"code": "other", "question": value}
        response = service.post(f"{path}/questions", json=question, headers=ANY)
        assert response.status_code in (201, 400, 422), ascii(value)
        if response.status_code == 201:
            given = {"question_id": response.json()["id"], "answer": value}
            assert sender.post(f"{path}/answers", json=given, headers=ANY).status_code == 201
            asked[response.json()["id"]] = normal(value)
    shown = {item["id"]: item for item in service.get(f"{path}/questions").json()["data"]}
    assert len(asked) >= 40
    assert {name: (item["question"], item["answer"]) for name, item in shown.items()} == {
        name: (text, text) for name, text in asked.items()
    }


@pytest.mark.parametrize("value", [value for value in VALUES if "\x00" not in value][::6])
def test_a_note_reads_back_exactly(world: World, reviewed: str, value: str) -> None:
    response = move(world, reviewed, {"to": "accepted", "note": value})
    assert response.status_code in (201, 422)
    if response.status_code == 201:
        history = world.as_role(Role.CASEWORKER).get(f"/v1/referrals/{reviewed}/transitions")
        assert history.json()["data"][-1]["note"] == normal(value)


@pytest.mark.parametrize(
    "name", ["status", "service_id", "received_at_from", "overdue", "sort", "limit", "cursor"]
)
def test_no_text_in_a_parameter_breaks_the_list(world: World, name: str) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    for value in (*VALUES[:60], "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")):
        response = client.get("/v1/referrals", params={name: value})
        assert response.status_code in (200, 400), (name, ascii(value))


@pytest.mark.parametrize(
    "raw", [b"%", b"%zz", b"%ff%fe", b"%ed%a0%80", b"=&=&&", b"a" * 300, b"limit=1;limit=2", b"limit=%31"]
)
def test_no_odd_query_breaks_the_list(world: World, raw: bytes) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    response = client.get(httpx.URL(world.service.url).copy_with(path="/v1/referrals", query=raw))
    assert response.status_code in (200, 400)
