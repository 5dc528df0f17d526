"""Other spellings of a good token, other signatures, and things that are no token at all."""

import json
from collections.abc import Callable
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.core.security.forging import P256_ORDER, part
from tests.core.security.installation import Attack, Installation


def _text(change: Callable[[str], object]) -> Attack:
    return lambda installation: change(installation.with_claims())


def _signature(octets: bytes) -> Attack:
    return _text(lambda token: token.rpartition(".")[0] + "." + part(octets))


def _last_bits(token: str) -> str:
    """The last character of 64 octets in base64url holds four spare bits: 15 other spellings decode alike."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) + 1]


def _payload_of_one_signature_of_another(installation: Installation) -> str:
    one, other = installation.with_claims(), installation.with_claims(sub=str(uuid4()))
    return other.rpartition(".")[0] + "." + one.rpartition(".")[2]


TEXT_ATTACKS: dict[str, Attack] = {
    # One text for one token.
    "spare bits of the signature": _text(_last_bits),
    "padding": _text(lambda token: token + "=="),
    "padding inside": _text(lambda token: token.replace(".", "=.", 1)),
    "space before": _text(lambda token: " " + token),
    "space after": _text(lambda token: token + " "),
    "line end after": _text(lambda token: token + "\n"),
    "line end inside": _text(lambda token: token[:40] + "\n" + token[40:]),
    "NUL after": _text(lambda token: token + "\0"),
    "standard base64": _text(lambda token: token + "+/"),
    "look-alike letter": _text(lambda token: token.replace("e", "\u0435", 1)),
    "full-width dot": _text(lambda token: token.replace(".", "\uff0e", 1)),
    "lone surrogate": _text(lambda token: token + "\ud800"),
    "Bearer kept": _text(lambda token: "Bearer " + token),
    "cut by one character": _text(lambda token: token[:-1]),
    "cut at the front": _text(lambda token: token[1:]),
    "no signature": _text(lambda token: token.rpartition(".")[0]),
    "empty signature": _text(lambda token: token.rpartition(".")[0] + "."),
    "four parts": _text(lambda token: token + ".AAAA"),
    "five parts, as an encrypted token": _text(lambda token: token + ".AAAA.AAAA"),
    "empty part": _text(lambda token: token.replace(".", "..", 1)),
    "one part": _text(lambda token: token.partition(".")[0]),
    "only dots": lambda _: "..",
    "empty": lambda _: "",
    "9,000 characters": lambda i: i.with_claims(scope="x" * 6000),
    "9,000 dots": lambda _: "." * 9000,
    "a JSON serialisation": lambda i: json.dumps(
        dict(zip(("protected", "payload", "signature"), i.with_claims().split("."), strict=True))
    ),
    # And one signature for one content.
    "payload of one, signature of another": _payload_of_one_signature_of_another,
    "signature of zeros": _signature(bytes(64)),
    "signature of the group's order": _signature(P256_ORDER.to_bytes(32) * 2),
    "signature of 63 octets": _signature(b"\1" * 63),
    "signature of 65 octets": _signature(b"\1" * 65),
    "signature in DER": lambda i: (
        f"{part(i.header)}.{part(i.claims)}."
        + part(i.key.sign(f"{part(i.header)}.{part(i.claims)}".encode(), ec.ECDSA(hashes.SHA256())))
    ),
    # Not even a text.
    "nothing": lambda _: None,
    "octets": lambda i: i.with_claims().encode(),
    "a number": lambda _: 7,
    "a list": lambda i: [i.with_claims()],
}
