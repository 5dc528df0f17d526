"""Every list of codes that the domains declare, found where they declare it, with a label for each code."""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules, walk_packages
from typing import Any

from sosafe_api import domains
from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.core.sentence import sentence

_INTERNAL = frozenset({"referrals.Side"})  # never crosses the wire


@dataclass(frozen=True, slots=True)
class Code:
    """A code with what people read in its place."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class CodeList:
    """A domain's codes of one kind, with what they are about."""

    domain: str
    name: str
    title: str
    description: str
    standard: Source | None
    welsh: Source | None
    kind: type[StrEnum]
    entries: tuple[Code, ...]

    @property
    def id(self) -> str:
        """The name in addresses."""
        return f"{self.domain}.{self.name}"

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(entry.code for entry in self.entries)


@cache
def code_lists() -> tuple[CodeList, ...]:
    """Sorted by domain and name."""
    return tuple(sorted(_found(), key=lambda found: (found.domain, found.name)))


@cache
def stated_labels() -> Mapping[type[StrEnum], ListLabels]:
    """What the domains' own `labels` modules state, by the list that it is about."""
    return {kind: stated for module in _label_modules() for kind, stated in module.LABELS.items()}


def _label_modules() -> Iterator[Any]:
    for domain in iter_modules(domains.__path__, domains.__name__ + "."):
        if find_spec(f"{domain.name}.labels") is not None:
            yield import_module(f"{domain.name}.labels")


def _found() -> Iterator[CodeList]:
    for module in walk_packages(domains.__path__, domains.__name__ + "."):
        if module.name.rsplit(".", 1)[-1] not in {"rules", "vocabulary", "definitions"}:
            continue
        domain = _domain_of(module.name)
        kinds = {kind for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass)}
        for kind in kinds:
            if not issubclass(kind, StrEnum) or kind.__module__ != module.name:
                continue
            if f"{domain}.{kind.__name__}" not in _INTERNAL:
                yield _labelled(domain, kind)
    for labels in _label_modules():  # what core declares is listed by the domain that labels it
        for kind in labels.LABELS:
            if not kind.__module__.startswith(domains.__name__):
                yield _labelled(_domain_of(labels.__name__), kind)


def _domain_of(module: str) -> str:
    return module.split(".")[2]


def _labelled(domain: str, kind: type[StrEnum]) -> CodeList:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    stated = stated_labels().get(kind, ListLabels())
    return CodeList(
        domain=domain,
        name=name,
        title=stated.title or sentence(name),
        description=inspect.getdoc(kind) or "",
        standard=stated.standard,
        welsh=stated.welsh,
        kind=kind,
        entries=tuple(Code(code.value, stated.label(code.value)) for code in kind),
    )
