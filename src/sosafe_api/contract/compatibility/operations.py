"""Whether an operation still takes the requests that it took, and still answers what it promised."""

from datetime import date, timedelta
from typing import Any

from sosafe_api.contract.compatibility.findings import Finding
from sosafe_api.contract.compatibility.places import Place
from sosafe_api.contract.compatibility.schemas import Direction, SchemaComparison
from sosafe_api.core.http.retirement import NOTICE_DAYS, STABLE

_INPUT, _OUTPUT = Direction.INPUT, Direction.OUTPUT
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


class OperationComparison:
    """Compares an operation before and after. Of a webhook the service writes the request and reads the answer."""

    def __init__(self, schemas: SchemaComparison, day: date) -> None:
        self._schemas = schemas
        self._day = day

    def compare(self, old: Place, new: Place) -> list[Finding]:
        """An operation that clients call."""
        return [
            *self._declared(old, new),
            *_security(old, new),
            *self._parameters(_parameters(old), _parameters(new)),
            *self._body(old, new, _INPUT),
            *self._responses(old, new),
        ]

    def compare_webhook(self, old: Place, new: Place) -> list[Finding]:
        """A request that the service sends to receivers."""
        return [
            *self._declared(old, new),
            *self._headers(_parameters(old), _parameters(new), "parameter"),
            *self._body(old, new, _OUTPUT),
        ]

    def ended(self, place: Place) -> bool:
        """Whether what stands here may be gone by now, as clients were told."""
        sunset = _sunset(place)
        return sunset is not None and sunset <= self._day

    def _declared(self, old: Place, new: Place) -> list[Finding]:
        found = []
        if old.value.get("operationId") != new.value.get("operationId"):
            found.append(
                Finding(
                    f"{old.pointer}/operationId", "operation-id-renamed", _change(old, new, "operationId")
                )
            )
        lost = set(old.value.get("x-access") or ()) - set(new.value.get("x-access") or ())
        if isinstance(old.value.get("x-access"), list) and new.value.get("x-access") != "open" and lost:
            found.append(Finding(f"{old.pointer}/x-access", "access-removed", ", ".join(sorted(lost))))
        if old.value.get("x-access") == "open" and new.value.get("x-access", "open") != "open":
            found.append(Finding(f"{old.pointer}/x-access", "access-removed", "It was open to all."))
        return found + self._retiring(old, new)

    def _retiring(self, old: Place, new: Place) -> list[Finding]:
        before, after = _sunset(old), _sunset(new)
        if after is None:
            told = new.value.get("deprecated") and not old.value.get("deprecated")
            return [Finding(new.pointer, "deprecated-without-sunset")] if told else []
        pointer = f"{new.pointer}/x-sunset"
        if before is not None:
            return [Finding(pointer, "sunset-brought-forward")] if after < before else []
        notice = timedelta(days=NOTICE_DAYS[new.value.get("x-stability", STABLE)])
        if after - self._day < notice:
            return [Finding(pointer, "sunset-too-soon", f"{notice.days} days are promised.")]
        return []

    def _parameters(self, olds: dict[str, Place], news: dict[str, Place]) -> list[Finding]:
        found = []
        for name, old in olds.items():
            if name in news:
                found += self._parameter(old, news[name])
            elif not self.ended(old):
                found.append(Finding(old.pointer, "parameter-removed", f"`{name}`"))
        for name, new in news.items():
            if name not in olds and new.value.get("required"):
                found.append(Finding(new.pointer, "parameter-added-required", f"`{name}`"))
        return found

    def _parameter(self, old: Place, new: Place) -> list[Finding]:
        found = []
        if new.value.get("required") and not old.value.get("required"):
            found.append(Finding(f"{old.pointer}/required", "parameter-made-required", old.value["name"]))
        if _style(old) != _style(new):
            found.append(Finding(old.pointer, "parameter-style-changed", old.value["name"]))
        return found + self._value(old, new, _INPUT)

    def _value(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        """What a parameter or header holds, by a schema or by a media type."""
        before, after = old.find("schema"), new.find("schema")
        if before is not None and after is not None:
            return self._schemas.compare(before, after, direction)
        return self._content(old, new, direction)

    def _body(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        before, after = old.find("requestBody"), new.find("requestBody")
        pointer = f"{old.pointer}/requestBody"
        if before is None or after is None:
            if after is not None and direction is _INPUT and after.value.get("required"):
                return [Finding(f"{new.pointer}/requestBody", "body-added-required")]
            return [Finding(pointer, "body-removed")] if before is not None else []
        found = self._content(before, after, direction)
        required = bool(before.value.get("required")), bool(after.value.get("required"))
        if direction is _INPUT and required == (False, True):
            found.append(Finding(f"{pointer}/required", "body-made-required"))
        if direction is _OUTPUT and required == (True, False):
            found.append(Finding(f"{pointer}/required", "body-made-optional"))
        return found

    def _content(self, old: Place, new: Place, direction: Direction) -> list[Finding]:
        olds, news = old.under("content"), new.under("content")
        found = []
        for media_type, before in olds.items():
            after = news.get(media_type)
            if after is None:
                code = f"{direction}-media-type-removed"
                found.append(Finding(f"{old.pointer}/content", code, f"`{media_type}`"))
                continue
            schemas = before.find("schema"), after.find("schema")
            if schemas[0] is not None and schemas[1] is not None:
                found += self._schemas.compare(schemas[0], schemas[1], direction)
        return found

    def _responses(self, old: Place, new: Place) -> list[Finding]:
        olds, news = old.under("responses"), new.under("responses")
        found = []
        for status, before in olds.items():
            after = news.get(status)
            if after is not None:
                found += self._headers(before.under("headers"), after.under("headers"), "response-header")
                found += self._content(before, after, _OUTPUT)
            elif status < "4":  # an error that no longer comes is missed by nobody
                found.append(Finding(f"{old.pointer}/responses/{status}", "success-status-removed"))
        return found

    def _headers(self, olds: dict[str, Place], news: dict[str, Place], kind: str) -> list[Finding]:
        """Headers that the service sends; their names differ by no capital letter (RFC 9110 section 5.1)."""
        later = {name.lower(): place for name, place in news.items()}
        found = []
        for name, old in olds.items():
            new = later.get(name.lower())
            if new is None:
                if not self.ended(old):
                    found.append(Finding(old.pointer, f"{kind}-removed", f"`{name}`"))
                continue
            if old.value.get("required") and not new.value.get("required"):
                found.append(Finding(f"{old.pointer}/required", f"{kind}-made-optional", f"`{name}`"))
            found += self._value(old, new, _OUTPUT)
        return found


def _security(old: Place, new: Place) -> list[Finding]:
    """A token that met one of the former conditions must meet one of the later."""
    olds, news = _conditions(old), _conditions(new)
    if all(any(_met(condition, before) for condition in news) for before in olds):
        return []
    return [Finding(f"{old.pointer}/security", "scope-added")]


def _conditions(operation: Place) -> list[dict[str, Any]]:
    own = operation.value.get("security", operation.document.get("security"))
    return list(own) if own else [{}]


def _met(condition: dict[str, Any], by: dict[str, Any]) -> bool:
    return all(scheme in by and set(scopes) <= set(by[scheme]) for scheme, scopes in condition.items())


def _parameters(operation: Place) -> dict[str, Place]:
    """By where they stand and by name, those of the path among them."""
    path = operation.document
    for part in operation.pointer[2:].split("/")[:2]:
        path = path[part.replace("~1", "/").replace("~0", "~")]
    pointer = operation.pointer.rpartition("/")[0]
    places = [
        *Place(operation.document, pointer, path).each("parameters"),
        *operation.each("parameters"),
    ]
    return {_key(place): place for place in places}


def _key(parameter: Place) -> str:
    name, where = parameter.value["name"], parameter.value["in"]
    return f"{where} {name.lower() if where == 'header' else name}"


def _style(parameter: Place) -> tuple[str, bool]:
    style = parameter.value.get("style", _STYLES[parameter.value["in"]])
    return style, bool(parameter.value.get("explode", style == "form"))


def _sunset(place: Place) -> date | None:
    stated = place.value.get("x-sunset") if isinstance(place.value, dict) else None
    return date.fromisoformat(stated) if stated else None


def _change(old: Place, new: Place, key: str) -> str:
    return f"`{old.value.get(key)}` became `{new.value.get(key)}`."
