"""Where each list of codes is used: the properties of the contract's schemas that hold one of its codes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel


def usages(models: Iterable[type[BaseModel]]) -> Mapping[type[StrEnum], tuple[str, ...]]:
    """By list, sorted: `ReferralIn.referral_source`; the models and all that they hold are looked through."""
    places: dict[type[StrEnum], set[str]] = defaultdict(set)
    waiting, seen = list(models), set(models)
    while waiting:
        model = waiting.pop()
        for name, field in model.model_fields.items():
            for kind in _classes(field.annotation):
                if issubclass(kind, StrEnum):
                    places[kind].add(f"{model.__name__}.{field.alias or name}")
                elif issubclass(kind, BaseModel) and kind not in seen:
                    seen.add(kind)
                    waiting.append(kind)
    return {kind: tuple(sorted(found)) for kind, found in places.items()}


def _classes(annotation: Any) -> Iterator[type]:
    """Every class that an annotation names, whatever it is wrapped in."""
    inner = get_args(annotation)
    for part in inner:
        yield from _classes(part)
    if not inner and isinstance(annotation, type):
        yield annotation
