"""P20: no text in a person's record, address or search breaks the service; what is accepted reads back exactly."""

import unicodedata

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.people.rules.names import normalised
from tests.domains.people.steps import get, key, person_in_case
from tests.fixtures.world import World
from tests.safety.hostile import VALUES

pytestmark = [pytest.mark.p20, pytest.mark.database]
PATCH = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def test_a_name_is_refused_or_reads_back_and_is_found_by_itself(world: World) -> None:
    person_id = person_in_case(world)
    client, kept = world.as_role(Role.CASEWORKER), 0
    for value in VALUES:
        changed = client.patch(f"/v1/people/{person_id}", json={"full_name": value}, headers=PATCH)
        assert changed.status_code in (200, 400, 422), ascii(value)
        if changed.status_code != 200:
            continue
        kept += 1
        read = client.get(f"/v1/people/{person_id}")
        assert read.json()["full_name"] == normal(value), ascii(value)
        found = client.post("/v1/person-searches", json={"full_name": value, "date_of_birth": "1990-01-31"})
        assert found.status_code == 200, ascii(value)
        wanted = [person_id] if normalised(value) else []  # of dashes alone there is nothing to look for
        assert [item["person_id"] for item in found.json()["data"]] == wanted, ascii(value)
        world.superuser.execute("DELETE FROM person_searches WHERE partnership_id = %s", (world.id,))
    assert kept >= 40


def test_an_address_is_refused_or_reads_back(world: World) -> None:
    person_id = person_in_case(world)
    client, path = world.as_role(Role.CASEWORKER), f"/v1/people/{person_id}/addresses"
    kept = []
    for place, value in enumerate(VALUES):
        content = {"kind": "home", "lines": [value], "starts_on": f"19{10 + place % 80}-01-01"}
        made = client.post(path, json=content, headers=key())
        assert made.status_code in (201, 400, 422), ascii(value)
        kept += [normal(value)] if made.status_code == 201 else []
        for name in ("postcode", "uprn", "kind", "starts_on"):
            wrong = content | {"lines": ["1 Example Street"], name: value}
            assert client.post(path, json=wrong, headers=key()).status_code in (201, 400, 422), (
                name,
                ascii(value),
            )
    read = [item["lines"][0] for item in get(world, path).json()["data"]]
    assert len(kept) >= 40
    assert set(kept) <= set(read)
