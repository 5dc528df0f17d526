"""An example of each operation, from the contract's own examples: address, body, and the call as curl."""

import json
import shlex
from typing import Any
from urllib.parse import urlencode

from sosafe_api.contract.document import Document, resolve

IDENTIFIER = "019a0000-0000-7000-8000-0000000000aa"
_FORM = "application/x-www-form-urlencoded"


def body_example(document: Document, operation: dict[str, Any]) -> tuple[str, Any] | None:
    """The media type of an operation's body and its first example; None where it takes no body."""
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, media in content.items():
        schema = media.get("schema", {})
        found = resolve(document, schema["$ref"]) if "$ref" in schema else schema
        return media_type, next(iter(found.get("examples", [])), None)
    return None


def parameters_of(document: Document, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The operation's parameters, references resolved; the path's first."""
    found = [resolve(document, item["$ref"]) if "$ref" in item else item for item in operation["parameters"]]
    places = ["path", "query", "header"]
    return sorted(found, key=lambda item: places.index(item["in"]))


def path_example(document: Document, path: str, operation: dict[str, Any]) -> str:
    for parameter in parameters_of(document, operation):
        if parameter["in"] == "path":
            value = parameter.get("example") or _path_value(parameter["name"], parameter["schema"])
            path = path.replace("{" + parameter["name"] + "}", str(value))
    return path


def _path_value(name: str, schema: dict[str, Any]) -> str:
    if schema.get("format") == "uuid":
        return IDENTIFIER
    known = {
        "code_list_id": "people.sex",
        "kpi_code": "crime_rate",
        "partnership_slug": "example",
        "problem_slug": "precondition-failed",
    }
    return known.get(name) or str(schema.get("examples", ["example"])[0])


def curl(document: Document, address: str, method: str, operation: dict[str, Any]) -> str:
    """The call as a developer would paste it; `address` is where the operation is served."""
    parts = [f"curl {shlex.quote(address)}"]
    if method not in {"get", "post"}:
        parts.append(f"-X {method.upper()}")
    if operation["security"]:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    wanted = {"Purpose", "Idempotency-Key"} if method == "get" else {"Idempotency-Key"}
    parts += [
        f"-H {shlex.quote(parameter['name'] + ': ' + parameter['example'])}"
        for parameter in parameters_of(document, operation)
        if parameter["in"] == "header" and (parameter["required"] or parameter["name"] in wanted)
    ]
    body = body_example(document, operation)
    if body is None:
        if method == "post":
            parts.append("-X POST")
    elif body[0] == _FORM:
        parts += ['-u "$CLIENT_ID:$CLIENT_SECRET"', f"-d {shlex.quote(urlencode(body[1] or {}))}"]
    elif not body[0].endswith("json"):
        parts += [f"-H 'Content-Type: {body[0]}'", "--data-binary @file"]
    else:
        parts += [
            f"-H 'Content-Type: {body[0]}'",
            f"-d {shlex.quote(json.dumps(body[1], indent=2, ensure_ascii=False))}",
        ]
    return " \\\n  ".join(parts)
