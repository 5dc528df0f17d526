"""A bid from its first idea to its last report, and the money that hangs on it."""

from datetime import UTC, datetime, timedelta

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.funding_bids.funding import (
    ADMIN,
    bid,
    faults,
    get,
    made,
    money,
    move,
    organisation,
    patch,
    post,
)
from tests.domains.strategies.adopting import objective
from tests.fixtures.world import World

NOON = datetime(2017, 2, 1, 12, tzinfo=UTC)


def test_a_bid_goes_from_idea_to_closed_and_its_four_amounts_are_four(world: World):
    drafted = bid(world, amount_requested=money(5000), last_funded_on="2019-03")
    assert drafted["status"] == "idea"
    assert drafted["last_funded_on"] == "2019-03"  # no day was invented
    bid_id, path = drafted["id"], f"/funding-bids/{drafted['id']}"
    assert move(world, bid_id, "submitted").status_code == 409
    assert move(world, bid_id, "drafted").status_code == 201
    assert move(world, bid_id, "submitted", applied_on="2017-01").status_code == 201
    assert post(world, f"{path}/instalments", {"amount": money(1)}).status_code == 422  # nothing is awarded
    assert faults(move(world, bid_id, "awarded")) == {("#/amount_awarded", "required")}
    assert faults(move(world, bid_id, "awarded", amount_awarded=money(3000))) == {
        ("#/amount_awarded", "less_than_requested")
    }
    assert faults(move(world, bid_id, "part_awarded", amount_awarded=money(3000), decided_on="2016")) == {
        ("#/decided_on", "before_other_date")
    }
    moved = made(move(world, bid_id, "part_awarded", amount_awarded=money(3000), decided_on="2017-02"))
    assert moved["decision"] == "part_awarded"
    assert moved["allowed_transitions"] == ["withdrawn", "accepted"]

    lines = [{"name": "Furniture", "amount": money(2000)}, {"name": "Rent", "amount": money(1000)}]
    assert patch(world, path, {"budget_lines": [lines[0], lines[0]]}).status_code == 422
    changed = patch(world, path, {"budget_lines": lines}, moved["etag"]).json()
    assert patch(world, path, {"purpose": None}, moved["etag"]).status_code == 412  # it changed meanwhile

    first = made(post(world, f"{path}/instalments", {"amount": money(1500), "received_on": "2017-03"}))
    second = made(post(world, f"{path}/instalments", {"amount": money(1500), "due_on": "2018"}))
    assert (first["received"], second["received"]) == (True, False)
    spend = {"budget_line": "Furniture", "amount": money(800), "spent_on": "2017-04-12"}
    spent = made(post(world, f"{path}/spend-entries", spend))
    assert post(world, f"{path}/spend-entries", {**spend, "budget_line": "Cars"}).status_code == 422
    refund = {**spend, "amount": {"amount": "-800.01", "currency": "GBP"}}
    assert post(world, f"{path}/spend-entries", refund).status_code == 422
    made(post(world, f"{path}/spend-entries", {**refund, "amount": money(-300)}))

    found = get(world, path)
    amounts = {name: found[f"amount_{name}"]["amount"] for name in ("requested", "awarded", "paid", "spent")}
    assert amounts == {"requested": "5000.00", "awarded": "3000.00", "paid": "1500.00", "spent": "500.00"}
    assert [(line["name"], line["spent"]["amount"]) for line in found["budget_lines"]] == [
        ("Furniture", "500.00"),
        ("Rent", "0.00"),
    ]
    assert found["etag"] == changed["etag"]  # what hangs on the bid is no change of the bid
    paid = patch(world, f"/funding-instalments/{second['id']}", {"received_on": "2017-09-01"}, second["etag"])
    assert paid.json()["received_on"] == "2017-09-01"
    assert get(world, path)["amount_paid"] == money(3000)

    group = str(world.groups["panel"])
    note = world.as_role(Role.JOINT_ACTION_GROUP).put(
        f"/v1/funding-spend-entries/{spent['id']}/note",
        json={"noted_on": "2017-05-10", "noted_by_group_id": group},
        headers={"If-Match": spent["etag"]},
    )
    assert note.json()["noted_on"] == "2017-05-10"
    waiting = get(world, f"{path}/spend-entries", noted="false")["data"]
    assert [item["amount"]["amount"] for item in waiting] == ["-300.00"]

    for status in ("accepted", "in_delivery", "reported", "closed"):
        moved = made(move(world, bid_id, status))
    assert moved["allowed_transitions"] == []
    assert moved["decision"] == "part_awarded"


