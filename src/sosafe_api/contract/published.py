"""What the service publishes about itself, as bytes made once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes with their media type; the entity tag follows from the bytes."""

    content: bytes = field(repr=False)
    media_type: str

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Documentation:
    """The contract, the reference pages by name, and the page of each kind of problem by slug."""

    contract: Stored
    pages: Mapping[str, Stored]
    problems: Mapping[str, Stored]
