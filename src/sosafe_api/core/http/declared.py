"""Which problems an operation may answer with; the contract describes them, test mode forces them."""

from collections.abc import Iterable
from http import HTTPStatus

from sosafe_api.core.http.policy import Policy


def problem_statuses(  # noqa: PLR0913 - what may go wrong has as many sides
    policy: Policy,
    stated: Iterable[int | str],
    method: str,
    *,
    names_something: bool,
    takes_body: bool,
    exports: bool,
) -> list[int]:
    """Statuses from 400 on. `stated` are those beside the route; `names_something` says that its path does.

    `exports` says that the list is given as one file as well.
    """
    found = {400, 406, 500, 503} | {int(status) for status in stated if int(status) >= HTTPStatus.BAD_REQUEST}
    if policy.counted:
        found.add(429)
    if policy.retirement is not None:
        found.add(410)
    if not policy.open:
        found |= {401, 403}
    if names_something:
        found.add(404)
    if takes_body:
        found |= {408, 413, 415}
    if method != "get" and not policy.open:
        found |= {404, 409, 422}
    if exports:
        found.add(422)
    if policy.if_match or policy.creates_or_replaces:
        found |= {412, 428}
    return sorted(found)
