"""The `type` of every problem is an address that answers, for programs in JSON and for people in HTML."""

import httpx
import pytest

from sosafe_api.core.http.catalogue import BY_SLUG
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_a_kind_of_problem_is_explained(slug: str, anonymous: httpx.Client):
    found = anonymous.get(f"/problems/{slug}")
    assert found.status_code == 200
    kind = BY_SLUG[slug]
    assert found.json()["code"] == kind.code
    assert found.json()["remedy"] == kind.remedy
    assert found.json()["sample"]["status"] == kind.status
    page = anonymous.get(
        f"/problems/{slug}", headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    )
    assert f"<h1>{kind.title}</h1>" in page.text


def test_the_list_names_all(anonymous: httpx.Client):
    listed = anonymous.get("/problems").json()["data"]
    assert [item["code"] for item in listed] == [kind.code for kind in BY_SLUG.values()]


def test_the_type_of_a_problem_leads_to_its_explanation(world: World, anonymous: httpx.Client):
    problem = anonymous.get("/v1/referrals").json()
    path = problem["type"].removeprefix(world.service.settings.public_url)
    assert anonymous.get(path).json()["type"] == problem["type"]


@pytest.mark.parametrize("slug", ["absent", "NOT-FOUND", "not_found", "-", "a" * 65])
def test_an_unknown_kind_is_absent(slug: str, anonymous: httpx.Client):
    assert anonymous.get(f"/problems/{slug}").status_code == 404


def test_the_catalogue_leads_to_contract_documentation_and_status(world: World, anonymous: httpx.Client):
    answer = anonymous.get("/.well-known/api-catalog")
    assert answer.headers["content-type"].startswith("application/linkset+json")
    entry = answer.json()["linkset"][0]
    url = world.service.settings.public_url
    assert entry["anchor"] == f"{url}/v1"
    for relation in ("service-desc", "service-doc", "status"):
        link = entry[relation][0]
        found = anonymous.get(link["href"].removeprefix(url))
        assert found.status_code == 200
        assert found.headers["content-type"].startswith(link["type"])
