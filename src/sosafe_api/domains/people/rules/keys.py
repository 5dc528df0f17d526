"""Blocking keys: two records of one person share at least one, most strangers none. Pure.

A record has about a dozen, so that an error in one part of it leaves the keys of the other parts. Each is kept
as a number that differs between partnerships and tells nothing by itself.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from uuid import UUID

from sosafe_api.domains.people.rules.names import Name, metaphone, soundex, taken_apart
from sosafe_api.domains.people.rules.nicknames import usual_forms


def match_keys(
    partnership_id: UUID, full_name: str, date_of_birth: date | None, outward_postcode: str | None
) -> list[int]:
    """The keys in ascending order, as signed numbers of 64 bits."""
    name = taken_apart(full_name)
    texts = {*_of_name(name), *_of_birth(name, date_of_birth, outward_postcode)}
    return sorted(_number(partnership_id, text) for text in texts)


def _of_name(name: Name) -> Iterator[str]:
    """The two words in any order, by their usual form and by two ways of hearing them."""
    for form in usual_forms(name.given):
        yield _pair("name", form, name.family)
    for form in usual_forms(name.family):  # the family name may have been written first
        yield _pair("name", form, name.given)
    yield _pair("metaphone", metaphone(name.given), metaphone(name.family))
    yield _pair("soundex", soundex(name.given), soundex(name.family))


def _of_birth(name: Name, born: date | None, outward_postcode: str | None) -> Iterator[str]:
    """The day of birth, and parts of it beside a part of the rest; day and month in any order."""
    if born is None:
        return
    first, second = sorted((born.day, born.month))
    yield f"born:{born.year}:{first}:{second}"
    for word in {name.given, name.family} - {""}:
        yield f"year:{born.year}:{soundex(word)}"
        yield f"day:{first}:{second}:{soundex(word)}"
    if outward_postcode is not None:
        yield f"place:{outward_postcode}:{born.year}:{born.month}"


def _pair(kind: str, one: str, other: str) -> str:
    return f"{kind}:{':'.join(sorted((one, other)))}"


def _number(partnership_id: UUID, text: str) -> int:
    digest = blake2b(text.encode(), key=partnership_id.bytes, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
