"""The six bids of a published strategy, as it adds them up, and as they can or cannot be published."""

from sosafe_api.domains.auth.rules import Role
from tests.domains.funding_bids.funding import (
    COMMISSIONER,
    SADA,
    bid,
    get,
    money,
    patch,
    post,
    six_bids,
    standard_faults,
)
from tests.fixtures.world import World


def test_the_six_bids_add_up_as_the_strategy_has_them(world: World):
    six_bids(world)
    bid(world, status="rejected", amount_requested=money(50_000))
    bid(world, status="submitted", amount_requested=money(50_000))

    years = get(world, "/funding-totals", role=Role.RESPONSIBLE_AUTHORITIES_GROUP)
    assert years["by"] == "financial_year"
    assert [(item["financial_year"], item["amount_awarded"]["amount"]) for item in years["data"]] == [
        ("2016/17", "107000.00"),
        ("2017/18", "26000.00"),
    ]
    assert years["whole"]["amount_awarded"] == money(133_000)
    assert years["whole"]["awards"] == 6

    funders = {item["organisation_name"]: item for item in get(world, "/funding-totals", by="funder")["data"]}
    commissioner = funders[COMMISSIONER]
    assert commissioner["amount_awarded"] == money(15_000)
    assert (commissioner["awards"], commissioner["through_intermediary"]) == (3, 1)

    deliverers = get(world, "/funding-totals", by="deliverer")["data"]
    assert (deliverers[0]["organisation_name"], deliverers[0]["amount_awarded"]) == (SADA, money(117_000))

    one_year = get(world, "/funding-totals", by="funder", financial_year="2017/18")
    assert one_year["whole"]["amount_awarded"] == money(26_000)
    listed = get(world, "/funding-bids", financial_year="2016/17")["data"]
    assert [(item["financial_year"], item["received_on"]) for item in listed] == [("2016/17", "2017-02")]


def test_a_day_decides_at_the_turn_of_the_year_and_a_bare_year_is_of_none(world: World):
    for received in ("2018-03-31", "2018-04-01", "2018-04", "2018", None):
        known = {"received_on": received} if received else {}
        bid(world, status="accepted", amount_awarded=money(1), **known)
    found = [(item["financial_year"], item["awards"]) for item in get(world, "/funding-totals")["data"]]
    assert found == [("2017/18", 1), ("2018/19", 2), (None, 2)]


def test_an_award_is_published_once_its_day_is_known_and_left_out_with_the_reason_before(world: World):
    bids = six_bids(world)
    bid(world, status="submitted", title="Still being thought of")
    package = get(world, "/funding-bids/export", prefix="360G-example")
    assert package["grants"] == []
    assert [(item["bid_id"], item["reasons"]) for item in package["_omitted"]] == [
        (item["id"], ["award_day_unknown"]) for item in bids
    ]

    for number, item in enumerate(bids, start=1):
        answer = patch(world, f"/funding-bids/{item['id']}", {"awarded_on": f"2017-01-{number:02d}"})
        assert answer.status_code == 200, answer.text
    places = {
        "beneficiary_locations": [{"name": "Stevenage", "area_code": "E07000243", "area_code_type": "NMD"}],
        "grant_programmes": [{"code": "SAFE", "title": "Safe Spaces"}],
        "from_open_call": "yes",
        "last_funded_on": "2019-03",
    }
    assert patch(world, f"/funding-bids/{bids[0]['id']}", places).status_code == 200
    post(world, f"/funding-bids/{bids[0]['id']}/instalments", {"amount": money(50.5), "received_on": "2017"})
    answer = world.as_role(Role.ANALYST).get(
        "/v1/funding-bids/export",
        params={"prefix": "360G-example"},
        headers={"Accept": 'application/json; profile="360giving"'},
    )
    assert answer.headers["content-type"] == 'application/json; profile="360giving"'
    package = answer.json()
    assert standard_faults(package) == []
    assert package["_omitted"] == []
    assert sum(item["amountAwarded"] for item in package["grants"]) == 133_000
    first = package["grants"][0]
    assert first["id"] == f"360G-example-{bids[0]['id']}"
    assert first["awardDate"] == "2017-01-01"
    assert first["amountDisbursed"] == 50.5
    assert first["plannedDates"] == [{"endDate": "2019-03"}]
    assert first["beneficiaryLocation"] == [
        {"name": "Stevenage", "geoCode": "E07000243", "geoCodeType": "NMD"}
    ]
    assert first["fromOpenCall"] == "Yes"

    nameless = get(world, "/funding-bids/export")
    assert nameless["grants"] == []
    assert nameless["_omitted"][0]["reasons"] == [
        "grant_identifier_missing",
        "funder_identifier_missing",
        "recipient_identifier_missing",
    ]


def test_the_validator_asserts_formats():
    """Without them, a date as the British write it would pass and a right one would not."""
    grant = {
        "id": "360G-example-1",
        "title": "Example",
        "description": "Example",
        "currency": "GBP",
        "amountAwarded": 1,
        "awardDate": "2013-01-18",
        "recipientOrganization": [{"id": "GB-CHC-1", "name": "Example"}],
        "fundingOrganization": [{"id": "GB-LAE-EXA", "name": "Example"}],
    }
    assert standard_faults({"grants": [grant]}) == []
    assert standard_faults({"grants": [{**grant, "awardDate": "04/12/2014"}]}) != []
    assert standard_faults({"grants": [{**grant, "dateModified": "yesterday"}]}) != []
    assert standard_faults({"grants": [{**grant, "dataSource": "not an address"}]}) != []
