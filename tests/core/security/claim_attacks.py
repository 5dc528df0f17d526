"""Tokens of our own key whose claims are missing, mistyped, not for us or out of time."""

import json
from collections.abc import Callable
from uuid import uuid4

from tests.core.security.forging import ABSENT, signed
from tests.core.security.installation import AUDIENCE, ISSUER, NOW, Attack


def _claims(**changes: object) -> Attack:
    return lambda installation: installation.with_claims(**changes)


def _raw_payload(make: Callable[[str], str | bytes]) -> Attack:
    return lambda installation: signed(
        installation.key, installation.header, make(json.dumps(installation.claims))
    )


CLAIM_ATTACKS: dict[str, Attack] = {
    # Times are whole numbers and bounded.
    **{
        f"{claim} {name}": _claims(**{claim: value})
        for claim in ("exp", "iat", "nbf")
        for name, value in {
            "absent": ABSENT,
            "null": None,
            "a list": [],
            "an object": {},
            "true": True,
            "false": False,
            "a text": str(NOW + 60),
            "a fraction": NOW + 0.5,
            "a whole fraction": float(NOW),
            "infinite": float("inf"),
            "not a number": float("nan"),
            "of 4,000 digits": 10**3999,
            "of 4,000 negative digits": -(10**3999),
        }.items()
        # A token may have been valid for any time.
        if (claim, name) != ("nbf", "of 4,000 negative digits")
    },
    "exp of 5,000 digits": _raw_payload(
        lambda text: text.replace(f'"exp": {NOW + 900}', f'"exp": {"9" * 5000}')
    ),
    "exp overflowing a double": _raw_payload(
        lambda text: text.replace(f'"exp": {NOW + 900}', '"exp": 1e999')
    ),
    "expired by one second": _claims(iat=NOW - 901, nbf=NOW - 901, exp=NOW - 1),
    "expired this second": _claims(iat=NOW - 900, nbf=NOW - 900, exp=NOW),
    "issued six seconds ahead": _claims(iat=NOW + 6, exp=NOW + 900),
    "valid from six seconds ahead": _claims(nbf=NOW + 6),
    "expires before it was issued": _claims(iat=NOW + 4, exp=NOW + 3),
    "client's token of an hour and a second": _claims(exp=NOW + 3601),
    "user's token of a quarter and a second": _claims(kind="user", exp=NOW + 901),
    # Made here, and for us.
    **{
        f"{claim} {name}": _claims(**{claim: value})
        for claim, right in (("iss", ISSUER), ("aud", AUDIENCE))
        for name, value in {
            "absent": ABSENT,
            "null": None,
            "a list of the right one": [right],
            "a list of several": [right, "https://other.example.org"],
            "an object": {right: 1},
            "another": "https://other.example.org",
            "with a slash more": right + "/",
            "in capitals": right.upper(),
            "empty": "",
        }.items()
    },
    # When the person last proved who they are may be left out, but not be made up.
    **{
        f"auth_time {name}": _claims(auth_time=value)
        for name, value in {
            "null": None,
            "a list": [],
            "true": True,
            "a text": str(NOW),
            "a fraction": NOW + 0.5,
            "infinite": float("inf"),
            "negative": -1,
            "after the token was issued": NOW + 6,
            "of 4,000 digits": 10**3999,
        }.items()
    },
    # Identifiers in the one spelling.
    **{
        f"{claim} {name}": _claims(**{claim: value})
        for claim in ("sub", "partnership_id", "jti")
        for name, value in {
            "absent": ABSENT,
            "null": None,
            "a number": 7,
            "a list": [str(uuid4())],
            "empty": "",
            "not a UUID": "stevenage-housing",
            "in capitals": "0197A3F0-0000-7000-8000-00000000000A",
            "in braces": "{0197a3f0-0000-7000-8000-00000000000a}",
            "without hyphens": "0197a3f000007000800000000000000a",
            "a lone surrogate": "\ud800",
        }.items()
    },
    **{
        f"client_id {name}": _claims(client_id=value)
        for name, value in {
            "absent": ABSENT,
            "null": None,
            "a number": 7,
            "empty": "",
            "of 201 characters": "x" * 201,
            "with a NUL": "a\0b",
            "a lone surrogate": "\ud800",
            "with a line end": "a\n",
        }.items()
    },
    **{
        f"scope {name}": _claims(scope=value)
        for name, value in {
            "absent": ABSENT,
            "null": None,
            "a list": ["referral:read"],
            "empty": "",
            "a lone surrogate": "\udfff",
        }.items()
    },
    **{
        f"kind {name}": _claims(kind=value)
        for name, value in {"absent": ABSENT, "null": None, "unknown": "admin", "a list": ["client"]}.items()
    },
    # The claims are one object, read in one way.
    "claim twice": _raw_payload(lambda text: '{"sub": "' + str(uuid4()) + '", ' + text[1:]),
    "claim twice, deeper": _raw_payload(lambda text: text[:-1] + ', "act": {"a": 1, "a": 2}}'),
    "claims a list": _raw_payload(lambda text: f"[{text}]"),
    "claims a text": _raw_payload(json.dumps),
    "claims not JSON": _raw_payload(lambda _: "sub"),
    "claims null": _raw_payload(lambda _: "null"),
    "claims deep": _raw_payload(lambda _: "[" * 5000),
    "claims deep and closed": _raw_payload(
        lambda text: text[:-1] + ', "act": ' + "[" * 2000 + "]" * 2000 + "}"
    ),
    "claims in UTF-16": _raw_payload(lambda text: text.encode("utf-16")),
    "claims not UTF-8": _raw_payload(lambda text: text[:-1].encode() + b', "act": "\xff"}'),
    "claims with something after": _raw_payload(lambda text: text + "{}"),
}
