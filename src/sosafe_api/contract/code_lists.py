"""Every list of codes that the domains declare, found where they declare it."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from sosafe_api import domains

_INTERNAL = frozenset({"auth.PartnershipMode", "referrals.Side"})  # never cross the wire


@dataclass(frozen=True, slots=True)
class CodeList:
    """A domain's codes of one kind, with what they are about."""

    domain: str
    name: str
    description: str
    codes: tuple[str, ...]


@cache
def code_lists() -> tuple[CodeList, ...]:
    """Sorted by domain and name."""
    return tuple(sorted(_found(), key=lambda found: (found.domain, found.name)))


def _found() -> Iterator[CodeList]:
    for module in walk_packages(domains.__path__, domains.__name__ + "."):
        if module.name.rsplit(".", 1)[-1] not in {"rules", "vocabulary", "definitions"}:
            continue
        domain = module.name.split(".")[2]
        kinds = {kind for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass)}
        for kind in kinds:
            if not issubclass(kind, StrEnum) or kind.__module__ != module.name:
                continue
            if f"{domain}.{kind.__name__}" not in _INTERNAL:
                yield CodeList(
                    domain,
                    re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(),
                    inspect.getdoc(kind) or "",
                    tuple(code.value for code in kind),
                )
