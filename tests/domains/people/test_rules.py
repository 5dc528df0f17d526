"""Comparing people: the same from either side, within bounds, and never worse for agreeing more."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.made_people import FAMILY, GIVEN, Maker
from sosafe_api.domains.people.rules import scoring
from sosafe_api.domains.people.rules.ages import age_band
from sosafe_api.domains.people.rules.comparison import Comparison, Identity, WordAgreement, compared
from sosafe_api.domains.people.rules.contact import PERMITTED, says_anything, strictest
from sosafe_api.domains.people.rules.keys import match_keys
from sosafe_api.domains.people.rules.merging import roots
from sosafe_api.domains.people.rules.names import normalised, words
from sosafe_api.domains.people.rules.nicknames import short_forms, usual_forms
from sosafe_api.domains.people.rules.scoring import likelihood, score, weight
from sosafe_api.domains.people.vocabulary import AgeBand, FieldAgreement, Likelihood

PARTNERSHIP, OTHER_PARTNERSHIP = UUID(int=1), UUID(int=2)
BORN = date(1990, 1, 31)

names = st.one_of(
    st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY)),
    st.text(min_size=1, max_size=40),
    st.sampled_from(GIVEN),
)
identities = st.builds(
    Identity,
    names,
    st.none() | st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.none() | st.from_regex(r"\A[A-Z]{1,2}[0-9][A-Z0-9]?\Z"),
    st.frozensets(st.sampled_from(["A/1", "A/2", "B/1"]), max_size=2),
)
agreements = st.sampled_from(FieldAgreement)
comparisons = st.builds(
    Comparison,
    given=st.sampled_from(WordAgreement),
    family=st.none() | st.sampled_from(WordAgreement),
    swapped=st.booleans(),
    sound=agreements,
    date_of_birth=agreements,
    outward_postcode=agreements,
    agency_reference=agreements.filter(lambda found: found is not FieldAgreement.SIMILAR),
)


@given(identities, identities)
def test_a_comparison_is_the_same_from_either_side(one: Identity, other: Identity) -> None:
    assert compared(one, other) == compared(other, one)


@given(identities, identities)
def test_a_score_lies_between_0_and_1_in_hundredths(one: Identity, other: Identity) -> None:
    found = score(compared(one, other))
    assert 0 <= found <= 1
    assert found == round(found, 2)


@given(comparisons)
def test_agreeing_more_in_one_part_never_lowers_the_score(found: Comparison) -> None:
    for part in ("given", "family"):
        rising = [score(replace(found, **{part: level})) for level in WordAgreement]
        assert rising == sorted(rising), part
    order = [FieldAgreement.DIFFERS, FieldAgreement.SIMILAR, FieldAgreement.AGREES]
    for part in ("date_of_birth", "outward_postcode"):
        rising = [score(replace(found, **{part: level})) for level in order]
        assert rising == sorted(rising), part
    references = [FieldAgreement.DIFFERS, FieldAgreement.AGREES]
    rising = [score(replace(found, agency_reference=level)) for level in references]
    assert rising == sorted(rising)
    assert score(replace(found, swapped=False)) >= score(replace(found, swapped=True))


@given(comparisons)
def test_what_is_unknown_weighs_nothing(found: Comparison) -> None:
    for part in ("date_of_birth", "outward_postcode", "agency_reference"):
        weights = [
            weight(replace(found, **{part: level}))
            for level in (FieldAgreement.DIFFERS, FieldAgreement.UNKNOWN, FieldAgreement.AGREES)
        ]
        assert weights == sorted(weights), part


def test_each_table_of_weights_rises_with_agreement() -> None:
    for table in (scoring.GIVEN, scoring.FAMILY):
        assert set(table) == set(WordAgreement)
        rising = [table[level].weight for level in WordAgreement]
        assert rising == sorted(rising)
    for table in (scoring.BIRTH, scoring.POSTCODE):
        falling = [
            table[level].weight
            for level in (FieldAgreement.AGREES, FieldAgreement.SIMILAR, FieldAgreement.DIFFERS)
        ]
        assert all(better > worse for better, worse in pairwise(falling))


@pytest.mark.parametrize(
    ("name", "born", "postcode", "expected"),
    [
        ("Catherine Smith", BORN, "SG1", Likelihood.LIKELY),
        ("Ms Katie  SMITH", BORN, "AL1", Likelihood.LIKELY),  # a short form, and moved away
        ("Catherine Smiht", BORN, "SG1", Likelihood.LIKELY),  # two letters in the wrong order
        ("Smith Catherine", BORN, "SG1", Likelihood.LIKELY),  # the family name first
        ("Cathérine Smyth", date(1990, 1, 30), "SG1", Likelihood.LIKELY),  # one digit wrong
        ("Catherine Smith", None, "SG1", Likelihood.POSSIBLE),
        ("Catherine Jones", BORN, "SG1", Likelihood.POSSIBLE),  # another family name
        ("Victoria Smith", BORN, "SG1", Likelihood.POSSIBLE),  # her twin
        ("Catherine Smith", date(1955, 8, 2), "SG1", None),  # a namesake
        ("Oliver Okafor", BORN, "SG1", None),  # born on one day
    ],
)
def test_whoever_may_be_the_same_is_told_from_who_is_not(
    name: str, born: date | None, postcode: str, expected: Likelihood | None
) -> None:
    known = Identity("Catherine Smith", BORN, "SG1")
    assert likelihood(score(compared(known, Identity(name, born, postcode)))) is expected


def test_day_and_month_in_the_other_order_are_similar() -> None:
    comparison = compared(
        Identity("Example Person", date(1990, 1, 2)), Identity("Example Person", date(1990, 2, 1))
    )
    assert comparison.date_of_birth is FieldAgreement.SIMILAR


def test_two_known_names_are_two_people_s_however_alike() -> None:
    alike = compared(Identity("Eric Smith", BORN), Identity("Erin Smith", BORN))
    mistyped = compared(Identity("Theodore Smith", BORN), Identity("Theodoer Smith", BORN))
    assert (alike.given, mistyped.given) == (WordAgreement.DIFFERENT, WordAgreement.CLOSE)


@given(st.integers(0, 2**32))
def test_the_errors_of_life_leave_a_key_in_common(seed: int) -> None:
    """Not each of them, since several fall together now and then; the share is measured elsewhere."""
    maker = Maker(seed)
    known = maker.people(20)
    again = maker.written_again(known, strangers=0)
    shared = [not set(keys(record.identity)).isdisjoint(keys(known[record.of or 0])) for record in again]
    assert sum(shared) >= 18


def keys(identity: Identity, partnership: UUID = PARTNERSHIP) -> list[int]:
    return match_keys(partnership, identity.full_name, identity.date_of_birth, identity.outward_postcode)


@given(identities)
def test_keys_are_numbers_of_64_bits_that_two_partnerships_do_not_share(identity: Identity) -> None:
    found = keys(identity)
    assert found == sorted(set(found))
    assert all(-(2**63) <= number < 2**63 for number in found)
    assert set(found).isdisjoint(keys(identity, OTHER_PARTNERSHIP))


@given(st.text(max_size=60))
def test_a_normalised_name_is_its_own_normal_form(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    ("written", "compared_as"),
    [
        ("Ms Zoë O\u2019Neill-Smith", ("zoe", "oneill", "smith")),
        ("  ÉXAMPLE\tperson ", ("example", "person")),
        ("Dr", ("dr",)),
        ("李 小龍", ("李", "小龍")),
        ("!!!", ()),
    ],
)
def test_a_name_is_compared_without_case_accents_punctuation_and_title(
    written: str, compared_as: tuple[str, ...]
) -> None:
    assert words(written) == compared_as


def test_a_short_form_stands_for_each_name_that_it_may_be() -> None:
    assert usual_forms("alex") == {"alexander", "alexandra"}
    assert usual_forms("unheardof") == {"unheardof"}
    assert "kate" in short_forms("catherine")
    assert short_forms("unheardof") == ()


contacts = st.fixed_dictionaries(
    {
        **{name: st.booleans() for name in PERMITTED},
        "telephone": st.none() | st.just("020 7946 0000"),
        "email": st.none() | st.just("person@example.org"),
        "safe_times": st.none() | st.sampled_from(["After 6 pm", "Mornings"]),
    }
)


@given(st.lists(contacts, min_size=1, max_size=10))
def test_of_several_records_the_strictest_contact_holds(stated: list[dict[str, object]]) -> None:
    found = strictest(stated)
    for name in PERMITTED:
        assert found[name] is all(one[name] for one in stated)
    for one in stated:
        assert one["safe_times"] is None or one["safe_times"] in found["safe_times"]
    assert strictest([found]) == found
    assert strictest([found, *stated]) == found


@given(contacts, st.sets(st.sampled_from([*PERMITTED, "telephone", "email", "safe_times"])))
def test_a_referral_says_something_of_contact_where_any_part_is_stated(
    whole: dict[str, object], stated: set[str]
) -> None:
    """That a way is not safe is a rule; that no number is known is none."""
    one = {name: whole[name] for name in stated}
    assert says_anything(one) is any(value is not None for value in one.values())
    assert says_anything({}) is False
    assert says_anything({"may_call": False}) is True


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_every_merged_record_leads_to_one_that_is_merged_into_none(pairs: list[tuple[int, int]]) -> None:
    kept: dict[int, int] = {}
    for person, merged in pairs:
        if person != merged and person not in kept and merged not in kept:
            kept[merged] = person
    found = roots(kept)
    assert set(found) == set(kept)
    for merged, root in found.items():
        assert root not in kept
        assert root == found.get(kept[merged], kept[merged])


@pytest.mark.parametrize(
    ("born", "on", "band"),
    [
        (date(2010, 11, 26), date(2026, 11, 25), AgeBand.UNDER_16),
        (date(2010, 11, 26), date(2026, 11, 26), AgeBand.FROM_16_TO_17),
        (date(2008, 2, 29), date(2026, 2, 28), AgeBand.FROM_16_TO_17),
        (date(2008, 2, 29), date(2026, 3, 1), AgeBand.FROM_18_TO_24),
        (date(1961, 11, 26), date(2026, 11, 26), AgeBand.OVER_64),
        (date(2026, 11, 26), date(2026, 11, 26), AgeBand.UNDER_16),
    ],
)
def test_an_age_band_changes_on_the_birthday(born: date, on: date, band: AgeBand) -> None:
    assert age_band(born, on) is band
