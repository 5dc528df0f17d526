"""The only source of identity: UUID version 7 (RFC 9562), which keeps index pages of one time together."""

from uuid import UUID

import uuid_utils
from uuid_utils import compat


def new_id() -> UUID:
    return compat.uuid7()


def new_id_text() -> str:
    """As it is written, for rows that go to the database as text by the thousand."""
    return str(uuid_utils.uuid7())
