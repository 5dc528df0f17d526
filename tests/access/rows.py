"""What one row of the access table says, and the roles that many rows name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

R = Role
PROGRAMS = {R.REFERRER_CLIENT, R.IMPORT_CLIENT, R.INDICATOR_READER}
EVERYBODY = set(Role)
ADMIN = {R.PARTNERSHIP_ADMIN}

Body = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One operation. `absent_to` may call it and finds nothing; `open` asks for no token at all.

    `names_object` says that the path names an object of the partnership: for a stranger it does not exist.
    `sensitive` says that people must state a purpose. `on` makes the object of a path parameter, where the table's
    own would not do.
    """

    method: str
    path: str
    roles: frozenset[Role] = frozenset()
    absent_to: frozenset[Role] = frozenset()
    open: bool = False
    names_object: bool = False
    sensitive: bool = False
    body: Body | None = None
    on: Mapping[str, Callable[[World], str]] = field(default_factory=dict)


def open_row(method: str, path: str) -> Row:
    return Row(method, path, open=True)


def row(method: str, path: str, roles: set[Role], **rest: Any) -> Row:
    absent_to = frozenset(rest.pop("absent_to", ()))
    rest.setdefault("names_object", "{" in path)
    return Row(method, path, frozenset(roles), absent_to, **rest)
