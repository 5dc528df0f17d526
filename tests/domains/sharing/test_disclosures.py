"""Sharing rests on agreements, is logged with its ground, and a withdrawal of consent reaches its recipients."""

from datetime import timedelta
from typing import Any

import httpx
import psycopg
import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import faults
from tests.domains.sharing.sharing import (
    NECESSITY,
    UNASKED,
    agree,
    check,
    consent,
    disclosure,
    made,
    move,
    person,
    post,
    withdrawn,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_a_check_says_yes_with_the_ground_and_the_agreement(world: World) -> None:
    agreement_id = agree(world)
    assert check(world) == {
        "allowed": True,
        "agreement_id": agreement_id,
        "lawful_basis": "public_task",
        "gateway": "crime_and_disorder_act_1998_s115",
        "special_category_condition": "preventing_or_detecting_unlawful_acts",
        "refusals": [],
        "consent_status": None,
    }


def test_a_check_says_no_with_the_reasons(world: World) -> None:
    world.add_agency("school", "school")
    assert check(world, "school")["refusals"] == ["no_agreement"]
    receiving = [str(world.agencies["council"])]
    unconditional: dict[str, Any] = {
        "code": "prevention",
        "lawful_basis": "public_task",
        "gateway": "crime_and_disorder_act_1998_s115",
    }
    agree(world, recipient_agency_ids=receiving, purposes=[unconditional])
    assert check(world, "school")["refusals"] == ["recipient_not_entitled"]
    refused = check(world, "council", data_classes=["identity", "criminal_offence"])
    assert (refused["allowed"], refused["refusals"]) == (False, ["condition_missing"])
    both = check(world, "council", data_classes=["contact"], purpose="research")
    assert both["refusals"] == ["data_class_not_agreed", "purpose_not_agreed"]
    assert check(world, "council")["allowed"] is True


def test_an_agreement_that_names_no_class_or_has_ended_covers_nothing(world: World) -> None:
    assert check(world, purpose="safeguarding")["refusals"] == ["data_class_not_agreed"]
    agree(world, ends_on=today().isoformat(), starts_on="2020-01-01")
    assert check(world)["allowed"] is False


def test_an_agreement_names_its_recipients_among_its_parties(world: World) -> None:
    stranger = str(world.add_agency("school", "school"))
    parties = [str(world.agencies[slug]) for slug in ("charity", "council")]
    content = {
        "title": "Prevention",
        "agency_ids": parties,
        "recipient_agency_ids": [parties[0], stranger],
        "purposes": [{"code": "prevention", "lawful_basis": "public_task", "gateway": "children_act_2004"}],
        "starts_on": "2020-01-01",
    }
    refused = post(world, "/sharing-agreements", content, Role.PARTNERSHIP_ADMIN.value)
    assert faults(refused) == {("#/recipient_agency_ids/1", "not_a_party")}
    agreed = made(
        post(
            world, "/sharing-agreements", content | {"recipient_agency_ids": parties[:1]}, "partnership_admin"
        )
    )
    assert (agreed["recipient_agency_ids"], agreed["data_classes"]) == (parties[:1], [])


def test_a_check_weighs_the_persons_consent_and_records_that_it_was_looked_at(
    world: World, superuser: psycopg.Connection
) -> None:
    agree(world)
    about = person(world)
    assert check(world, person_id=about)["consent_status"] is None
    made(post(world, "/consents", consent(world, about, "refused")))
    weighed = check(world, person_id=about)
    assert (weighed["allowed"], weighed["consent_status"]) == (True, "refused")
    rows = superuser.execute(
        "SELECT count(*) FROM audit_entries WHERE partnership_id = %s AND object_id = %s"
        " AND operation = 'consent:weigh'",
        (world.id, about),
    ).fetchone()
    assert rows == (2,)
    kept = superuser.execute(
        "SELECT count(*) FROM idempotency_records WHERE partnership_id = %s AND body::text LIKE '%%refused%%'",
        (world.id,),
    ).fetchone()
    assert kept == (0,)
    content = {"purpose": "prevention", "recipient_agency_id": str(world.agencies["police"])}
    unseen = post(world, "/sharing-checks", {**content, "data_classes": ["risk"], "person_id": str(new_id())})
    assert faults(unseen) == {("#/person_id", "unknown_reference")}


def test_a_disclosure_takes_over_the_agreements_ground_and_the_consent_of_its_time(world: World) -> None:
    agreement_id, about = agree(world), person(world)
    record = made(post(world, "/consents", consent(world, about)))
    logged = made(post(world, "/disclosures", disclosure(world, about, without_consent_reason=None)))
    made(move(world, f"/consents/{record['id']}", to="withdrawn", stated_on="2026-11-04"))
    found = world.as_role(Role.CASEWORKER).get(f"/v1/disclosures/{logged['id']}").json()
    assert found["agreement_id"] == agreement_id
    assert (found["lawful_basis"], found["gateway"]) == ("public_task", "crime_and_disorder_act_1998_s115")
    assert found["consent_status"] == "given"
    assert (found["necessity"], found["data_classes"]) == (NECESSITY, ["identity", "risk"])
    (listed,) = world.as_role(Role.CASEWORKER).get("/v1/disclosures").json()["data"]
    assert listed == logged
    assert {"purpose", "necessity", "consent_status"} & set(listed) == set()


def test_without_consent_a_reason_and_without_agreement_a_ground_are_needed(world: World) -> None:
    about = person(world)
    bare = disclosure(
        world,
        about,
        data_classes=["special_category"],
        without_consent_reason=None,
    )
    assert faults(post(world, "/disclosures", bare)) == {
        ("#/lawful_basis", "not_covered"),
        ("#/special_category_condition", "required"),
        ("#/without_consent_reason", "reason_required"),
    }
    own = {"lawful_basis": "vital_interests", "special_category_condition": "vital_interests"}
    logged = made(post(world, "/disclosures", {**bare, **own, "without_consent_reason": UNASKED}))
    found = world.as_role(Role.CASEWORKER).get(f"/v1/disclosures/{logged['id']}").json()
    assert (found["agreement_id"], found["gateway"], found["lawful_basis"]) == (None, None, "vital_interests")
    assert (found["consent_status"], found["without_consent_reason"]) == ("not_sought", UNASKED)
    agree(world)
    covered = disclosure(world, about, lawful_basis="vital_interests")
    assert faults(post(world, "/disclosures", covered)) == {("#/lawful_basis", "covered_by_agreement")}


def test_a_disclosure_is_about_ones_own_cases_and_services(world: World) -> None:
    agree(world)
    wrong = disclosure(
        world, str(new_id()), service_id=str(world.services["outreach"]), recipient_agency_id=str(new_id())
    )
    assert faults(post(world, "/disclosures", wrong)) >= {
        ("#/person_id", "unknown_reference"),
        ("#/service_id", "unknown_reference"),
    }
    nobody = disclosure(
        world, person(world), recipient_agency_id=str(new_id()), lawful_basis="vital_interests"
    )
    assert faults(post(world, "/disclosures", nobody)) == {("#/recipient_agency_id", "unknown_reference")}


def test_a_withdrawal_reaches_every_past_recipient_who_acknowledges_it_once(world: World) -> None:
    world.add_principal("officer", "police", Role.PANEL_MEMBER, group="panel")
    about = person(world)
    told = withdrawn(world, about, ("police", "council", "police"))
    officer, service = world.as_role("officer"), world.as_role(Role.CASEWORKER)
    (notice,) = officer.get("/v1/disclosure-notices").json()["data"]
    assert (notice["disclosure_ids"], notice["kind"]) == ([told[0], told[2]], "consent_withdrawn")
    assert notice["due_on"] == (today() + timedelta(days=7)).isoformat()
    assert about not in str(notice)
    path = f"/v1/disclosure-notices/{notice['id']}"
    assert officer.get(path).json() == notice
    both = service.get("/v1/disclosure-notices").json()["data"]
    assert {item["recipient_agency_id"] for item in both} == {
        str(world.agencies[slug]) for slug in ("police", "council")
    }
    not_theirs = service.post(f"{path}/acknowledgements", headers={"If-Match": "*"})
    assert not_theirs.status_code == 404
    stale = officer.post(f"{path}/acknowledgements", headers={"If-Match": '"of-no-version"'})
    assert stale.status_code == 412
    with side_by_side() as crew:
        answers = list(
            crew.map(lambda _: officer.post(f"{path}/acknowledgements", headers={"If-Match": "*"}), range(3))
        )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    acknowledged = officer.get(path).json()
    assert acknowledged["acknowledged_at"] is not None
    waiting = service.get("/v1/disclosure-notices", params={"acknowledged": "false"}).json()["data"]
    assert [item["recipient_agency_id"] for item in waiting] == [str(world.agencies["council"])]


def test_each_notice_is_a_change_for_its_recipient(world: World, superuser: psycopg.Connection) -> None:
    withdrawn(world, person(world), ("police", "council"))
    rows = superuser.execute(
        "SELECT agency_id, service_id FROM changes WHERE partnership_id = %s"
        " AND type = 'disclosure_notice.issued'",
        (world.id,),
    ).fetchall()
    assert set(rows) == {(world.agencies[slug], world.services["refuge"]) for slug in ("police", "council")}


def test_what_is_not_acknowledged_in_time_is_overdue(world: World) -> None:
    withdrawn(world, person(world), ("police", "council"))
    service = world.as_role(Role.CASEWORKER)
    assert service.get("/v1/disclosure-notices", params={"overdue": "true"}).json()["data"] == []
    world.superuser.execute(
        "UPDATE disclosure_notices SET due_on = %s WHERE partnership_id = %s AND recipient_agency_id = %s",
        (today() - timedelta(days=1), world.id, world.agencies["police"]),
    )
    (late,) = service.get("/v1/disclosure-notices", params={"overdue": "true"}).json()["data"]
    assert (late["recipient_agency_id"], late["overdue"]) == (str(world.agencies["police"]), True)
    (other,) = service.get("/v1/disclosure-notices", params={"overdue": "false"}).json()["data"]
    assert other["overdue"] is False


def test_a_third_agency_sees_no_notice(world: World) -> None:
    withdrawn(world, person(world), ("police",))
    assert world.as_role(Role.REFERRER).get("/v1/disclosure-notices").json()["data"] == []


def test_somebody_of_the_recipient_who_must_not_see_the_person_sees_no_notice(world: World) -> None:
    world.add_principal("officer", "police", Role.REFERRER)
    about = person(world)
    withdrawn(world, about, ("police",))
    world.exclude("officer", "person", about)
    assert world.as_role("officer").get("/v1/disclosure-notices").json()["data"] == []


def test_no_disclosure_made_while_consent_is_withdrawn_escapes_its_notice(world: World) -> None:
    agree(world)
    about = person(world)
    record = made(post(world, "/consents", consent(world, about)))

    def act(number: int) -> httpx.Response:
        if number == 3:
            return move(world, f"/consents/{record['id']}", to="withdrawn", stated_on="2026-11-04")
        return post(world, "/disclosures", disclosure(world, about))

    with side_by_side() as crew:
        answers = list(crew.map(act, range(8)))
    assert [answer.status_code for answer in answers] == [201] * 8
    reader = world.as_role(Role.CASEWORKER)
    told = [answer.json()["id"] for number, answer in enumerate(answers) if number != 3]
    statuses = {
        disclosure_id: reader.get(f"/v1/disclosures/{disclosure_id}").json()["consent_status"]
        for disclosure_id in told
    }
    notices = reader.get("/v1/disclosure-notices").json()["data"]
    reached = {disclosure_id for notice in notices for disclosure_id in notice["disclosure_ids"]}
    assert reached == {disclosure_id for disclosure_id, status in statuses.items() if status == "given"}
