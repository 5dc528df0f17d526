"""The service's own statements, without what the reference does not do, in the notation of asyncpg.

They are derived and not copied, so both services always run the same SQL; a statement that has changed its
shape is refused here instead of being compared with another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sosafe_api.domains.kpis.repository import release_statements as kpi_statements
from sosafe_api.domains.referrals.repository import statements
from sosafe_api.domains.referrals.repository.listing import list_statement
from sosafe_api.domains.referrals.schemas import ReferralQuery

_PARAMETER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with numbered parameters, and the names that belong to the numbers."""

    text: str
    names: tuple[str, ...]

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        return [values[name] for name in self.names]


def translated(statement: bytes | str) -> Statement:
    text = statement.decode() if isinstance(statement, bytes) else statement
    names = tuple(dict.fromkeys(_PARAMETER.findall(text)))
    return Statement(_PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", text), names)


def without(statement: bytes, *parts: str) -> str:
    """The statement without the named parts of its WITH clause. Raises `LookupError` for one not there."""
    lines = statement.decode().strip().split("\n")
    for part in parts:
        kept = [line for line in lines if not line.startswith(f"{part} AS (")]
        if len(kept) != len(lines) - 1:
            raise LookupError(f"the statement has no part {part}: {lines}")
        lines = kept
    return "\n".join(lines).replace("),\nSELECT", ")\nSELECT")


def replaced(text: str, old: str, new: str) -> str:
    if old not in text:
        raise LookupError(f"the statement does not hold {old}: {text}")
    return text.replace(old, new)


def create() -> Statement:
    """Referral, details, first line of history and change; no key is claimed and nothing is recorded."""
    text = without(statements.CREATE, "claim", "audit")
    text = replaced(text, " WHERE %(key_digest)s::bytea IS NULL OR EXISTS (SELECT FROM claim)", "")
    return translated(replaced(text, " EXISTS (SELECT FROM claim),", ""))


def read() -> Statement:
    return translated(without(statements.READ, "recorded"))


def page(*, sender: bool) -> Statement:
    statement, _ = list_statement(ReferralQuery(), None, sender=sender, receiver=not sender)
    return translated(statement)


def latest_release() -> Statement:
    """Which release is the latest, asked by the partnership's slug."""
    text = kpi_statements.LATEST_RELEASE.decode()
    by_slug = "(SELECT id FROM partnerships WHERE slug = %(slug)s)"
    return translated(replaced(text, "%(partnership_id)s", by_slug))
