"""What one request brings to a service: the actor, the open transaction and what the caller stated."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from sosafe_api.core.actor import Actor, AllowedPurpose
from sosafe_api.core.db.session import Transaction
from sosafe_api.core.etags import EntityTags
from sosafe_api.core.pagination import CursorCodec
from sosafe_api.core.pseudonyms import Pseudonyms
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Upload:
    """A large body, received in full and lying on disk."""

    content: BinaryIO
    size: int


@dataclass(slots=True, kw_only=True)
class Work:
    """What any piece of work has, asked for by a request or done in the background: for whom, where and when."""

    actor: Actor
    transaction: Transaction
    settings: Settings
    now: datetime
    request_id: str
    operation: str = ""
    purpose: AllowedPurpose | None = None


@dataclass(slots=True, kw_only=True)
class Context(Work):
    """One request's surroundings, without HTTP. `content` is the body's JSON as it was sent."""

    entity_tags: EntityTags
    sealer: Sealer
    cursors: CursorCodec
    pseudonyms: Pseudonyms
    if_match: frozenset[str] | None = None
    only_new: bool = False
    idempotency_key: str | None = None
    fingerprint: bytes = b""
    content: dict[str, Any] = field(default_factory=dict)
    upload: Upload | None = None
    prefers_representation: bool = False


class Service:
    """A use case's base: the context, and nothing else."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.actor = context.actor
        self.transaction = context.transaction
