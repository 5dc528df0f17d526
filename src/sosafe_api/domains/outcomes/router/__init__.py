"""Operations of outcomes."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.outcomes.router import approvals, figures, follow_ups, results


def routes() -> Iterable[BaseRoute]:
    """What is stated of a case first, then what is counted of all."""
    for part in (results, follow_ups, figures, approvals):
        yield from part.router.routes


__all__ = ["routes"]
