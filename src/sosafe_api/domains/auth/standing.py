"""What somebody may do while nobody asks: rights as the database holds them today, without a token."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.actor import Actor
from sosafe_api.core.db.session import RowScope
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.authenticate import actor_of
from sosafe_api.domains.auth.repository import RIGHTS

_NO_TOKEN = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Standing:
    """In place of a token: everything that the roles and the registration allow, and no more."""

    subject: UUID
    partnership_id: UUID
    issued_at: int
    client_id: str = ""
    token_id: str = str(_NO_TOKEN)
    scope: frozenset[str] = frozenset(Permission)
    authenticated_at: int | None = None


def rights_query(partnership_id: UUID, principal_id: UUID) -> str:
    """The query whose rows `standing_actor` takes; its values are identifiers, so quoting is safe."""
    return RIGHTS.format(
        partnership_id=UUID(int=partnership_id.int),
        principal_id=UUID(int=principal_id.int),
        token_id=_NO_TOKEN,
        with_purposes="false",
    )


def standing_actor(
    partnership_id: UUID,
    principal_id: UUID,
    rows: Sequence[tuple[Any, ...]],
    *,
    asked_at: datetime | None = None,
) -> tuple[Actor, RowScope]:
    """Raises `Unauthenticated` for a principal that is disabled, not there, or whose tokens ended since `asked_at`."""
    issued_at = time.time() if asked_at is None else asked_at.timestamp()
    standing = Standing(principal_id, partnership_id, issued_at=int(issued_at))
    return actor_of(standing, list(rows))
