"""The only source of identity: UUID version 7 (RFC 9562), which keeps index pages of one time together."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    return compat.uuid7()
