"""Which public keys a client may register."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sosafe_api.core.security.jwks import UnsuitableKeys, public_jwk, validate_jwks
from tests.core.security.forging import ABSENT, changed, part

EC_KEY = public_jwk(ec.generate_private_key(ec.SECP256R1()).public_key(), "ES256")
RSA_PUBLIC = rsa.generate_private_key(65537, 2048).public_key()
RSA_KEY = public_jwk(RSA_PUBLIC, "RS256")
RSA_3072 = public_jwk(rsa.generate_private_key(65537, 3072).public_key(), "RS512")
MODULUS = RSA_PUBLIC.public_numbers().n


def number(value):
    return part(value.to_bytes((value.bit_length() + 7) // 8))


def ec_key(**changes):
    return {"keys": [changed(EC_KEY, changes)]}


def rsa_key(**changes):
    return {"keys": [changed(RSA_KEY, changes)]}


def test_public_keys_are_registered_as_they_are():
    assert validate_jwks({"keys": [EC_KEY, RSA_KEY, RSA_3072]}) == [EC_KEY, RSA_KEY, RSA_3072]


def test_what_a_key_does_not_say_is_not_added_except_its_use():
    (accepted,) = validate_jwks(ec_key(alg=ABSENT, use=ABSENT, key_ops=["verify"]))
    assert accepted == changed(EC_KEY, {"alg": ABSENT})


@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
@pytest.mark.parametrize("document", [ec_key, rsa_key])
def test_a_private_member_is_refused_and_not_repeated(document, member):
    with pytest.raises(UnsuitableKeys) as refusal:
        validate_jwks(document(**{member: "c2VjcmV0"}))
    assert "private" in refusal.value.detail
    assert "c2VjcmV0" not in str(refusal.value)
    assert refusal.value.pointer == "/keys/0"


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        (None, "/keys"),
        ([], "/keys"),
        ({}, "/keys"),
        ({"keys": {}}, "/keys"),
        ({"keys": []}, "/keys"),
        ({"keys": [{**EC_KEY, "kid": str(number)} for number in range(5)]}, "/keys"),
        ({"keys": ["EC"]}, "/keys/0"),
        ({"keys": [EC_KEY, {**RSA_KEY, "kid": EC_KEY["kid"]}]}, "/keys/1/kid"),
        (ec_key(kty=ABSENT), "/keys/0/kty"),
        (ec_key(kty=["EC"]), "/keys/0/kty"),
        (ec_key(kty="oct"), "/keys/0/kty"),
        (ec_key(kty="OKP"), "/keys/0/kty"),
        (ec_key(kty="RSA"), "/keys/0"),
        (ec_key(kid=ABSENT), "/keys/0/kid"),
        (ec_key(kid=""), "/keys/0/kid"),
        (ec_key(kid="x" * 201), "/keys/0/kid"),
        (ec_key(kid="\ud800"), "/keys/0/kid"),
        (ec_key(kid=7), "/keys/0/kid"),
        (ec_key(use="enc"), "/keys/0/use"),
        (ec_key(use=None), "/keys/0/use"),
        (ec_key(key_ops=["sign"]), "/keys/0/key_ops"),
        (ec_key(key_ops=["verify", "sign"]), "/keys/0/key_ops"),
        (ec_key(alg="RS256"), "/keys/0/alg"),
        (ec_key(alg="HS256"), "/keys/0/alg"),
        (ec_key(alg="none"), "/keys/0/alg"),
        (ec_key(alg=None), "/keys/0/alg"),
        (ec_key(alg=["ES256"]), "/keys/0/alg"),
        (ec_key(x5u="https://attacker.example.org/"), "/keys/0"),
        (ec_key(x5c=["MIIB"]), "/keys/0"),
        (ec_key(crv="P-384"), "/keys/0/crv"),
        (ec_key(crv=ABSENT), "/keys/0"),
        (ec_key(x=ABSENT), "/keys/0"),
        (ec_key(x=7), "/keys/0"),
        (ec_key(x=EC_KEY["y"]), "/keys/0"),
        (ec_key(x=EC_KEY["x"] + "="), "/keys/0"),
        (ec_key(x="é"), "/keys/0"),
        (ec_key(x=part(bytes(32)), y=part(bytes(32))), "/keys/0"),
        (rsa_key(alg="ES256"), "/keys/0/alg"),
        (rsa_key(alg="PS256"), "/keys/0/alg"),
        (rsa_key(n=ABSENT), "/keys/0"),
        (rsa_key(n=RSA_KEY["n"] + "="), "/keys/0/n"),
        (rsa_key(n=number(MODULUS >> 1 | 1)), "/keys/0/n"),
        (rsa_key(n=number(MODULUS - 1)), "/keys/0/n"),
        (rsa_key(n=part(b"\0" + MODULUS.to_bytes(256))), "/keys/0/n"),
        (rsa_key(n=number(1 << 4097 | 1)), "/keys/0/n"),
        (rsa_key(e="Aw"), "/keys/0/e"),
        (rsa_key(e="AQ"), "/keys/0/e"),
        (rsa_key(e="AAEAAQ"), "/keys/0/e"),
        (rsa_key(e=RSA_KEY["n"]), "/keys/0/e"),
    ],
)
def test_an_unsuitable_key_is_refused_and_its_place_named(document, pointer):
    with pytest.raises(UnsuitableKeys) as refusal:
        validate_jwks(document)
    assert refusal.value.pointer == pointer


def test_a_coordinate_with_its_leading_zeros_cut_is_refused():
    """RFC 7518 section 6.2.1.2: a coordinate is always 32 octets, or one key would have two identifiers."""
    while not (key := ec.generate_private_key(ec.SECP256R1()).public_key()).public_numbers().x < 1 << 248:
        pass
    short = number(key.public_numbers().x)
    with pytest.raises(UnsuitableKeys, match="32 octets"):
        validate_jwks({"keys": [{**public_jwk(key, "ES256"), "x": short}]})
