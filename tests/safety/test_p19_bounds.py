"""P19: every input has a bound; each is tried at the bound, one above it and far above."""

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = [pytest.mark.p19, pytest.mark.database]
JSON = {"Content-Type": "application/json"}
LONGEST_URL, MOST_HEADER_BYTES, MOST_HEADERS, MOST_BODY = 8_192, 16_384, 100, 262_144


def code(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


@pytest.fixture
def sender(world: World) -> httpx.Client:
    return world.as_role(Role.REFERRER_CLIENT)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (LONGEST_URL, (400, "invalid_parameter")),
        (LONGEST_URL + 1, (414, "uri_too_long")),
        (60_000, (414, "uri_too_long")),
    ],
)
def test_an_address_has_at_most_8_kb(sender: httpx.Client, length: int, expected: tuple[int, str]) -> None:
    start = "/v1/referrals?"  # the question mark is not counted
    assert code(sender.get(start + "x" * (length - len(start) + 1))) == expected


def test_a_long_path_is_bounded_as_a_long_query_is(sender: httpx.Client) -> None:
    assert code(sender.get("/v1/referrals/" + "x" * 8_000)) == (404, "not_found")
    assert code(sender.get("/v1/referrals/" + "x" * 9_000)) == (414, "uri_too_long")


@pytest.mark.parametrize(("number", "status"), [(MOST_HEADERS, 200), (MOST_HEADERS + 1, 431), (2_000, 431)])
def test_a_request_has_at_most_100_headers(sender: httpx.Client, number: int, status: int) -> None:
    usual = len(sender.build_request("GET", "/v1/referrals").headers)
    more = {f"A{index}": "b" for index in range(number - usual)}
    assert sender.get("/v1/referrals", headers=more).status_code == status


@pytest.mark.parametrize(
    ("size", "status"), [(MOST_HEADER_BYTES, 200), (MOST_HEADER_BYTES + 1, 431), (60_000, 431)]
)
def test_the_headers_have_at_most_16_kb_together(sender: httpx.Client, size: int, status: int) -> None:
    usual = sender.build_request("GET", "/v1/referrals", headers={"Filler": ""}).headers.raw
    filler = size - sum(len(name) + len(value) for name, value in usual)
    assert sender.get("/v1/referrals", headers={"Filler": "x" * filler}).status_code == status


