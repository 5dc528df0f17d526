"""An operator's work on partnerships, agencies and principals, done as the owner of the tables and on record."""

from sosafe_api.provisioning.creating import (
    MadePrincipal,
    create_agency,
    create_client,
    create_partnership,
    create_user,
)
from sosafe_api.provisioning.owner import Connection, NameTaken, Unknown, as_owner, enter, insert, insert_many
from sosafe_api.provisioning.resetting import NotATestPartnership, reset
from sosafe_api.provisioning.usage import Used, usage
from sosafe_api.provisioning.withdrawing import (
    FoundPrincipal,
    find_principal,
    note_token,
    revoke,
    revoke_token,
)

__all__ = [
    "Connection",
    "FoundPrincipal",
    "MadePrincipal",
    "NameTaken",
    "NotATestPartnership",
    "Unknown",
    "Used",
    "as_owner",
    "create_agency",
    "create_client",
    "create_partnership",
    "create_user",
    "enter",
    "find_principal",
    "insert",
    "insert_many",
    "note_token",
    "reset",
    "revoke",
    "revoke_token",
    "usage",
]
