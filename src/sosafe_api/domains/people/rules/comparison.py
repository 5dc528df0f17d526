"""How far two records agree, part by part. Pure, and the same whichever of the two comes first."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from rapidfuzz.distance import OSA, JaroWinkler

from sosafe_api.domains.people.rules.names import Name, metaphone, nysiis, taken_apart
from sosafe_api.domains.people.rules.nicknames import is_known, usual_forms
from sosafe_api.domains.people.vocabulary import FieldAgreement

SHORTEST_WITH_A_TYPING_ERROR = 4
ALMOST_THE_SAME = 0.93


class WordAgreement(IntEnum):
    """How far two words of a name agree, the further the higher."""

    DIFFERENT = 0
    SOUND = 1
    CLOSE = 2
    SHORT_FORM = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of somebody, as far as it is compared."""

    full_name: str
    date_of_birth: date | None = None
    outward_postcode: str | None = None
    agency_references: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two records agree. A family name that either lacks is None; `swapped` crosses the two names."""

    given: WordAgreement
    family: WordAgreement | None
    swapped: bool
    sound: FieldAgreement
    date_of_birth: FieldAgreement
    outward_postcode: FieldAgreement
    agency_reference: FieldAgreement

    @property
    def name(self) -> FieldAgreement:
        levels = [self.given, *([self.family] if self.family is not None else [])]
        if not self.swapped and all(level is WordAgreement.SAME for level in levels):
            return FieldAgreement.AGREES
        if all(level is not WordAgreement.DIFFERENT for level in levels):
            return FieldAgreement.SIMILAR
        return FieldAgreement.DIFFERS


def compared(one: Identity, other: Identity) -> Comparison:
    first, second = taken_apart(one.full_name), taken_apart(other.full_name)
    given, family, swapped = _names(first, second)
    return Comparison(
        given,
        family,
        swapped,
        _sound(first, Name(second.family, second.given) if swapped else second),
        _births(one.date_of_birth, other.date_of_birth),
        _postcodes(one.outward_postcode, other.outward_postcode),
        _references(one.agency_references, other.agency_references),
    )


def _names(first: Name, second: Name) -> tuple[WordAgreement, WordAgreement | None, bool]:
    if not first.family or not second.family:
        return _given(first.given, second.given), None, False
    straight = (_given(first.given, second.given), _word(first.family, second.family))
    crossed = sorted((_given(first.given, second.family), _given(first.family, second.given)), reverse=True)
    if min(crossed) > WordAgreement.SOUND and sum(crossed) > sum(straight):
        return crossed[0], crossed[1], True
    return *straight, False


def _given(one: str, other: str) -> WordAgreement:
    """Two known names that are not forms of one are two people's, however alike: twins are called so."""
    if one == other:
        return WordAgreement.SAME
    if usual_forms(one) & usual_forms(other):
        return WordAgreement.SHORT_FORM
    if is_known(one) and is_known(other):
        return WordAgreement.DIFFERENT
    return _word(one, other)


def _word(one: str, other: str) -> WordAgreement:
    one, other = sorted((one, other))  # Jaro's measure pairs letters from the left word's side
    if one == other:
        return WordAgreement.SAME
    if min(len(one), len(other)) >= SHORTEST_WITH_A_TYPING_ERROR and (
        OSA.distance(one, other) <= 1 or JaroWinkler.similarity(one, other) >= ALMOST_THE_SAME
    ):
        return WordAgreement.CLOSE
    if metaphone(one) == metaphone(other) or nysiis(one) == nysiis(other):
        return WordAgreement.SOUND
    return WordAgreement.DIFFERENT


def _sound(first: Name, second: Name) -> FieldAgreement:
    pairs = [(first.given, second.given), (first.family, second.family)]
    alike = [metaphone(one) == metaphone(other) for one, other in pairs if one and other]
    if not alike:
        return FieldAgreement.UNKNOWN
    if all(alike):
        return FieldAgreement.AGREES
    return FieldAgreement.SIMILAR if any(alike) else FieldAgreement.DIFFERS


def _births(one: date | None, other: date | None) -> FieldAgreement:
    """Similar: day and month swapped, one digit wrong, or two digits side by side in the wrong order."""
    if one is None or other is None:
        return FieldAgreement.UNKNOWN
    if one == other:
        return FieldAgreement.AGREES
    swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    mistyped = OSA.distance(f"{one:%d%m%Y}", f"{other:%d%m%Y}") == 1
    return FieldAgreement.SIMILAR if swapped or mistyped else FieldAgreement.DIFFERS


def _postcodes(one: str | None, other: str | None) -> FieldAgreement:
    if one is None or other is None:
        return FieldAgreement.UNKNOWN
    if one == other:
        return FieldAgreement.AGREES
    return FieldAgreement.SIMILAR if OSA.distance(one, other) == 1 else FieldAgreement.DIFFERS


def _references(one: frozenset[str], other: frozenset[str]) -> FieldAgreement:
    if not one or not other:
        return FieldAgreement.UNKNOWN
    return FieldAgreement.AGREES if one & other else FieldAgreement.DIFFERS
