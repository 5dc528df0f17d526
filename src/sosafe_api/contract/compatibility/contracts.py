"""Compares two contracts: what clients of the earlier one lose by the later one."""

from datetime import date
from typing import Any

from sosafe_api.contract.compatibility.findings import Finding
from sosafe_api.contract.compatibility.operations import OperationComparison
from sosafe_api.contract.compatibility.places import Document, Place
from sosafe_api.contract.compatibility.schemas import SchemaComparison

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def compare(released: Document, current: Document, day: date) -> list[Finding]:
    """Every change of the later contract that a rule names, each once, in the order of its place.

    On and after `day`, what announced its end by `x-sunset` may be gone. Raises `FaultyContract`.
    """
    old, new = Place.root(released), Place.root(current)
    operations = OperationComparison(SchemaComparison(), day)
    found = [
        *_servers(released, current),
        *_scopes(old, new),
        *_paths(old, new, operations),
        *_webhooks(old, new, operations),
    ]
    return sorted(set(found))


def _paths(old: Place, new: Place, operations: OperationComparison) -> list[Finding]:
    news = new.under("paths")
    found = []
    for path, before in old.under("paths").items():
        methods = _methods(before)
        after = news.get(path)
        if after is None:
            if not all(operations.ended(place) for place in methods.values()):
                found.append(Finding(before.pointer, "path-removed"))
            continue
        later = _methods(after)
        for method, operation in methods.items():
            if method in later:
                found += operations.compare(operation, later[method])
            elif not operations.ended(operation):
                found.append(Finding(operation.pointer, "method-removed"))
    return found


def _webhooks(old: Place, new: Place, operations: OperationComparison) -> list[Finding]:
    news = new.under("webhooks")
    found = []
    for name, before in old.under("webhooks").items():
        later = _methods(news[name]) if name in news else {}
        for method, operation in _methods(before).items():
            if method in later:
                found += operations.compare_webhook(operation, later[method])
            elif not operations.ended(operation):
                found.append(Finding(operation.pointer, "webhook-removed"))
    return found


def _methods(path: Place) -> dict[str, Place]:
    return {method: path.at(method) for method in _METHODS if method in path.value}


def _servers(released: Document, current: Document) -> list[Finding]:
    gone = sorted(_addresses(released) - _addresses(current))
    return [Finding("#/servers", "server-removed", f"`{address}`") for address in gone]


def _addresses(document: Document) -> set[str]:
    return {server["url"] for server in document.get("servers", ())}


def _scopes(old: Place, new: Place) -> list[Finding]:
    """Scopes that a client may ask for, of each flow of each scheme."""
    olds, news = _granted(old), _granted(new)
    return [
        Finding(pointer, "scope-removed", f"`{scope}`")
        for (scheme, flow), (pointer, scopes) in olds.items()
        for scope in sorted(scopes - news.get((scheme, flow), ("", set()))[1])
    ]


def _granted(root: Place) -> dict[tuple[str, str], tuple[str, set[str]]]:
    components: Any = root.find("components")
    schemes = {} if components is None else components.under("securitySchemes")
    return {
        (name, flow): (f"{place.pointer}/flows/{flow}/scopes", set(content.get("scopes", ())))
        for name, place in schemes.items()
        for flow, content in place.value.get("flows", {}).items()
    }
