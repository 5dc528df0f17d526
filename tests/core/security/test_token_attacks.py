"""No forged, altered, mistyped or oddly spelt access token is accepted, and every refusal is the same."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.core.errors import Unauthenticated
from sosafe_api.core.security.tokens import InvalidToken
from tests.core.security.claim_attacks import CLAIM_ATTACKS
from tests.core.security.forging import P256_ORDER, octets, part
from tests.core.security.header_attacks import HEADER_ATTACKS
from tests.core.security.installation import NOW
from tests.core.security.text_attacks import TEXT_ATTACKS

ATTACKS = {**HEADER_ATTACKS, **CLAIM_ATTACKS, **TEXT_ATTACKS}


def test_the_forger_makes_acceptable_tokens_when_nothing_is_changed(shared):
    """Otherwise every attack below would be refused for a reason of its own making."""
    assert shared.tokens.verify(shared.with_claims()).client_id == "stevenage-housing"
    assert shared.tokens.verify(shared.with_claims(nbf=NOW + 5, iat=NOW + 5, exp=NOW + 905))
    assert shared.tokens.verify(shared.with_claims(exp=NOW + 3600))
    assert shared.tokens.verify(shared.with_claims(kind="user", exp=NOW + 900))


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_refused_and_says_nothing(shared, attack):
    with pytest.raises(InvalidToken) as refusal:
        shared.tokens.verify(attack(shared))

    assert (refusal.value.code, refusal.value.detail, refusal.value.errors) == ("unauthenticated", None, ())
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert isinstance(refusal.value, Unauthenticated)


def test_the_attack_of_nine_thousand_characters_is_refused_for_its_length(shared):
    """A scope just as odd, but within 8 KB, is accepted: so it is the length that was refused."""
    assert len(shared.with_claims(scope="x" * 6000)) > 8192
    assert shared.tokens.verify(shared.with_claims(scope="x" * 5000))


@st.composite
def _mutations(draw) -> Callable[[str], str]:
    at, letter = draw(st.floats(0, 1)), draw(st.characters(max_codepoint=0x17F) | st.sampled_from("-_.=AQgw"))
    kind = draw(st.sampled_from(("replace", "insert", "delete", "double", "swap", "case")))

    def mutate(token: str) -> str:
        place = min(int(at * len(token)), len(token) - 2)
        here, following = token[place], token[place + 1]
        middle = {
            "replace": letter + following,
            "insert": here + letter + following,
            "delete": following,
            "double": here + here + following,
            "swap": following + here,
            "case": here.swapcase() + following,
        }[kind]
        return token[:place] + middle + token[place + 2 :]

    return mutate


@settings(max_examples=400, deadline=None)
@given(mutations=st.lists(_mutations(), min_size=1, max_size=3))
def test_no_mutation_of_a_valid_token_is_accepted(shared, mutations):
    token = mutated = shared.with_claims()
    for mutate in mutations:
        mutated = mutate(mutated)
    if mutated == token:
        return
    with pytest.raises(InvalidToken):
        shared.tokens.verify(mutated)


@settings(max_examples=200, deadline=None)
@given(text=st.text() | st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True))
def test_no_text_at_all_makes_another_error(shared, text):
    with pytest.raises(InvalidToken):
        shared.tokens.verify(text)


def test_the_second_valid_signature_of_a_token_carries_the_same_identifier(shared):
    """ECDSA lets anyone turn (r, s) into (r, n - s): so withdrawal goes by identifier, never by text."""
    token = shared.with_claims()
    r_and_s = octets(token.rpartition(".")[2])
    mirrored = r_and_s[:32] + (P256_ORDER - int.from_bytes(r_and_s[32:])).to_bytes(32)
    other = token.rpartition(".")[0] + "." + part(mirrored)

    assert other != token
    assert shared.tokens.verify(other).token_id == shared.tokens.verify(token).token_id
