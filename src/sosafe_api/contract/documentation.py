"""Builds, when it is first asked for, all that the service publishes about itself."""

from functools import cache
from threading import Lock

from sosafe_api.contract.document import serialise
from sosafe_api.contract.pages import problem_pages, reference_pages
from sosafe_api.contract.published import Documentation, Stored
from sosafe_api.contract.routes import contract

_building = Lock()


def documentation(public_url: str) -> Documentation:
    """The contract's bytes, equal to the repository's, and the pages for an installation's address.

    Takes seconds at first and nothing later; who asks meanwhile waits for the same.
    """
    with _building:
        return _built(public_url)


@cache
def _built(public_url: str) -> Documentation:
    document = contract()
    return Documentation(
        contract=Stored(serialise(document), "application/json"),
        pages=reference_pages(document, public_url),
        problems=problem_pages(document, public_url),
    )
