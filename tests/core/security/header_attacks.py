"""Tokens whose header chooses its own algorithm, key or rules."""

import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sosafe_api.core.security.keys import KeyRing
from tests.core.security.forging import ABSENT, changed, part, public_octets, signed, with_secret
from tests.core.security.installation import START, Attack, Installation


def _header(**changes: object) -> Attack:
    return lambda installation: installation.with_header(**changes)


def _raw_header(text: str | bytes) -> Attack:
    return lambda installation: signed(installation.key, _fill(text, installation), installation.claims)


def _fill(text: str | bytes, installation: Installation) -> str | bytes:
    return text.replace("KID", installation.kid) if isinstance(text, str) else text


def _secret(spelling: str) -> Attack:
    return lambda installation: with_secret(
        public_octets(installation.key)[spelling],
        {**installation.header, "alg": "HS256"},
        installation.claims,
    )


def _public_jwk_as_secret(installation: Installation) -> str:
    jwk = KeyRing.load(installation.directory).jwks(START)["keys"][0]
    header = {**installation.header, "alg": "HS256"}
    return with_secret(json.dumps(jwk).encode(), header, installation.claims)


def _foreign(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, **changes: object) -> Attack:
    digest = {"ES384": hashes.SHA384()}.get(str(changes.get("alg")))
    return lambda installation: signed(
        key, changed(installation.header, changes), installation.claims, digest
    )


def _embedded_key(installation: Installation) -> str:
    attacker = ec.generate_private_key(ec.SECP256R1())
    numbers = attacker.public_key().public_numbers()
    jwk = {"kty": "EC", "crv": "P-256", "x": part(numbers.x.to_bytes(32)), "y": part(numbers.y.to_bytes(32))}
    return signed(attacker, {**installation.header, "jwk": jwk}, installation.claims)


HEADER_ATTACKS: dict[str, Attack] = {
    # The algorithm is ours to choose.
    "alg none without signature": lambda i: f"{part({**i.header, 'alg': 'none'})}.{part(i.claims)}.",
    "alg none with signature": _header(alg="none"),
    "alg None": _header(alg="None"),
    "alg absent": _header(alg=ABSENT),
    "alg null": _header(alg=None),
    "alg a list": _header(alg=["ES256"]),
    "alg in small letters": _header(alg="es256"),
    "HS256 with the public key as PEM": _secret("PEM"),
    "HS256 with the trimmed PEM": _secret("PEM without its last line end"),
    "HS256 with the public key as DER": _secret("DER"),
    "HS256 with the OpenSSH key": _secret("OpenSSH"),
    "HS256 with the JWK": _public_jwk_as_secret,
    "HS256 with an empty secret": lambda i: with_secret(b"", {**i.header, "alg": "HS256"}, i.claims),
    "RS256": _foreign(rsa.generate_private_key(65537, 2048), alg="RS256"),
    "ES384": _foreign(ec.generate_private_key(ec.SECP384R1()), alg="ES384"),
    # So is the key.
    "key of another installation under our kid": _foreign(ec.generate_private_key(ec.SECP256R1())),
    "key of another installation under its kid": _foreign(
        ec.generate_private_key(ec.SECP256R1()), kid="other"
    ),
    "kid unknown": _header(kid="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    "kid absent": _header(kid=ABSENT),
    "kid null": _header(kid=None),
    "kid a number": _header(kid=1),
    "kid a list": _header(kid=[]),
    "kid a path": _header(kid="../../../../dev/null"),
    "kid a lone surrogate": _raw_header(r'{"alg":"ES256","typ":"at+jwt","kid":"\ud800"}'),
    "a key in the header": _embedded_key,
    # A header says three things and nothing else.
    "typ JWT": _header(typ="JWT"),
    "typ absent": _header(typ=ABSENT),
    "typ null": _header(typ=None),
    "typ in capitals": _header(typ="AT+JWT"),
    **{
        f"header member {name}": _header(**{name: value})
        for name, value in {
            "crit": ["exp"],
            "jku": "https://attacker.example.org/jwks.json",
            "x5u": "https://attacker.example.org/certificate.pem",
            "jwk": {"kty": "oct", "k": "AA"},
            "x5c": ["MIIB"],
            "x5t": "AA",
            "zip": "DEF",
            "b64": False,
            "cty": "JWT",
            "unheard_of": 1,
        }.items()
    },
    "header member twice": _raw_header('{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"KID"}'),
    "header a list": _raw_header('["ES256"]'),
    "header a text": _raw_header('"ES256"'),
    "header not JSON": _raw_header("ES256"),
    "header empty": _raw_header("{}"),
    "header deep": _raw_header("[" * 5000),
    "header with NaN": _raw_header('{"alg":"ES256","typ":"at+jwt","kid":NaN}'),
    "header with a huge number": _raw_header('{"alg":"ES256","typ":"at+jwt","kid":' + "9" * 5000 + "}"),
    "header in UTF-16": lambda i: signed(i.key, json.dumps(i.header).encode("utf-16"), i.claims),
    "header after a byte order mark": lambda i: signed(
        i.key, b"\xef\xbb\xbf" + json.dumps(i.header).encode(), i.claims
    ),
    "header not UTF-8": _raw_header(b'{"alg":"ES256\xff"}'),
}
