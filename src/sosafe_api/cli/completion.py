"""Which command a call is about, also when a shell completes one: no other is then imported, which takes seconds."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

VARIABLE = "_SOSAFE_COMPLETE"  # set by the script that `--install-completion` installs
SCRIPTS = ("--show-completion", "--install-completion")


class Asked(NamedTuple):
    """The command, or empty for all of them; `names_only` where their names are all that is wanted."""

    name: str
    names_only: bool = False


def asked(arguments: Sequence[str], environment: Mapping[str, str], known: Collection[str]) -> Asked:
    """`arguments` are those behind `sosafe`."""
    first = next(iter(arguments), "")
    if VARIABLE not in environment:
        return Asked(first, names_only=first in SCRIPTS)
    # Bash tells the words and where the cursor is; the other shells tell the line up to it.
    line = environment.get("COMP_WORDS") or environment.get("_TYPER_COMPLETE_ARGS", "")
    words = line.split()
    at = int(environment.get("COMP_CWORD") or len(words) - (not line[-1:].isspace()))
    name = words[1] if at > 1 and len(words) > 1 else ""
    return Asked(name) if name in known else Asked("", names_only=True)
