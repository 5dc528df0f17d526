"""How likely two records are one person's, by the weight of what agrees and what does not. Pure.

After I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", Journal of the American Statistical
Association 64 (1969) 1183-1210: a part that agrees so far weighs log2(m / u), where m is how often it agrees so
far in two records of one person, u how often in two of different people. The weights of all parts and of the odds
beforehand are added; by Bayes' rule the sum is the logarithm of the odds. What is unknown weighs nothing.
How a name sounds is part of how it agrees, so it is shown as a reason and not weighed twice.

The figures are estimates for a district's people, checked by `bench/matching.py`.
"""

from dataclasses import dataclass
from math import log2

from sosafe_api.domains.people.rules.comparison import Comparison, WordAgreement
from sosafe_api.domains.people.vocabulary import FieldAgreement, Likelihood

W, F = WordAgreement, FieldAgreement


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a part agrees so far: in two records of one person, and in two of different people."""

    same_person: float
    different_people: float

    @property
    def weight(self) -> float:
        return log2(self.same_person / self.different_people)


GIVEN = {
    W.SAME: Frequency(0.80, 0.010),
    W.SHORT_FORM: Frequency(0.07, 0.003),
    W.CLOSE: Frequency(0.08, 0.004),
    W.SOUND: Frequency(0.02, 0.004),
    W.DIFFERENT: Frequency(0.012, 0.979),
}
FAMILY = {
    W.SAME: Frequency(0.84, 0.006),
    W.SHORT_FORM: Frequency(0.08, 0.003),
    W.CLOSE: Frequency(0.08, 0.003),
    W.SOUND: Frequency(0.02, 0.004),
    W.DIFFERENT: Frequency(0.05, 0.987),
}
BIRTH = {
    F.AGREES: Frequency(0.88, 0.00005),
    F.SIMILAR: Frequency(0.10, 0.0016),
    F.DIFFERS: Frequency(0.012, 0.998),
}
POSTCODE = {
    F.AGREES: Frequency(0.75, 0.20),
    F.SIMILAR: Frequency(0.15, 0.40),
    F.DIFFERS: Frequency(0.10, 0.40),
}
# A sender gives each referral a reference of its own, so another one says next to nothing.
REFERENCE = {F.AGREES: Frequency(0.01, 0.00001), F.DIFFERS: Frequency(0.99, 0.99999)}
WEIGHT_OF_SWAPPED_NAMES = -2.0
# Before anything is compared: one of some sixteen thousand people who are known already.
WEIGHT_BEFOREHAND = -14.0

LIKELY = 0.95
POSSIBLE = 0.05


def weight(comparison: Comparison) -> float:
    """The logarithm to base 2 of the odds that both records are one person's."""
    found = WEIGHT_BEFOREHAND + GIVEN[comparison.given].weight
    if comparison.family is not None:
        found += FAMILY[comparison.family].weight
    if comparison.swapped:
        found += WEIGHT_OF_SWAPPED_NAMES
    for table, agreement in (
        (BIRTH, comparison.date_of_birth),
        (POSTCODE, comparison.outward_postcode),
        (REFERENCE, comparison.agency_reference),
    ):
        if agreement is not F.UNKNOWN:
            found += table[agreement].weight
    return found


def score(comparison: Comparison) -> float:
    """How likely it is one person, from 0 to 1, in hundredths."""
    return round(1 / (1 + 2 ** -weight(comparison)), 2)


def likelihood(scored: float) -> Likelihood | None:
    """None for a pair that is not worth a look."""
    if scored >= LIKELY:
        return Likelihood.LIKELY
    return Likelihood.POSSIBLE if scored >= POSSIBLE else None
