"""Grants as a package of JSON holds them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sosafe_api.domains.funding_bids.reading.tables import GrantTable
from sosafe_api.domains.funding_bids.rules.grant_checks import ReadGrant
from sosafe_api.domains.funding_bids.rules.grant_faults import GrantFileRefused


def read_package(content: bytes, most_rows: int) -> GrantTable:
    """Raises `GrantFileRefused` for what is no package. Of a grant, `line` is its place in the list."""
    try:
        package = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_float=Decimal,
            parse_constant=_refuse,
        )
    # A number beyond what decimals hold is an error of arithmetic.
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise GrantFileRefused("not_json") from error
    grants = package.get("grants") if isinstance(package, Mapping) else None
    if not isinstance(grants, list):
        raise GrantFileRefused("not_a_package")
    if not grants:
        raise GrantFileRefused("empty_file")
    if len(grants) > most_rows:
        raise GrantFileRefused("too_many_rows")
    return GrantTable([_grant(number, item) for number, item in enumerate(grants, start=1)])


def _grant(number: int, item: Any) -> ReadGrant:
    if isinstance(item, Mapping):
        return ReadGrant(number, number, item)
    return ReadGrant(number, number, {}, broken="not_a_member")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice in one object")
    return found


def _refuse(_: str) -> Any:
    raise ValueError("no number of JSON")
