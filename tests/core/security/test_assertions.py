"""Client assertions: a client proves by its registered key who it is; everything else is refused alike."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.core.security.assertions import (
    AssertionClaims,
    ClientKey,
    InvalidAssertion,
    RegisteredClient,
    sign_assertion,
    unverified_client_id,
    verify_assertion,
)
from sosafe_api.core.security.jwks import validate_jwks
from tests.core.security.forging import (
    ABSENT,
    changed,
    part,
    private_pem,
    public_octets,
    signed,
    with_secret,
)

NOW = 1_793_611_800
ISSUER = "https://api.example.org"
TOKEN_URL = "https://api.example.org/oauth2/token"
KEYS = {
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "RS256": rsa.generate_private_key(65537, 2048),
    "RS512": rsa.generate_private_key(65537, 3072),
}
STRANGER = ec.generate_private_key(ec.SECP256R1())
SHORT_RSA = rsa.generate_private_key(65537, 1024)


def client(algorithm="ES256", **changes):
    key = ClientKey(private_pem(KEYS[algorithm]), algorithm)
    registered = {"client_id": "stevenage-housing", "algorithm": algorithm, "keys": [key.public_jwk()]}
    return RegisteredClient(**{**registered, **changes})


KID = client().keys[0]["kid"]
HEADER = {"alg": "ES256", "typ": "JWT", "kid": KID}
CLAIMS = {
    "iss": "stevenage-housing",
    "sub": "stevenage-housing",
    "aud": TOKEN_URL,
    "jti": "one-use-only",
    "iat": NOW,
    "exp": NOW + 60,
}


def forged(header=(), claims=(), key=KEYS["ES256"]):
    return signed(key, changed(HEADER, dict(header)), changed(CLAIMS, dict(claims)))


def verify(assertion, registered=None):
    return verify_assertion(assertion, client=registered or client(), audiences={ISSUER, TOKEN_URL}, now=NOW)


@pytest.mark.parametrize("algorithm", KEYS)
@pytest.mark.parametrize("audience", [ISSUER, TOKEN_URL])
def test_a_client_is_believed_who_signs_with_the_registered_key(algorithm, audience):
    key = ClientKey(private_pem(KEYS[algorithm]), algorithm)
    assertion = sign_assertion(key, client_id="stevenage-housing", audience=audience, now=NOW)

    assert unverified_client_id(assertion) == "stevenage-housing"
    proved = verify(assertion, client(algorithm))
    assert proved.exp == NOW + 60
    assert 1 <= len(proved.jti) <= 200


def test_each_assertion_has_its_own_identifier():
    key = ClientKey.generate()
    registered = client(keys=[key.public_jwk()])
    made = {sign_assertion(key, client_id=registered.client_id, audience=ISSUER, now=NOW) for _ in range(5)}
    assert len({verify(assertion, registered).jti for assertion in made}) == 5


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        pytest.param({}, {}, id="as it should be"),
        pytest.param({"typ": ABSENT}, {}, id="without type"),
        pytest.param({"typ": "jwt"}, {}, id="type in small letters"),
        pytest.param({"typ": "client-authentication+jwt"}, {}, id="type of its own"),
        pytest.param({}, {"iat": ABSENT}, id="without iat"),
        pytest.param({}, {"iat": NOW + 5, "nbf": NOW + 5}, id="clock five seconds ahead"),
        pytest.param({}, {"exp": NOW + 300}, id="five minutes"),
        pytest.param({}, {"jti": "x"}, id="shortest jti"),
        pytest.param({}, {"jti": "x" * 200}, id="longest jti"),
    ],
)
def test_the_forger_makes_acceptable_assertions_when_nothing_is_wrong(header, claims):
    assert verify(forged(header, claims)) == AssertionClaims(
        str(changed(CLAIMS, claims)["jti"]), int(changed(CLAIMS, claims)["exp"])
    )


def test_two_registered_keys_may_overlap():
    old, new = ClientKey.generate(), ClientKey.generate()
    registered = client(keys=validate_jwks({"keys": [old.public_jwk(), new.public_jwk()]}))
    for key in (old, new):
        assert verify(
            sign_assertion(key, client_id="stevenage-housing", audience=ISSUER, now=NOW), registered
        )


ODD_NUMBERS = {
    "null": None,
    "a list": [],
    "true": True,
    "a text": str(NOW + 30),
    "a fraction": NOW + 30.5,
    "infinite": float("inf"),
    "of 4,000 digits": 10**3999,
}
ODD_TEXTS = {
    "absent": ABSENT,
    "null": None,
    "a number": 7,
    "empty": "",
    "a lone surrogate": "\ud800",
    "with a NUL": "stevenage-housing\0",
    "with a line end": "stevenage-housing\n",
}
ATTACKS = {
    **{
        f"alg {alg}": forged({"alg": alg}) for alg in ("none", "None", "", "es256", "ES384", "PS256", "HS256")
    },
    "alg absent": forged({"alg": ABSENT}),
    "alg a list": forged({"alg": ["ES256"]}),
    "alg none without signature": f"{part({**HEADER, 'alg': 'none'})}.{part(CLAIMS)}.",
    **{
        f"HS256 with the public key as {spelling}": with_secret(secret, {**HEADER, "alg": "HS256"}, CLAIMS)
        for spelling, secret in public_octets(KEYS["ES256"]).items()
    },
    "another algorithm than the registered one": forged({"alg": "RS256"}, key=KEYS["RS256"]),
    "key of a stranger": forged(key=STRANGER),
    "key of a stranger under its own kid": forged({"kid": "stranger"}, key=STRANGER),
    "kid absent": forged({"kid": ABSENT}),
    "kid null": forged({"kid": None}),
    "kid a list": forged({"kid": [KID]}),
    "kid surrogate": forged({"kid": "\ud800"}),
    "an access token's type": forged({"typ": "at+jwt"}),
    "typ null": forged({"typ": None}),
    **{
        f"header member {name}": forged({name: value})
        for name, value in {
            "crit": ["exp"],
            "jku": "https://attacker.example.org/jwks.json",
            "x5u": "https://attacker.example.org/certificate.pem",
            "jwk": ClientKey(private_pem(STRANGER)).public_jwk(),
            "x5c": ["MIIB"],
            "zip": "DEF",
            "b64": False,
            "cty": "JWT",
        }.items()
    },
    "header member twice": signed(KEYS["ES256"], f'{{"alg":"ES256","alg":"ES256","kid":"{KID}"}}', CLAIMS),
    "claim twice": signed(KEYS["ES256"], HEADER, json.dumps(CLAIMS)[:-1] + f', "aud": "{ISSUER}"}}'),
    "claims deep": signed(KEYS["ES256"], HEADER, "[" * 5000),
    "claims a list": signed(KEYS["ES256"], HEADER, [CLAIMS]),
    "claims not UTF-8": signed(KEYS["ES256"], HEADER, b'{"iss": "\xff"}'),
    **{
        f"exp {name}": forged(claims={"exp": value})
        for name, value in {"absent": ABSENT, **ODD_NUMBERS}.items()
    },
    **{f"iat {name}": forged(claims={"iat": value}) for name, value in ODD_NUMBERS.items()},
    **{f"nbf {name}": forged(claims={"nbf": value}) for name, value in ODD_NUMBERS.items()},
    "expired this second": forged(claims={"exp": NOW}),
    "expired long ago": forged(claims={"exp": NOW - 3600}),
    "valid for over five minutes": forged(claims={"exp": NOW + 306}),
    "issued in the future": forged(claims={"iat": NOW + 6}),
    "valid in the future": forged(claims={"nbf": NOW + 6}),
    **{
        f"{claim} {name}": forged(claims={claim: value})
        for claim in ("iss", "sub", "aud", "jti")
        for name, value in ODD_TEXTS.items()
        if (claim, name) != ("jti", "with a line end")
    },
    "jti with a line end": forged(claims={"jti": "a\n"}),
    "jti of 201 characters": forged(claims={"jti": "x" * 201}),
    "jti a list": forged(claims={"jti": ["a"]}),
    "another issuer": forged(claims={"iss": "hitchin-housing"}),
    "another subject": forged(claims={"sub": "hitchin-housing"}),
    "another client altogether": forged(claims={"iss": "hitchin-housing", "sub": "hitchin-housing"}),
    "audience in a list": forged(claims={"aud": [TOKEN_URL]}),
    "audience in an object": forged(claims={"aud": {TOKEN_URL: 1}}),
    "audience of another server": forged(claims={"aud": "https://other.example.org/oauth2/token"}),
    "audience with a slash more": forged(claims={"aud": TOKEN_URL + "/"}),
    "padding": forged() + "==",
    "line end after": forged() + "\n",
    "cut by one character": forged()[:-1],
    "four parts": forged() + ".AAAA",
    "two parts": forged().rpartition(".")[0],
    "signature of zeros": forged().rpartition(".")[0] + "." + part(bytes(64)),
    "signature of another": forged().rpartition(".")[0]
    + "."
    + forged(claims={"jti": "b"}).rpartition(".")[2],
    "9,000 characters": forged(claims={"note": "x" * 6600}),
    "empty": "",
    "nothing": None,
    "octets": forged().encode(),
}


@pytest.mark.parametrize("assertion", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_refused_and_says_nothing(assertion):
    with pytest.raises(InvalidAssertion) as refusal:
        verify(assertion)
    assert refusal.value.args == ()
    assert refusal.value.__cause__ is None


def test_the_attack_of_nine_thousand_characters_is_refused_for_its_length():
    assert len(forged(claims={"note": "x" * 6600})) > 8192
    assert verify(forged(claims={"note": "x" * 5000}))


def weak_client():
    jwk = ClientKey(private_pem(SHORT_RSA), "RS256").public_jwk()
    return client(algorithm="RS256", keys=[jwk]), jwk["kid"]


def test_a_short_key_is_refused_even_if_it_was_registered():
    registered, kid = weak_client()
    with pytest.raises(InvalidAssertion):
        verify(signed(SHORT_RSA, {"alg": "RS256", "kid": kid}, CLAIMS), registered)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"algorithm": "HS256"}, id="a symmetric algorithm"),
        pytest.param({"algorithm": "none"}, id="no algorithm"),
        pytest.param({"algorithm": "RS256"}, id="an algorithm of another kind of key"),
        pytest.param({"keys": []}, id="no keys"),
        pytest.param({"keys": [{"kty": "oct", "k": "AA", "kid": KID}]}, id="a secret as key"),
    ],
)
def test_a_registration_that_went_wrong_lets_nobody_in(changes):
    registered = replace(client(), **changes)
    secret = public_octets(KEYS["ES256"])["PEM"]
    header = {**HEADER, "alg": registered.algorithm}
    for assertion in (forged(), forged({"alg": registered.algorithm}), with_secret(secret, header, CLAIMS)):
        with pytest.raises(InvalidAssertion):
            verify(assertion, registered)


def test_a_key_registered_for_one_algorithm_is_not_used_for_another():
    key = ClientKey(private_pem(KEYS["RS256"]), "RS512")
    registered = client("RS256", keys=[key.public_jwk()])
    header = {"alg": "RS256", "kid": key.public_jwk()["kid"]}
    with pytest.raises(InvalidAssertion):
        verify(signed(KEYS["RS256"], header, CLAIMS), registered)


@pytest.mark.parametrize("digest", [hashes.SHA1(), hashes.SHA512()], ids=["SHA-1", "SHA-512"])
def test_a_signature_over_another_digest_is_refused(digest):
    key = ClientKey(private_pem(KEYS["RS256"]), "RS256")
    header = {"alg": "RS256", "kid": key.public_jwk()["kid"]}
    assert verify(signed(KEYS["RS256"], header, CLAIMS), client("RS256"))
    with pytest.raises(InvalidAssertion):
        verify(signed(KEYS["RS256"], header, CLAIMS, digest), client("RS256"))


@settings(max_examples=200, deadline=None)
@given(text=st.text() | st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True))
def test_no_text_at_all_makes_another_error(text):
    with pytest.raises(InvalidAssertion):
        verify(text)
    with pytest.raises(InvalidAssertion):
        unverified_client_id(text)


@pytest.mark.parametrize("sub", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_client_is_looked_up_only_by_a_plain_identifier(sub):
    with pytest.raises(InvalidAssertion):
        unverified_client_id(forged(claims={"sub": sub}))


def test_a_private_key_of_a_client_is_never_printed():
    assert "PRIVATE" not in repr(ClientKey.generate())