def test_an_offer_that_is_declined_still_counts_as_decided(world: World):
    offered = bid(world, status="awarded", amount_awarded=money(900), decided_on="2018-05-02")
    declined = made(move(world, offered["id"], "withdrawn"))
    assert (declined["decision"], declined["amount_awarded"]) == ("awarded", money(900))
    bid(world, status="submitted")
    bid(world, status="withdrawn")
    bid(world, status="rejected", decided_on="2018-03")
    bid(world, status="part_awarded", amount_awarded=money(1), amount_requested=money(2), decided_on="2019")
    found = get(world, "/funding-success-rate", role=Role.INDICATOR_READER)
    assert found == {
        "submitted": 1,
        "decided": 3,
        "awarded": 2,
        "part_awarded": 1,
        "rejected": 1,
        "success_rate": 0.6667,  # 2 of 3 decided, not 2 of 5 recorded
    }
    year = get(world, "/funding-success-rate", financial_year="2018/19")
    assert (year["decided"], year["success_rate"]) == (1, 1.0)  # a bid decided in 2019 is of no known year
    assert get(world, "/funding-success-rate", financial_year="2001/02")["success_rate"] is None


def test_every_fact_that_cannot_be_true_is_named_at_once(world: World):
    funder = organisation(world, "Example Fund")
    body = {
        "title": "Example bid",
        "funder_id": funder,
        "deliverer_id": funder,
        "amount_awarded": money(1),
        "received_on": "2017-02",
        "decided_on": "2017",
        "starts_on": "2019-04-01",
        "last_funded_on": "2019-03",
        "budget_lines": [{"name": "Rent", "amount": money(1)}] * 2,
    }
    assert faults(post(world, "/funding-bids", body)) == {
        ("#/amount_awarded", "not_awarded"),
        ("#/received_on", "too_early"),
        ("#/decided_on", "too_early"),
        ("#/last_funded_on", "before_other_date"),
        ("#/budget_lines", "repeated_value"),
    }
    wrong = {
        **body,
        "applied_on": "2017-13",
        "last_funded_on": "2017-02-30",
        "decided_on": str(today().year + 1),
    }
    assert faults(post(world, "/funding-bids", wrong)) == {
        ("#/applied_on", "not_a_partial_date"),
        ("#/last_funded_on", "not_a_partial_date"),
        ("#/decided_on", "date_in_future"),
    }
    absent = "019a0000-0000-7000-8000-0000000000ff"
    assert faults(
        post(world, "/funding-bids", {"title": "X", "funder_id": absent, "deliverer_id": funder})
    ) == {("#/funder_id", "unknown_reference")}
    insecure = [{"title": "Letter", "url": "http://example.org/letter", "kind": "award_letter"}]
    refused = post(world, "/funding-bids", {"title": "X", "funder_id": funder, "documents": insecure})
    assert ("#/documents/0/url", "wrong_format") in faults(refused)


def test_money_that_ends_with_nothing_to_follow_is_warned_of(world: World):
    soon, later = today() + timedelta(days=70), today() + timedelta(days=300)
    award = {"status": "in_delivery", "amount_awarded": money(10)}
    ending = bid(world, **award, last_funded_on=soon.isoformat())
    followed = bid(world, **award, last_funded_on=f"{soon:%Y-%m}")
    bid(world, **award, last_funded_on=later.isoformat())
    bid(world, **award, last_funded_on="2019-03")  # over long ago
    bid(world, status="submitted", last_funded_on=soon.isoformat())  # no award
    this_month = bid(world, **award, last_funded_on=f"{today():%Y-%m}")  # its last day is still to come
    bid(world, status="submitted", follows_bid_id=ending["id"])  # a hope is no money
    bid(world, **award, follows_bid_id=followed["id"])

    def warned(months: int) -> list[str]:
        page = get(world, "/funding-bids", role=Role.JOINT_ACTION_GROUP, ending_within_months=months)
        return [item["id"] for item in page["data"]]

    assert warned(3) == [ending["id"], this_month["id"]]
    assert warned(1) == [this_month["id"]]
    assert len(warned(12)) == 3


