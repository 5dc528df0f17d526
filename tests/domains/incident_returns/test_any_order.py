"""Files and single messages in any order, however often, leave the same incidents behind."""

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sosafe_api.core.ids import new_id
from sosafe_api.domains.incident_returns.rules import Verdict, digest_of, verdict
from tests.domains.incident_returns.sending import ASB, NOISE, held, returned, sent
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

HEADINGS = ("noise", "trespass", "fireworks", "street_drinking")


def word(reference: int, day: int) -> dict[str, object]:
    """What the agency's record of the incident said on a day: one content a day, as a record has it."""
    return NOISE | {
        "agency_reference": f"EX-{reference}",
        "changed_at": f"2026-10-{day:02}T09:00:00Z",
        "opening_heading": HEADINGS[(reference + day) % len(HEADINGS)],
        "youth_related": day % 2 == 0,
    }


WORDS = st.builds(word, st.integers(1, 4), st.integers(2, 6))
FILES = st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=3)


def expected(files: list[list[dict[str, object]]]) -> dict[object, tuple[object, ...]]:
    latest: dict[object, dict[str, object]] = {}
    for said in (said for file in files for said in file):
        known = latest.setdefault(said["agency_reference"], said)
        if str(said["changed_at"]) > str(known["changed_at"]):
            latest[said["agency_reference"]] = said
    return {name: (said["opening_heading"], said["youth_related"]) for name, said in latest.items()}


@pytest.mark.database
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=FILES, seed=st.integers(0, 2**16))
def test_any_order_and_repetition_gives_the_same_incidents(
    world: World, database: TestDatabase, files: list[list[dict[str, object]]], seed: int
) -> None:
    """Each agency gets the same words in an order of its own; some come in files, some singly."""
    order = random.Random(seed)  # no secret
    names = [f"force-{new_id().hex}" for _ in range(2)]
    for name in names:
        world.add_agency(name, "police")
        sendings = [*files, order.choice(files)]
        order.shuffle(sendings)
        for number, sending in enumerate(sendings):
            shuffled = order.sample(sending, len(sending))
            if number % 2:
                assert all(sent(world, ASB, said, agency=name).status_code in {200, 201} for said in shuffled)
            else:
                ended = returned(world, database, *shuffled, agency=name)
                assert ended["status"] in {"committed", "duplicate"}, ended
    wanted = expected(files)
    ours = {world.agencies[name]: name for name in names}
    found: dict[str, dict[object, tuple[object, ...]]] = {name: {} for name in names}
    for agency, reference, _, facts in held(world):
        if agency in ours:
            found[ours[agency]][reference] = (facts["opening_heading"], facts["youth_related"])
    assert found == dict.fromkeys(names, wanted)


@given(st.permutations([0, 1, 2, 3]))
def test_the_latest_word_wins_whatever_comes_first(order: list[int]) -> None:
    digests = [digest_of({"heading": heading}) for heading in HEADINGS]
    held_word = order[0]
    for said in order[1:]:
        if verdict(held_word, digests[held_word], said, digests[said]) is Verdict.SUPERSEDES:  # type: ignore[arg-type]
            held_word = said
    assert held_word == 3
    for one, other in pairwise(order):
        assert verdict(one, digests[one], one, digests[other]) is Verdict.CONTRADICTS  # type: ignore[arg-type]
        assert verdict(one, digests[one], one, digests[one]) is Verdict.REPEATS  # type: ignore[arg-type]
