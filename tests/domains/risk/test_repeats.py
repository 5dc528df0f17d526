"""A repeat is abuse between the same two within 12 months of their last referral to MARAC."""

import pytest

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import faults
from tests.domains.risk.assessing import PATH, Pair, pair, post, record_rule, rule
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("event_on", "history", "grounds", "route"),
    [
        ("2018-03-02", "repeat", ["repeat"], "marac"),
        ("2018-03-04", "lapsed", [], "sada_panel"),
        ("2017-03-03", "no_earlier_referral", [], "sada_panel"),
    ],
)
def test_an_event_within_a_year_is_a_repeat_and_one_after_it_is_new(
    world: World, event_on: str, history: str, grounds: list[str], route: str
) -> None:
    two = pair(world)
    two.refer("2017-03-03")
    found = two.finding(4, assessed_on="2018-03-05", event_on=event_on)
    assert (found["pair_history"], found["grounds"], found["route"]) == (history, grounds, route)
    assert found["last_marac_referral_on"] == (None if history == "no_earlier_referral" else "2017-03-03")
    assert found["grade"] == "standard"


def test_the_last_referral_counts_not_the_first(world: World) -> None:
    two = pair(world)
    for day in ("2017-03-03", "2018-02-01"):
        two.refer(day)
    found = two.finding(4, assessed_on="2018-12-01")
    assert (found["pair_history"], found["last_marac_referral_on"]) == ("repeat", "2018-02-01")


def test_it_is_the_pair_that_repeats_not_the_victim(world: World) -> None:
    two, others = pair(world), pair(world)
    two.refer("2018-02-01")
    somebody_else = Pair(world, two.victim, others.perpetrator)
    other_way_round = Pair(world, two.perpetrator, two.victim)
    for different in (somebody_else, other_way_round):
        found = different.finding(4, assessed_on="2018-03-01")
        assert found["pair_history"] == "no_earlier_referral"
    unnamed = two.finding(4, assessed_on="2018-03-01", perpetrator_id=None)
    assert unnamed["pair_history"] == "perpetrator_not_stated"


def test_another_services_referral_of_the_same_two_counts(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    two = pair(world)
    two.refer("2018-02-01")
    to_outreach = {"service_id": str(world.services["outreach"])}
    for person in (two.victim, two.perpetrator):
        world.open_case(worker="outreach_worker", person_id=person, referral=to_outreach)
    made = post(world, PATH, two.assessment(4, assessed_on="2018-03-01"), "outreach_worker")
    found = world.as_role("outreach_worker").get(made.headers["Location"]).json()
    assert found["pair_history"] == "repeat"


def test_merged_records_are_the_same_person(world: World) -> None:
    two, again = pair(world), pair(world)
    two.refer("2018-02-01")
    world.superuser.execute(
        "UPDATE people SET merged_into_id = %s WHERE partnership_id = %s AND id = %s",
        (again.victim, world.id, two.victim),
    )
    found = Pair(world, again.victim, two.perpetrator).finding(4, assessed_on="2018-03-01")
    assert found["pair_history"] == "repeat"


def test_the_rule_says_for_how_many_months(world: World) -> None:
    record_rule(world, valid_from="2018-01-01", repeat_months=6)
    two = pair(world)
    two.refer("2018-02-01")
    assert two.finding(4, assessed_on="2018-08-01")["pair_history"] == "repeat"
    assert two.finding(4, assessed_on="2018-08-02")["pair_history"] == "lapsed"


def test_a_referral_to_marac_follows_an_assessment_that_leads_there_once(world: World) -> None:
    two = pair(world)
    routed, not_routed, unnamed = two.assess(14), two.assess(4), two.assess(14, perpetrator_id=None)
    for assessment_id, status in ((routed, 201), (routed, 409), (not_routed, 422), (unnamed, 422)):
        answer = post(world, f"{PATH}/{assessment_id}/marac-referrals", {"referred_on": "2026-11-04"})
        assert answer.status_code == status, answer.text
        if status == 201:  # the receipt names nobody
            assert set(answer.json()) == {"id", "risk_assessment_id", "created_at"}
    assert world.as_role(Role.CASEWORKER).get(f"{PATH}/{routed}").json()["marac_referred_on"] == "2026-11-04"


def test_a_referral_is_not_older_than_its_assessment_nor_of_tomorrow(world: World) -> None:
    two = pair(world)
    path = f"{PATH}/{two.assess(14, assessed_on=today().isoformat())}/marac-referrals"
    assert faults(post(world, path, {"referred_on": "2026-11-02"})) == {
        ("#/referred_on", "before_assessment")
    }
    assert faults(post(world, path, {"referred_on": "2099-01-01"})) == {("#/referred_on", "date_in_future")}


def test_two_referrals_of_one_assessment_at_once_make_one(world: World) -> None:
    path = f"{PATH}/{pair(world).assess(14)}/marac-referrals"
    body = {"referred_on": "2026-11-04"}
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: post(world, path, body).status_code, range(4)))
    assert sorted(answers) == [201, 409, 409, 409]


def test_rules_recorded_at_once_are_numbered_one_after_the_other(world: World) -> None:
    admin = Role.PARTNERSHIP_ADMIN.value
    with side_by_side() as crew:
        made = list(crew.map(lambda _: post(world, "/v1/risk-rules", rule(), admin), range(3)))
    assert [answer.status_code for answer in made] == [201] * 3
    assert sorted(answer.json()["rule_version"] for answer in made) == [1, 2, 3]


def test_the_version_that_governs_a_day_is_found(world: World) -> None:
    older = record_rule(world, valid_from="2025-01-01")
    newer = record_rule(world, valid_from="2026-01-01", repeat_months=6)
    corrected = record_rule(world, valid_from="2026-01-01")
    reader = world.as_role(Role.CASEWORKER)

    def governing(day: str) -> list[str]:
        return [item["id"] for item in reader.get("/v1/risk-rules", params={"on": day}).json()["data"]]

    assert governing("2024-12-31") == []
    assert governing("2025-12-31") == [older["id"]]
    assert governing("2026-01-01") == [corrected["id"]]
    every = reader.get("/v1/risk-rules").json()["data"]
    assert [item["id"] for item in every] == [older["id"], newer["id"], corrected["id"]]
    assert reader.get(f"/v1/risk-rules/{newer['id']}").json() == newer


def test_a_rule_with_a_gap_is_refused(world: World) -> None:
    bands = rule()["bands"]
    bands[1]["lowest"] = 6
    refused = post(world, "/v1/risk-rules", rule(bands=bands), Role.PARTNERSHIP_ADMIN.value)
    assert faults(refused) == {("#/bands/1/lowest", "gap_or_overlap")}
    grounds = post(world, "/v1/risk-rules", rule(marac_grounds=["visible_high_risk"]), "partnership_admin")
    assert faults(grounds) == {("#/marac_grounds", "follows_from_grade")}
