"""Rules of interventions and reviews: machines, powers, statutory periods, the threshold of a review. Pure."""

from typing import Any

from sosafe_api.domains.interventions.rules.lives import (
    ASB_CASE_REVIEW,
    ASB_STAGE,
    INTERVENTION,
    PUBLIC_SPACES_ORDER,
)

LIVES: dict[str, dict[Any, frozenset[Any]]] = {
    "The life of an intervention": INTERVENTION,
    "The stages of an ASB case": ASB_STAGE,
    "The life of an ASB case review": ASB_CASE_REVIEW,
    "The life of a public spaces protection order": PUBLIC_SPACES_ORDER,
}

__all__ = ["LIVES"]
