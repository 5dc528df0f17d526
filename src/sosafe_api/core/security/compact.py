"""Reads a compact JSON Web Signature (RFC 7515) strictly: bounded, one spelling, no member twice."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from sosafe_api.core.security import base64url

LONGEST_TOKEN = 8192
LONGEST_TEXT = 200
_HEADER_MEMBERS = frozenset({"alg", "typ", "kid"})
# What an OAuth client identifier may hold (RFC 6749 appendix A): no lone surrogate, no NUL.
_VISIBLE = re.compile(r"[\x20-\x7e]+")


class MalformedToken(ValueError):
    """The text is not a token as this service writes and reads them."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header of which nothing has been proved yet."""

    algorithm: str
    key_id: str
    type: str | None


def unverified(token: str) -> tuple[Header, bytes]:
    """The header and the payload, of which nothing has been proved yet."""
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise MalformedToken
    # Unpacking raises ValueError unless there are exactly three parts.
    header, payload, _signature = map(base64url.decode, token.split("."))
    return _header(header), payload


def json_object(octets: bytes) -> dict[str, object]:
    # Decoded here, since json.loads would also take UTF-16 and UTF-32.
    value = json.loads(octets.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    if not isinstance(value, dict):
        raise MalformedToken
    return value


def integer(claims: Mapping[str, object], name: str) -> int:
    value = claims[name]
    # `isinstance` would let `true` pass as 1.
    if type(value) is not int:
        raise MalformedToken
    return value


def text(claims: Mapping[str, object], name: str, longest: int = LONGEST_TEXT) -> str:
    value = claims[name]
    if not isinstance(value, str) or len(value) > longest or not _VISIBLE.fullmatch(value):
        raise MalformedToken
    return value


def identifier(claims: Mapping[str, object], name: str) -> UUID:
    value = text(claims, name)
    found = UUID(value)
    # UUID() also reads braces, URNs and capitals; two spellings of one person would be two keys in a list.
    if str(found) != value:
        raise MalformedToken
    return found


def _header(octets: bytes) -> Header:
    members = json_object(octets)
    if not members.keys() <= _HEADER_MEMBERS:
        raise MalformedToken
    kind = text(members, "typ") if "typ" in members else None
    return Header(text(members, "alg"), text(members, "kid"), kind)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedToken
    return members


def _refuse(_constant: str) -> NoReturn:
    raise MalformedToken