def test_a_report_is_overdue_from_the_day_after_it_was_due_until_it_is_submitted(world: World):
    award = bid(world, status="accepted", amount_awarded=money(10))
    path = f"/funding-bids/{award['id']}/reports"
    due_today = made(post(world, path, {"title": "Second", "due_on": today().isoformat()}))
    late = made(post(world, path, {"title": "First", "due_on": (today() - timedelta(days=1)).isoformat()}))
    assert (due_today["overdue"], late["overdue"]) == (False, True)
    assert [row["id"] for row in get(world, "/funding-reports", overdue="true")["data"]] == [late["id"]]
    submitted = {"submitted_on": today().isoformat()}
    assert patch(world, f"/funding-reports/{late['id']}", submitted, late["etag"]).json()["overdue"] is False
    assert get(world, "/funding-reports", overdue="true", bid_id=award["id"])["data"] == []
    assert [row["title"] for row in get(world, f"/funding-bids/{award['id']}")["reports"]] == [
        "First",
        "Second",
    ]


def test_one_identifier_is_one_organisation_and_bids_are_found_by_who_takes_part(world: World):
    council = str(world.agencies["council"])
    funder = organisation(world, "Example Council", org_identifier="GB-LAE-EXA", agency_id=council)
    again = post(world, "/funding-organisations", {"name": "The same", "org_identifier": "GB-LAE-EXA"})
    assert again.status_code == 409
    deliverer, through = organisation(world, "Example Charity"), organisation(world, "Example Partnership")
    serves = objective(world)
    wanted = bid(
        world, funder_id=funder, deliverer_id=deliverer, intermediary_id=through, objective_id=serves
    )
    bid(world, funder_id=through, deliverer_id=funder)
    parts = {"funder_id": funder, "deliverer_id": deliverer, "intermediary_id": through}
    for name, value in {**parts, "objective_id": serves}.items():
        assert [row["id"] for row in get(world, "/funding-bids", **{name: value})["data"]] == [wanted["id"]]
    nowhere = patch(world, f"/funding-bids/{wanted['id']}", {"objective_id": funder})
    assert faults(nowhere) == {("#/objective_id", "unknown_reference")}
    found = get(world, "/funding-organisations", org_identifier="GB-LAE-EXA")["data"]
    assert [(row["name"], row["agency_id"]) for row in found] == [("Example Council", council)]
    renamed = patch(world, f"/funding-organisations/{funder}", {"agency_id": None, "postcode": "SG1 1HN"})
    assert (renamed.json()["agency_id"], renamed.json()["postcode"]) == (None, "SG1 1HN")


def test_nobody_sees_the_bids_of_another_partnership(world: World, other_world: World):
    own = bid(world)
    assert get(other_world, "/funding-bids")["data"] == []
    assert other_world.as_role(ADMIN).get(f"/v1/funding-bids/{own['id']}").status_code == 404
    assert get(other_world, "/funding-totals")["whole"]["awards"] == 0
    foreign = {"title": "X", "funder_id": own["funder_id"], "deliverer_id": own["funder_id"]}
    assert post(other_world, "/funding-bids", foreign).status_code == 422


def test_a_bid_has_as_many_instalments_and_reports_as_its_record_shows(world: World):
    held = bid(world, status="submitted", amount_requested=money(100))
    made(move(world, held["id"], "awarded", amount_awarded=money(100), decided_on="2017-02"))
    common = {
        "partnership_id": world.id,
        "bid_id": held["id"],
        "version": 1,
        "created_at": NOON,
        "updated_at": NOON,
    }
    for _ in range(200):
        world.insert("funding_instalments", **common, id=new_id(), amount=1, received=False)
        world.insert("funding_reports", **common, id=new_id(), title="Example", due_on="2017-06-30")
    path = f"/funding-bids/{held['id']}"
    for kind, body in (
        ("instalments", {"amount": money(1)}),
        ("reports", {"title": "One more", "due_on": "2018-06-30"}),
    ):
        refused = post(world, f"{path}/{kind}", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert len(get(world, path)["instalments"]) == len(get(world, path)["reports"]) == 200
