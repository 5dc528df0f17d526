"""How a handler asks for its surroundings; the route class supplies them, FastAPI only documents them."""

from typing import Annotated, TypeVar

from fastapi import Depends, Query

from sosafe_api.core.context import Context


def _supplied_by_the_route() -> None:
    """Stands in the signature so that FastAPI does not take the context for a request body."""


RequestContext = Annotated[Context, Depends(_supplied_by_the_route)]

Parameters = TypeVar("Parameters")
QueryOf = Annotated[Parameters, Query()]
