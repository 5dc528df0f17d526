"""A webhook is its program's own; its secret is shown once and lies sealed."""

import base64

import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
URL = "https://partner.example.org/hooks"


def made(world: World, role: str = Role.REFERRER_CLIENT.value, url: str = URL) -> dict[str, str]:
    answer = world.as_role(role).post("/v1/webhooks", json={"url": url})
    assert answer.status_code == 201, answer.text
    found: dict[str, str] = answer.json()
    return found


def test_the_secret_is_shown_once_and_kept_sealed(world: World, superuser: psycopg.Connection):
    hook = made(world)
    assert hook["signing_secret"].startswith("whsec_")
    read = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/webhooks/{hook['id']}")
    assert read.status_code == 200
    assert "signing_secret" not in read.json()
    assert hook["signing_secret"] not in read.text
    kept = superuser.execute("SELECT w::text FROM webhooks w WHERE id = %s", (hook["id"],)).fetchone()
    assert kept is not None
    assert base64.b64decode(hook["signing_secret"].removeprefix("whsec_")).hex() not in kept[0]
    stored = superuser.execute(
        "SELECT count(*) FROM idempotency_records WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert stored == (0,), "no answer with a secret lies anywhere"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://partner.example.org/hooks", "not_https"),
        ("https://10.0.0.1/hooks", "not_a_public_name"),
        ("https://metadata.internal/", "not_a_public_name"),
        ("https://partner.example.org:8080/", "port_not_allowed"),
    ],
)
def test_an_address_that_must_not_be_called_is_refused(world: World, url: str, code: str):
    answer = world.as_role(Role.REFERRER_CLIENT).post("/v1/webhooks", json={"url": url})
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("#/url", code)
    assert url not in answer.text


def test_a_program_has_an_address_once_and_ten_at_most(world: World):
    made(world)
    client = world.as_role(Role.REFERRER_CLIENT)
    again = client.post("/v1/webhooks", json={"url": URL})
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    for number in range(9):
        made(world, url=f"{URL}/{number}")
    eleventh = client.post("/v1/webhooks", json={"url": f"{URL}/more"})
    assert (eleventh.status_code, eleventh.json()["code"]) == (422, "business_rule")


def test_one_that_is_called_again_counts_among_the_ten(world: World):
    client = world.as_role(Role.REFERRER_CLIENT)
    first = f"/v1/webhooks/{made(world)['id']}/transitions"
    assert client.post(first, json={"to": "disabled"}, headers={"If-Match": "*"}).status_code == 201
    for number in range(10):
        made(world, url=f"{URL}/{number}")
    answer = client.post(first, json={"to": "unverified"}, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["code"]) == (422, "business_rule")


def test_a_type_of_no_known_resource_is_refused(world: World):
    body = {"url": URL, "types": ["person_address.created"]}
    answer = world.as_role(Role.REFERRER_CLIENT).post("/v1/webhooks", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown_resource")


def test_an_administrator_sees_all_disables_any_and_wakes_none(world: World):
    hook = made(world)
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    assert [item["id"] for item in admin.get("/v1/webhooks").json()["data"]] == [hook["id"]]
    assert world.as_role(Role.IMPORT_CLIENT).get("/v1/webhooks").json()["data"] == []
    path = f"/v1/webhooks/{hook['id']}/transitions"
    ended = admin.post(path, json={"to": "disabled"}, headers={"If-Match": hook["etag"]})
    assert (ended.status_code, ended.json()["status"]) == (201, "disabled")
    woken = admin.post(path, json={"to": "unverified"}, headers={"If-Match": "*"})
    assert (woken.status_code, woken.json()["code"]) == (403, "role_not_permitted")
    own = world.as_role(Role.REFERRER_CLIENT).post(path, json={"to": "unverified"}, headers={"If-Match": "*"})
    assert (own.status_code, own.json()["status"]) == (201, "unverified")


def test_a_change_is_made_on_the_present_version_and_recorded(world: World, superuser: psycopg.Connection):
    hook = made(world)
    client = world.as_role(Role.REFERRER_CLIENT, **{"Content-Type": "application/merge-patch+json"})
    path = f"/v1/webhooks/{hook['id']}"
    changed = client.patch(path, json={"types": ["referral.*"]}, headers={"If-Match": hook["etag"]})
    assert (changed.status_code, changed.json()["types"]) == (200, ["referral.*"])
    stale = client.patch(path, json={"types": []}, headers={"If-Match": hook["etag"]})
    assert stale.status_code == 412
    lines = superuser.execute(
        "SELECT operation FROM audit_entries WHERE partnership_id = %s AND object_id = %s ORDER BY recorded_at",
        (world.id, hook["id"]),
    ).fetchall()
    assert [line[0] for line in lines] == ["webhook:created", "webhook:updated"]


def test_a_replay_names_what_it_is_of(world: World):
    hook = made(world)
    answer = world.as_role(Role.REFERRER_CLIENT).post(f"/v1/webhooks/{hook['id']}/replays", json={})
    assert answer.status_code == 422
