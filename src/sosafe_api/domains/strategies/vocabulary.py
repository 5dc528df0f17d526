"""Codes of strategies."""

from enum import StrEnum


class StrategyStatus(StrEnum):
    """Where a version of a strategy stands; only a draft is still written.

    `adopted`: stands for its term. `superseded`: another took its place before the term was over.
    `discarded`: a draft that was never adopted.
    """

    DRAFT = "draft"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"
