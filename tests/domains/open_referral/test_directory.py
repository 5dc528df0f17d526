"""The partnership's services in the national format of directories, page by page, for whoever may read them."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.open_referral.standard import ABOUT, PAGE, SERVICE, faults
from tests.fixtures.world import World

pytestmark = pytest.mark.database
PATH = "/v1/open-referral/services"


@pytest.fixture
def reader(world: World) -> httpx.Client:
    return world.as_role(Role.REFERRER_CLIENT)


def page(reader: httpx.Client, **parameters: Any) -> dict[str, Any]:
    response = reader.get(PATH, params=parameters)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    assert faults(found, PAGE) == []
    return found


def names(reader: httpx.Client, **parameters: Any) -> list[str]:
    return [item["name"] for item in page(reader, **parameters)["contents"]]


def service(reader: httpx.Client, service_id: Any) -> dict[str, Any]:
    response = reader.get(f"{PATH}/{service_id}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    assert faults(found, SERVICE) == []
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [("status", "temporarily_closed"), ("url", "here"), ("id", "1"), ("minimum_age", None), ("owner", "us")],
)
def test_a_planted_fault_is_seen(world: World, reader: httpx.Client, name: str, value: Any) -> None:
    told = service(reader, world.services["refuge"])
    assert faults(told | {name: value}, SERVICE) != []
    assert faults({key: told[key] for key in told if key != "url"}, SERVICE) != []


def test_it_says_which_standard_it_serves(reader: httpx.Client) -> None:
    about = reader.get("/v1/open-referral").json()
    assert faults(about, ABOUT) == []
    assert about["version"] == "HSDS-3.0"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("active", "active"),
        ("inactive", "inactive"),
        ("defunct", "defunct"),
        ("temporarily_closed", "temporarily closed"),
    ],
)
def test_a_service_in_any_status_is_of_the_standard(
    world: World, reader: httpx.Client, status: str, told: str
) -> None:
    service_id = world.add_service(
        "helpline", "charity", status=status, minimum_age=16, maximum_age=25, kind="mental_health_crisis"
    )
    found = service(reader, service_id)
    assert (found["status"], found["minimum_age"], found["maximum_age"]) == (told, 16, 25)
    assert found["eligibility_description"] == "Anyone in the test."
    assert found["organization"]["id"] == str(world.agencies["charity"])
    assert found["organization"]["description"] == "Voluntary sector"
    (attribute,) = found["attributes"]
    assert attribute["taxonomy_term"]["term"] == "Mental health crisis"
    assert ("alert" in found) is (status != "active")


def test_what_is_not_known_is_absent(world: World, reader: httpx.Client) -> None:
    found = service(reader, world.services["refuge"])
    assert not {"minimum_age", "maximum_age", "alert"} & set(found)


def test_a_service_without_room_says_so(world: World, reader: httpx.Client) -> None:
    full = world.add_service("full", "charity", accepting=False, next_available_on="2100-01-01")
    assert service(reader, full)["alert"] == "Takes no referrals at present. Available from 2100-01-01."


def test_pages_are_counted_from_one_to_the_last(world: World, reader: httpx.Client) -> None:
    for number in range(3):
        world.add_service(f"service-{number}", "charity")
    first, second, third = (page(reader, page=number, per_page=2) for number in (1, 2, 3))
    assert [item["first_page"] for item in (first, second, third)] == [True, False, False]
    assert [item["last_page"] for item in (first, second, third)] == [False, False, True]
    assert {item["total_items"] for item in (first, second, third)} == {5}
    assert {item["total_pages"] for item in (first, second, third)} == {3}
    seen = [service["id"] for item in (first, second, third) for service in item["contents"]]
    assert set(seen) == {str(service_id) for service_id in world.services.values()}
    assert len(seen) == 5
    beyond = page(reader, page=4, per_page=2)
    assert (beyond["empty"], beyond["contents"], beyond["last_page"]) == (True, [], True)


def test_a_list_leaves_out_what_there_may_be_several_of(reader: httpx.Client) -> None:
    assert all("attributes" not in item for item in page(reader)["contents"])


def test_services_are_found_by_words_agency_kind_and_change(world: World, reader: httpx.Client) -> None:
    world.add_service(
        "helpline",
        "council",
        name="Example 100% helpline",
        kind="mental_health_crisis",
        updated_at="2100-01-01T00:00:00Z",
    )
    term = service(reader, world.services["helpline"])["attributes"][0]["taxonomy_term_id"]
    found = ["Example 100% helpline"]
    assert names(reader, search="HELPLINE example") == found
    assert names(reader, search="100%") == found
    assert names(reader, search="1__%") == []
    assert names(reader, organization_id=str(world.agencies["council"])) == found
    assert names(reader, taxonomy_term_id=term) == found
    assert names(reader, taxonomy_term_id=str(world.id)) == []
    assert names(reader, modified_after="2099-12-31T00:00:00Z") == found


def test_only_the_partnerships_own_services_are_shown(
    world: World, other_world: World, reader: httpx.Client
) -> None:
    elsewhere = other_world.add_service("elsewhere", "charity", name="Example Elsewhere")
    assert "Example Elsewhere" not in names(reader, per_page=200)
    assert reader.get(f"{PATH}/{elsewhere}").status_code == 404
    with world.service.client() as anonymous:
        assert anonymous.get(PATH).status_code == 401


@pytest.mark.parametrize("parameter", ["proximity", "full", "postcode"])
def test_a_parameter_that_is_not_served_is_refused(reader: httpx.Client, parameter: str) -> None:
    response = reader.get(PATH, params={parameter: "1"})
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")
