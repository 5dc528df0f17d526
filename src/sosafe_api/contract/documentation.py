"""Builds, once, all that the service publishes about itself."""

from functools import cache

from sosafe_api.contract.document import serialise
from sosafe_api.contract.pages import problem_pages, reference_pages
from sosafe_api.contract.published import Documentation, Stored
from sosafe_api.contract.published_codes import code_list_answers
from sosafe_api.contract.routes import contract, models
from sosafe_api.contract.usages import usages


@cache
def documentation(public_url: str) -> Documentation:
    """The contract's bytes, equal to the repository's, and the pages for an installation's address."""
    document = contract()
    return Documentation(
        contract=Stored(serialise(document), "application/json"),
        pages=reference_pages(document, public_url),
        problems=problem_pages(document, public_url),
        code_lists=code_list_answers(usages(models())),
    )
