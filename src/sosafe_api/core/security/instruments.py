"""What is made of the installation's secret, the same in every process of the installation."""

from dataclasses import dataclass
from typing import Self

from sosafe_api.core.etags import EntityTags
from sosafe_api.core.pagination import CursorCodec
from sosafe_api.core.pseudonyms import Pseudonyms
from sosafe_api.core.secrets import load_secret
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Instruments:
    """Each rests on a key of its own, so none of them tells anything about another."""

    entity_tags: EntityTags
    sealer: Sealer
    cursors: CursorCodec
    pseudonyms: Pseudonyms

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Raises `UnsafeSecret`."""
        secret = load_secret(settings.secret_file)
        return cls(
            entity_tags=EntityTags(secret.key("entity-tags")),
            sealer=Sealer(secret, settings.sealing_key),
            cursors=CursorCodec(secret.key("cursors")),
            pseudonyms=Pseudonyms(secret.key("pseudonyms")),
        )
