"""What is called likely is right, and finds most: on made people with errors, twins and namesakes, seeded."""

import pytest

from bench.matching import PRECISION_GOAL, RECALL_GOAL, measure
from sosafe_api.domains.people.vocabulary import Likelihood


@pytest.mark.parametrize("seed", [2026, 11])
def test_two_thousand_people_are_matched_as_well_as_is_asked(seed: int) -> None:
    quality = measure(2000, seed=seed, strangers=1000)
    assert quality.precision >= PRECISION_GOAL, quality
    assert quality.recall >= RECALL_GOAL, quality
    assert quality.recall_of_both >= 0.98, quality


def test_a_stranger_is_hardly_ever_called_likely() -> None:
    """Five in a hundred of them are the twin of somebody known, as many a namesake."""
    quality = measure(2000, seed=5, strangers=4000)
    wrong = quality.proposed[Likelihood.LIKELY] - quality.right[Likelihood.LIKELY]
    assert wrong <= 4000 * 0.005, quality