@pytest.mark.parametrize("size", [MOST_BODY + 1, 10 * MOST_BODY])
@pytest.mark.parametrize("way", ["declared", "streamed"])
def test_a_body_has_at_most_256_kb(sender: httpx.Client, size: int, way: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield from (b" " * 1024 for _ in range(size // 1024))
        yield b" " * (size % 1024)

    content = b" " * size if way == "declared" else chunks()
    response = sender.post("/v1/referrals", content=content, headers=JSON)
    assert code(response) == (413, "content_too_large")
    assert response.json()["limit_bytes"] == MOST_BODY


@pytest.mark.parametrize("way", ["declared", "streamed"])
def test_a_body_of_256_kb_is_read(world: World, sender: httpx.Client, way: str) -> None:
    content = json.dumps(world.referral()).encode().ljust(MOST_BODY)
    body = content if way == "declared" else iter([content[:9], content[9:]])
    assert sender.post("/v1/referrals", content=body, headers=JSON).status_code == 201


def test_nobodys_large_body_is_refused_before_a_byte_of_it_is_read(world: World) -> None:
    """Only the head is sent: whoever waited for the body would not answer."""
    address = urlsplit(world.service.url)
    for token, statuses in (("", (401,)), (world.token(world.people["referrer_client"]), (413,))):
        head = (
            "POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {200 * 2**20}\r\nAuthorization: Bearer {token}\r\n\r\n"
        )
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as connection:
            connection.sendall(head.encode())
            answer = connection.recv(4096).decode()
        assert int(answer.split()[1]) in statuses


def test_nobodys_malformed_body_is_not_judged(anonymous: httpx.Client) -> None:
    for body in (b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000):
        assert anonymous.post("/v1/referrals", content=body, headers=JSON).status_code == 401
        assert anonymous.post("/v1/referrals", content=body).status_code == 401


def test_a_closed_routes_body_is_not_judged_either(world: World) -> None:
    client = world.as_role(Role.ANALYST)
    for body in (b"{", b"{}", b"\xff"):
        assert client.post("/v1/referrals", content=body, headers=JSON).status_code == 403


def nested(depth: int) -> str:
    """The object itself is the first level."""
    return '{"a":' + "[" * (depth - 1) + "]" * (depth - 1) + "}"


def with_keys(number: int) -> str:
    return json.dumps({f"k{index}": 1 for index in range(number)})


def with_items(number: int) -> str:
    return '{"a":[' + ",".join("1" * number) + "]}"


READ = (422, "validation_failed")
UNREADABLE = (400, "malformed_request")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (nested(32), READ),
        (nested(33), UNREADABLE),
        (nested(100_000), UNREADABLE),
        (with_keys(200), READ),
        (with_keys(201), UNREADABLE),
        (with_keys(20_000), UNREADABLE),
        (with_items(1_000), READ),
        (with_items(1_001), UNREADABLE),
        (with_items(100_000), UNREADABLE),
        ('{"a":9223372036854775807}', READ),
        ('{"a":-9223372036854775807}', READ),
        ('{"a":9223372036854775808}', UNREADABLE),
        ('{"a":' + "9" * 100_000 + "}", UNREADABLE),
        ('{"a":1.7976931348623157e308}', READ),
        ('{"a":1e309}', UNREADABLE),
        ('{"a":0.' + "1" * 40 + "}", UNREADABLE),
        ('{"a":NaN}', UNREADABLE),
        ('{"a":Infinity}', UNREADABLE),
        ('{"a":-Infinity}', UNREADABLE),
        ('{"a":1,"a":1}', UNREADABLE),
        ('{"b":{"a":1,"\\u0061":1}}', UNREADABLE),
        ('{"a":"\\ud800"}', UNREADABLE),
        ('{"a":"\\udc00\\ud800"}', UNREADABLE),
        ('{"\\ud800":1}', UNREADABLE),
        ('{"a":"\\ud83d\\ude00"}', READ),
        ('{"a":"\\u0000"}', UNREADABLE),
        ('{"\\u0000":1}', UNREADABLE),
        ('{"a":"\u0000"}', UNREADABLE),
        ("", UNREADABLE),
        ("null", UNREADABLE),
        ("[]", UNREADABLE),
        ('"text"', UNREADABLE),
        ("{} {}", UNREADABLE),
        ("{'a': 1}", UNREADABLE),
        ('{"a":1,}', UNREADABLE),
        ("\ufeff{}", UNREADABLE),
        ('{"a":1}//', UNREADABLE),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "backslashreplace").decode() + "…",
)
def test_json_is_read_strictly_and_within_bounds(
    sender: httpx.Client, text: str, expected: tuple[int, str]
) -> None:
    assert code(sender.post("/v1/referrals", content=text.encode(), headers=JSON)) == expected


@pytest.mark.parametrize(
    "content",
    [
        "{}".encode("utf-16"),
        "{}".encode("utf-32"),
        b'{"a":"\xff"}',
        b'{"a":"\xc0\x80"}',
        b'{"a":"\xed\xa0\x80"}',
    ],
)
def test_only_utf_8_is_read(sender: httpx.Client, content: bytes) -> None:
    assert code(sender.post("/v1/referrals", content=content, headers=JSON)) == UNREADABLE


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/xml"},
        {"Content-Type": "application/merge-patch+json"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {"Content-Type": "application/json", "Content-Encoding": "br, identity"},
        {"Content-Type": "application/json", "Content-Encoding": "deflate"},
    ],
)
def test_other_media_types_and_encodings_are_not_read(
    world: World, sender: httpx.Client, headers: dict[str, str]
) -> None:
    content = json.dumps(world.referral())
    response = sender.post("/v1/referrals", content=content, headers=headers)
    assert code(response) == (415, "unsupported_media_type")
    assert response.json()["accepted"] == ["application/json"]


@pytest.mark.parametrize(
    "media_type", ["application/json", "Application/JSON", "application/json; charset=UTF-8"]
)
def test_json_is_read_however_its_media_type_is_written(
    world: World, sender: httpx.Client, media_type: str
) -> None:
    content = json.dumps(world.referral())
    response = sender.post("/v1/referrals", content=content, headers={"Content-Type": media_type})
    assert response.status_code == 201


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/json", 200),
        ("application/*", 200),
        ("text/html, application/json;q=0.9", 200),
        ("application/problem+json", 200),
        ("text/html", 406),
        ("text/csv", 200),
        ("text/calendar", 406),
        ("image/*", 406),
        ("nonsense", 406),
    ],
)
def test_what_cannot_be_written_as_asked_is_said(sender: httpx.Client, accept: str, status: int) -> None:
    assert sender.get("/v1/referrals", headers={"Accept": accept}).status_code == status


@pytest.mark.parametrize(
    ("place", "bound"),
    [
        ("full_name", 200),
        ("safe_times", 200),
        ("reason", 500),
        ("narrative", 20_000),
        ("agency_reference", 64),
    ],
)
def test_each_text_has_its_own_bound(world: World, sender: httpx.Client, place: str, bound: int) -> None:
    def answer(length: int) -> tuple[int, Any]:
        text = "x" * length
        person = {"full_name": text if place == "full_name" else "Example Person"}
        if place == "safe_times":
            person["safe_contact"] = {"safe_times": text}
        changes: dict[str, Any] = {"person": person}
        if place == "reason":
            changes["consent"] = {"status": "refused", "reason": text}
        if place in ("narrative", "agency_reference"):
            changes[place] = text
        response = sender.post("/v1/referrals", json=world.referral(f"BOUND/{length}") | changes)
        return response.status_code, [item["code"] for item in response.json().get("errors", ())]

    assert answer(bound) == (201, [])
    assert answer(bound + 1) in [(422, ["too_long"]), (422, ["wrong_format"])]
    assert answer(bound * 8)[0] == 422
