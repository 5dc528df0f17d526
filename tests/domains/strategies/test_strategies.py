"""A strategy is written, adopted by a second person for its term, corrected in the open, and superseded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.strategies.rules.writing import Correction, correction_errors
from tests.domains.strategies.adopting import (
    TITLES,
    adopted,
    drafted,
    faults,
    get,
    made,
    move,
    patch,
    post,
    strategy,
)
from tests.fixtures.world import World

BOARD = Role.RESPONSIBLE_AUTHORITIES_GROUP


@pytest.mark.database
def test_a_strategy_is_written_adopted_corrected_and_superseded_by_its_next_version(world: World):
    draft = drafted(world)
    path = f"/strategies/{draft['id']}"
    assert [each["title"] for each in draft["objectives"]] == list(TITLES)
    assert (draft["number"], draft["status"], draft["in_force"]) == (1, "draft", False)
    assert made(patch(world, path, {"aims": ["One aim."]}), 200)["aims"] == ["One aim."]
    assert patch(world, path, {"aims": []}, if_match=draft["etag"]).status_code == 412
    assert faults(move(world, path, "adopted"), 422) == {("#/to", "second_person_required")}
    world.add_principal("second_admin", "council", Role.PARTNERSHIP_ADMIN)
    assert made(patch(world, path, {"aims": ["An aim."]}, role="second_admin"), 200)["aims"] == ["An aim."]
    refused = move(world, path, "adopted", role="second_admin")
    assert faults(refused, 422) == {("#/to", "second_person_required")}, "who changed it wrote of it"
    made(patch(world, path, {"aims": ["One aim."]}), 200)
    first = made(move(world, path, "adopted", role=BOARD))
    assert first["adopted_by"] == str(world.somebody(BOARD.value))
    assert patch(world, path, {"aims": []}).status_code == 409, "what was adopted stands"

    items = [
        {"aim_number": 1, "words": "Resilient communities."},
        {"objective_number": 4, "measure_number": 2, "words": "Complainants' satisfaction."},
        {"objective_number": 4, "measure_number": 2, "kpi": "asb_incidents"},
    ]
    body = {"reason": "Lost in print.", "items": items}
    client = world.as_role(Role.PARTNERSHIP_ADMIN)
    corrected = made(client.post(f"/v1{path}/corrections", json=body, headers={"If-Match": first["etag"]}))
    assert corrected["objectives"][3]["measures"][1] == {
        "number": 2, "description": "Complainants' satisfaction.", "kpi": "asb_incidents"
    }  # fmt: skip
    assert [each["id"] for each in corrected["objectives"]] == [each["id"] for each in first["objectives"]]
    told = get(world, path, role=Role.INDICATOR_READER)["corrections"]
    assert told[0]["changes"] == [
        {"place": "aims/1", "before": "One aim.", "after": "Resilient communities."},
        {"place": "objectives/4/measures/2", "before": "Customer satisfaction.",
         "after": "Complainants' satisfaction."},
        {"place": "objectives/4/measures/2/kpi", "before": None, "after": "asb_incidents"},
    ]  # fmt: skip

    second = made(post(world, f"{path}/versions"))
    assert (second["number"], second["status"]) == (2, "draft")
    assert [each["measures"] for each in second["objectives"]] == [
        each["measures"] for each in corrected["objectives"]
    ]
    assert post(world, f"{path}/versions").status_code == 409, "one draft at a time"
    made(move(world, f"/strategies/{second['id']}", "adopted", role=BOARD))
    listed = get(world, "/strategies", name="2018/21")["data"]
    assert [(each["number"], each["status"]) for each in listed] == [(1, "superseded"), (2, "adopted")]
    known = get(world, "/objectives", kpi="crime_rate", role=Role.ANALYST)["data"]
    assert [(each["strategy_id"], each["number"]) for each in known] == [(first["id"], 2), (second["id"], 2)]


@pytest.mark.database
def test_every_fault_of_a_draft_is_named_and_no_two_strategies_stand_for_a_day(world: World):
    faulty = strategy(
        ends_on="2018-04-01",
        objectives=[
            {"number": 1, "title": "One.", "measures": [{"number": 1, "description": "It.", "kpi": "luck"}]},
            {"number": 1, "title": "One again."},
        ],
    )
    assert faults(post(world, "/strategies", faulty)) == {
        ("#/ends_on", "not_after_start"),
        ("#/objectives/0/number", "repeated_value"),
        ("#/objectives/1/number", "repeated_value"),
        ("#/objectives/0/measures/0/kpi", "unknown_code"),
    }
    assert post(world, "/strategies", {**strategy(), "objectives": None}).status_code == 422
    adopted(world)
    empty = drafted(world, name="2020/23", starts_on="2020-04-01", ends_on="2023-04-01", objectives=[])
    path = f"/strategies/{empty['id']}"
    assert faults(move(world, path, "adopted", role=BOARD)) == {("#/to", "no_objectives")}
    made(patch(world, path, {"objectives": strategy()["objectives"]}), 200)
    assert faults(move(world, path, "adopted", role=BOARD), 409) == {("#/to", "term_overlaps")}
    made(patch(world, path, {"starts_on": "2021-04-01", "ends_on": "2024-04-01"}), 200)
    made(move(world, path, "adopted", role=BOARD))
    assert len(get(world, "/strategies", status="adopted")["data"]) == 2


@given(
    st.lists(
        st.builds(
            Correction,
            st.none() | st.integers(1, 3),
            st.none() | st.integers(1, 3),
            st.none() | st.integers(1, 2),
            st.none() | st.just("Words."),
            st.none() | st.just("crime_rate"),
        ),
        min_size=1,
    )
)
def test_a_correction_without_fault_names_one_place_that_is_there(items: list[Correction]):
    objectives = {1: frozenset({1}), 2: frozenset[int]()}
    errors = correction_errors(items, 2, objectives)
    for place, item in enumerate(items):
        if item.aim_number is not None:
            named = (
                item.aim_number <= 2
                and item.objective_number is None
                and item.measure_number is None
                and item.kpi is None
            )
        else:
            measures = objectives.get(item.objective_number or 0)
            named = measures is not None and (
                item.kpi is None if item.measure_number is None else item.measure_number in measures
            )
        own = [error for error in errors if str(error.pointer).split("/")[2] == str(place)]
        assert bool(own) is not (named and bool(item.words or item.kpi)), (item, own)
