"""The policy of versions, as its pages tell it: what stays, how an operation ends, and which are ending now."""

from typing import Any

from sosafe_api.contract.compatibility import RULES
from sosafe_api.contract.document import METHODS, Document
from sosafe_api.core.http.retirement import BETA, NOTICE_DAYS, STABLE

STAYS = (
    "Within `/v1` nothing changes that a client relies on. What may come at any time: a path, an optional parameter"
    " or property of a request, a property, header or code of an answer, a kind of problem for a new cause. So"
    " ignore what you do not know."
)
TOLD = (
    "An operation that is to end says so in every answer: `Deprecation` tells since when it should no longer be"
    " used (RFC 9745), `Sunset` when it ends (RFC 8594), `Link` what to use instead (`successor-version`) and where"
    " this page is (`deprecation`). The contract says the same by `deprecated` and `x-sunset`."
)
NOTICE = (
    f"Between the two days lie at least {NOTICE_DAYS[STABLE]} days; {NOTICE_DAYS[BETA]} for an operation of"
    f" `x-stability: {BETA}`. A day that was told is not brought forward. Until then the operator sees which"
    " clients still call it (`sosafe usage --ending`), and writes to each of them."
)
END = "From its last day on the operation answers 410 `operation_retired`. Two major versions at most run together."
PROMISES = (STAYS, TOLD, NOTICE, END)


def policy(document: Document) -> dict[str, Any]:
    """The promises, what breaks clients, and the operations that end, the first to end first."""
    ending = [
        {"method": method.upper(), "path": path, **item[method]}
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item and "x-sunset" in item[method]
    ]
    return {
        "promises": PROMISES,
        "rules": [rule for rule in RULES.values() if rule.breaking],
        "ending": sorted(ending, key=lambda operation: str(operation["x-sunset"])),
    }
