"""Access tokens: what they say, how long they live, what is remembered, and what rotation does to them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.security.keys import KeyRing, NoSigningKey
from sosafe_api.core.security.rotation import prune, rotate, withdraw
from sosafe_api.core.security.tokens import AccessTokens, InvalidToken
from tests.core.security.forging import kid_of
from tests.core.security.installation import AGENCY_PROGRAM, AUDIENCE, ISSUER, NOW, START, Clock


def test_a_token_says_to_whom_it_was_issued(installation):
    token = installation.tokens.verify(installation.tokens.issue(AGENCY_PROGRAM, 900))

    assert token.subject == AGENCY_PROGRAM.subject
    assert token.client_id == "stevenage-housing"
    assert token.partnership_id == AGENCY_PROGRAM.partnership_id
    assert token.kind is PrincipalKind.CLIENT
    assert token.scope == {"referral:create", "referral:read"}
    assert (token.issued_at, token.expires_at) == (NOW, NOW + 900)
    assert str(UUID(token.token_id)) == token.token_id


@pytest.mark.parametrize("when", [None, 0, NOW - 300, NOW])
def test_a_token_says_when_its_person_last_proved_who_they_are(installation, when):
    issued = installation.tokens.issue(replace(AGENCY_PROGRAM, authenticated_at=when), 900)
    assert installation.tokens.verify(issued).authenticated_at == when


def test_each_token_has_its_own_identifier(installation):
    issued = {installation.tokens.issue(AGENCY_PROGRAM, 900) for _ in range(20)}
    assert len({installation.tokens.verify(token).token_id for token in issued}) == 20


@pytest.mark.parametrize(("kind", "longest"), [(PrincipalKind.USER, 900), (PrincipalKind.CLIENT, 3600)])
def test_no_token_is_issued_for_longer_than_its_kind_allows(installation, kind, longest):
    subject = replace(AGENCY_PROGRAM, kind=kind)
    assert installation.tokens.verify(installation.tokens.issue(subject, longest)).kind is kind
    for lifetime in (longest + 1, 0, -1):
        with pytest.raises(ValueError, match="lives 1 to"):
            installation.tokens.issue(subject, lifetime)


def test_no_token_is_issued_for_nothing(installation):
    with pytest.raises(ValueError, match="scope"):
        installation.tokens.issue(replace(AGENCY_PROGRAM, scope=frozenset()), 900)


def test_without_a_key_no_token_is_issued_or_accepted(installation):
    token = installation.tokens.issue(AGENCY_PROGRAM, 900)
    keyless = AccessTokens(KeyRing(), issuer=ISSUER, audience=AUDIENCE, clock=installation.clock)

    with pytest.raises(NoSigningKey):
        keyless.issue(AGENCY_PROGRAM, 900)
    with pytest.raises(InvalidToken):
        keyless.verify(token)


def test_a_token_is_accepted_until_the_second_it_expires(installation):
    token = installation.tokens.issue(AGENCY_PROGRAM, 900)
    installation.clock.seconds = NOW + 899.9
    assert installation.tokens.verify(token)
    installation.clock.seconds = NOW + 900
    with pytest.raises(InvalidToken):
        installation.tokens.verify(token)


def test_a_remembered_token_expires_all_the_same(installation):
    token = installation.tokens.issue(AGENCY_PROGRAM, 30)
    installation.tokens.verify(token)
    installation.clock.seconds += 29
    assert installation.tokens.verify(token)
    installation.clock.seconds += 1
    with pytest.raises(InvalidToken):
        installation.tokens.verify(token)


def test_a_remembered_token_is_not_verified_again_for_a_minute(installation):
    token = installation.tokens.issue(AGENCY_PROGRAM, 900)
    first = installation.tokens.verify(token)
    installation.clock.seconds += 59
    assert installation.tokens.verify(token) is first
    installation.clock.seconds += 1
    again = installation.tokens.verify(token)
    assert again == first
    assert again is not first


def test_only_the_tokens_used_last_are_remembered(tmp_path):
    rotate(tmp_path, START)
    tokens = AccessTokens(
        KeyRing.load(tmp_path), issuer=ISSUER, audience=AUDIENCE, clock=Clock(), remembered=2
    )
    texts = [tokens.issue(AGENCY_PROGRAM, 900) for _ in range(3)]
    first, second = tokens.verify(texts[0]), tokens.verify(texts[1])
    assert tokens.verify(texts[0]) is first
    tokens.verify(texts[2])

    assert tokens.verify(texts[0]) is first
    assert tokens.verify(texts[1]) is not second


def test_refused_tokens_are_not_remembered(installation):
    """Otherwise a flood of forgeries would push out the tokens of those who work."""
    good = installation.tokens.issue(AGENCY_PROGRAM, 900)
    first = installation.tokens.verify(good)
    for _ in range(3):
        with pytest.raises(InvalidToken):
            installation.tokens.verify(installation.with_claims(exp=NOW))
    assert installation.tokens.verify(good) is first


def test_after_the_hand_over_old_tokens_live_until_they_expire(installation):
    rotate(installation.directory, START)
    installation.reread_keys()
    installation.clock.seconds = (START + timedelta(hours=24, seconds=-1)).timestamp()
    old = installation.tokens.issue(AGENCY_PROGRAM, 3600)
    installation.clock.seconds += 1
    new = installation.tokens.issue(AGENCY_PROGRAM, 3600)
    assert kid_of(old) != kid_of(new)

    installation.clock.seconds += 3598
    assert installation.tokens.verify(old)
    assert installation.tokens.verify(new)
    installation.clock.seconds += 1
    assert installation.tokens.verify(new)
    with pytest.raises(InvalidToken):
        installation.tokens.verify(old)


def test_a_retired_key_makes_no_more_acceptable_tokens(installation):
    """Whoever stole the old key file cannot use it after its retirement, pruned or not."""
    rotate(installation.directory, START)
    installation.reread_keys()
    installation.clock.seconds = retirement = (START + timedelta(hours=25, minutes=5)).timestamp()
    times = {"iat": int(retirement) - 1, "nbf": int(retirement) - 1, "exp": int(retirement) + 900}
    stolen = installation.with_claims(**times)

    with pytest.raises(InvalidToken):
        installation.tokens.verify(stolen)
    installation.clock.seconds = retirement - 1
    assert installation.tokens.verify(stolen)
    installation.clock.seconds = retirement
    with pytest.raises(InvalidToken):
        installation.tokens.verify(stolen)
    prune(installation.directory, installation.clock.instant)
    installation.reread_keys()
    with pytest.raises(InvalidToken):
        installation.tokens.verify(stolen)


def test_withdrawing_a_key_drops_its_remembered_tokens(installation):
    token = installation.tokens.issue(AGENCY_PROGRAM, 900)
    assert installation.tokens.verify(token)
    withdraw(installation.directory, installation.kid, START)
    installation.reread_keys()

    with pytest.raises(InvalidToken):
        installation.tokens.verify(token)
    assert installation.tokens.verify(installation.tokens.issue(AGENCY_PROGRAM, 900))


def test_reading_unchanged_keys_again_forgets_nothing(installation):
    token = installation.tokens.issue(AGENCY_PROGRAM, 900)
    first = installation.tokens.verify(token)
    installation.reread_keys()
    assert installation.tokens.verify(token) is first
