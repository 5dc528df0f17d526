"""Who may do what: every operation and every role, stated apart from the code that decides it.

Each domain has a file here. Add a row for each new operation to `ROWS`: method, path and the roles it is open
to; everybody else is refused. A new kind of object in a path needs a line in `SUBJECTS`: which operation makes
it, and in which role, or in `KNOWN` how else it is come by. The body is the first example of the contract unless
the row brings its own.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from sosafe_api.domains.auth.rules import Role
from tests import access
from tests.access.rows import Row
from tests.fixtures.world import World

_FILES = [
    module
    for found in iter_modules(access.__path__)
    if found.name not in {"requests", "rows", "table"}
    for module in [import_module(f"{access.__name__}.{found.name}")]
]
TABLE: dict[str, Row] = {name: row for file in _FILES for name, row in file.ROWS.items()}
KNOWN: dict[str, Callable[[World], str]] = {
    name: found for file in _FILES for name, found in getattr(file, "KNOWN", {}).items()
}
# Which tables' personal values an operation shows, and the table of a place in a path, where it has another name;
# its column as well, where that is not the id.
SHOWS: dict[str, set[str]] = {
    name: shown for file in _FILES for name, shown in getattr(file, "SHOWS", {}).items()
}
IRREGULAR: dict[str, str] = {
    name: table for file in _FILES for name, table in getattr(file, "IRREGULAR", {}).items()
}
SUBJECTS: dict[str, tuple[str, Role]] = {
    name: maker for file in _FILES for name, maker in file.SUBJECTS.items()
}
