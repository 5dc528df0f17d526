"""How values are rated by targets, and what may become of a target. Pure: no I/O, and the time is given."""

from sosafe_api.domains.targets.rules.ratings import rating, travel
from sosafe_api.domains.targets.rules.terms import Baseline, TargetInForce, Terms, term_errors, terms_of

__all__ = ["Baseline", "TargetInForce", "Terms", "rating", "term_errors", "terms_of", "travel"]
