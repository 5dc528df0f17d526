"""A place in the feed shows nobody how many changes the partnership makes; kept ones of the earlier form still hold."""

import hashlib
import hmac
import json
import time
from base64 import b64decode, urlsafe_b64encode
from typing import Any

import httpx
import psycopg
import pytest

from sosafe_api.core.pagination import CursorCodec
from sosafe_api.core.secrets import load_secret
from sosafe_api.domains.auth.rules import Role
from tests.domains.changes.test_feed import put_change, read
from tests.fixtures.world import World

pytestmark = pytest.mark.database
NUMBER = 305_419_896  # 0x12345678: whatever it is packed as, none of its forms comes about by chance


def place(client: httpx.Client, **query: Any) -> str:
    return str(read(client, **query)["page"]["next_cursor"])


def file_place(client: httpx.Client) -> str:
    """The place that the end of a whole list tells."""
    answer = client.get("/v1/agencies", headers={"Accept": "application/x-ndjson"})
    return str(json.loads(answer.text.splitlines()[-1])["_end"]["change_cursor"])


def opened(cursor: str) -> bytes:
    return b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)


def number_so_far(world: World, number: int) -> None:
    """As after so many changes, of which none is kept any more."""
    world.superuser.execute(
        "INSERT INTO change_feeds (partnership_id, numbered, forgotten) VALUES (%(id)s, %(number)s, %(number)s)"
        " ON CONFLICT (partnership_id) DO UPDATE SET numbered = %(number)s, forgotten = %(number)s",
        {"id": world.id, "number": number},
    )


def forms(number: int) -> set[bytes]:
    plain = str(number).encode()
    packed = {number.to_bytes(size, order) for size in (4, 5, 8) for order in ("little", "big")}  # type: ignore[arg-type]
    return {plain, plain.hex().encode(), f"{number:x}".encode(), *packed}


def earlier_form(world: World, after: list[Any], *, days: float = 0) -> str:
    """A place in the feed as it was given before places were enciphered: its proof, then its content."""
    key = load_secret(world.service.settings.secret_file).key("cursors")
    content = json.dumps([int(time.time() - days * 86_400), {}, after], separators=(",", ":")).encode()
    bound_to = f"{world.people[Role.REFERRER_CLIENT.value].id}|list_changes".encode()
    proof = hmac.digest(key, bound_to + b"\0" + content, hashlib.sha256)[:16]
    return urlsafe_b64encode(proof + content).rstrip(b"=").decode()


def test_a_place_does_not_show_how_many_changes_there_were(world: World) -> None:
    number_so_far(world, NUMBER)
    client = world.as_role(Role.REFERRER_CLIENT)
    given = [place(client), place(client), file_place(client)]
    for cursor in given:
        for form in forms(NUMBER):
            assert form not in opened(cursor).lower(), form
    assert len({opened(cursor)[:12] for cursor in given}) == len(given)
    assert len({opened(cursor)[12:] for cursor in given}) == len(given)


@pytest.mark.parametrize("number", [0, 9, 10, 99_999, NUMBER, 99_999_999_999_999])
def test_nor_does_its_length(world: World, number: int) -> None:
    number_so_far(world, number)
    assert len(place(world.as_role(Role.REFERRER_CLIENT))) == 80


def test_each_place_is_read_on_from(world: World, superuser: psycopg.Connection) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    number_so_far(world, NUMBER)
    for cursor in (place(client), file_place(client)):
        put_change(superuser, world)
        assert read(client, after=cursor)["data"]


def test_a_place_that_was_altered_anywhere_is_refused(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    cursor = place(client)
    altered = [
        cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        for at in range(0, len(cursor), 5)
    ]
    for bad in [*altered, cursor[:-4], cursor[4:], cursor + "AAAA", "AAAA", "A" * 2048]:
        answer = client.get("/v1/changes", params={"after": bad})
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid"), bad


def test_a_place_of_the_earlier_form_is_still_its_readers(
    world: World, superuser: psycopg.Connection
) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    number_so_far(world, NUMBER)
    kept = earlier_form(world, [NUMBER], days=29)
    made = put_change(superuser, world)
    assert [item["id"] for item in read(client, after=kept)["data"]] == [made]
    tampered = opened(kept)[:-4] + b"0" + opened(kept)[-3:]
    altered = urlsafe_b64encode(tampered).rstrip(b"=").decode()
    for reader, cursor in ((Role.ANALYST, kept), (Role.REFERRER_CLIENT, altered)):
        answer = world.as_role(reader).get("/v1/changes", params={"after": cursor})
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid")
    old = client.get("/v1/changes", params={"after": earlier_form(world, [NUMBER], days=31)})
    assert (old.status_code, old.json()["code"]) == (410, "change_cursor_expired")


def test_nor_does_the_cursor_of_a_page_show_what_it_goes_on_from() -> None:
    codec = CursorCodec(b"k" * 32)
    cursor = codec.encode(bound_to="a reader", query={"status": ["open"]}, after=[NUMBER])
    assert codec.decode(cursor, bound_to="a reader") == ({"status": ["open"]}, [NUMBER])
    for form in (*forms(NUMBER), b"status", b"open"):
        assert form not in opened(cursor)
