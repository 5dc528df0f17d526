"""What people read in place of a code: how a domain states the labels of its lists, and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sosafe_api.core.sentence import sentence


@dataclass(frozen=True, slots=True)
class Source:
    """A standard, a statute or a publication, with its address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Label:
    """One code's label in English; in Welsh only as an official publication words it.

    `description` says what the label does not. A code that is not `in_use` stands in old records and is no longer
    taken.
    """

    en: str
    cy: str | None = None
    description: str | None = None
    in_use: bool = True


@dataclass(frozen=True, slots=True)
class ListLabels:
    """What a list's codes do not say by themselves: labels by code, a title, the standard, the Welsh source."""

    codes: Mapping[str, str | Label] = field(default_factory=dict)
    title: str | None = None
    standard: Source | None = None
    welsh: Source | None = None

    def label(self, code: str) -> Label:
        """What is stated for the code, or its own words where they say it all."""
        found = self.codes.get(code, sentence(code))
        return found if isinstance(found, Label) else Label(found)
