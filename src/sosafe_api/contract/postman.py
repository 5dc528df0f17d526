"""The contract as a Postman collection (format v2.1.0): a folder a tag, an example a call, a token by itself."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from sosafe_api.contract.document import Document
from sosafe_api.contract.samples import body_example, parameters_of, path_example

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_FORM = "application/x-www-form-urlencoded"
_WHOLE_SEGMENT = re.compile(r"\{([a-z_]+)\}")
_VARIABLES = {
    "base_url": ("http://127.0.0.1:8000", "Where the service is, without `/v1`."),
    "client_id": ("", "Your program's identifier; with the secret a token is fetched when one is needed."),
    "client_secret": ("", "Keep it in Postman's vault or as a current value, which is not shared."),
    "scope": ("", "Scopes of the token, separated by spaces; empty for all that the client may have."),
    "access_token": ("", "Fetched by itself; or paste that of a person, and leave `client_id` empty."),
    "token_ends_at": ("0", "When the fetched token ends, in milliseconds since 1970."),
    "purpose": ("safeguarding", "Why personal data are read: a code that a sharing agreement names."),
}
# A token is fetched 30 seconds before the one at hand ends.
_FETCH = """\
const get = (name) => pm.variables.get(name) || "";
const wanted = get("client_id") && Date.now() > Number(get("token_ends_at")) - 30000;
if (wanted && pm.info.requestName !== "Issue an access token") {
  const fields = [{ key: "grant_type", value: "client_credentials" }];
  if (get("scope")) fields.push({ key: "scope", value: get("scope") });
  const proof = btoa(encodeURIComponent(get("client_id")) + ":" + encodeURIComponent(get("client_secret")));
  pm.sendRequest({
    url: get("base_url") + "/oauth2/token",
    method: "POST",
    header: { Authorization: "Basic " + proof, "Content-Type": "application/x-www-form-urlencoded" },
    body: { mode: "urlencoded", urlencoded: fields },
  }, (error, answer) => {
    if (error || answer.code !== 200) {
      console.error("No token was issued: " + (error || answer.code + " " + answer.json().error));
    } else {
      pm.collectionVariables.set("access_token", answer.json().access_token);
      pm.collectionVariables.set("token_ends_at", String(Date.now() + answer.json().expires_in * 1000));
    }
  });
}"""
_CHECK = """\
pm.test("is answered without a fault of the service", () => pm.expect(pm.response.code).to.be.below(500));"""


def collection(document: Document) -> dict[str, Any]:
    """Every operation of the contract in the order of its tags; the same contract gives the same bytes."""
    operations = list(_operations(document))
    return {
        "info": {
            "name": document["info"]["title"],
            "description": (
                "Set `base_url`, `client_id` and `client_secret` among the variables of the collection, and send. "
                "Reads of personal data state `purpose`; what changes a record wants its last `ETag` as `If-Match`."
            ),
            "version": document["info"]["version"],
            "schema": SCHEMA,
        },
        "item": [
            {
                "name": tag["name"],
                "description": tag.get("description", ""),
                "item": [item for name, item in operations if name == tag["name"]],
            }
            for tag in document["tags"]
        ],
        "auth": {"type": "bearer", "bearer": [_pair("token", "{{access_token}}")]},
        "event": [_script("prerequest", _FETCH), _script("test", _CHECK)],
        "variable": [
            {"key": name, "value": value, "type": "string", "description": says}
            for name, (value, says) in _VARIABLES.items()
        ],
    }


def serialised(document: Document) -> bytes:
    return (json.dumps(collection(document), indent=2, ensure_ascii=False) + "\n").encode()


def _operations(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each operation with the name of its tag."""
    for path, methods in document["paths"].items():
        servers = methods.get("servers", document["servers"])
        base = servers[0]["url"].rstrip("/")
        for method, operation in methods.items():
            if isinstance(operation, dict) and "operationId" in operation:
                yield operation["tags"][0], _item(document, base + path, method, operation)


def _item(document: Document, path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": method.upper(),
        "header": _headers(document, operation),
        "url": _url(document, path, operation),
        "description": operation.get("description", ""),
    }
    body = body_example(document, operation)
    if body is not None:
        request["header"].append({"key": "Content-Type", "value": body[0]})
        request["body"] = _body(*body)
    if body is not None and body[0] == _FORM:
        credentials = [_pair("username", "{{client_id}}"), _pair("password", "{{client_secret}}")]
        request["auth"] = {"type": "basic", "basic": credentials}
    elif not operation["security"]:
        request["auth"] = {"type": "noauth"}
    return {"id": operation["operationId"], "name": operation["summary"], "request": request, "response": []}


def _url(document: Document, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """A variable of Postman's fills a segment; where the contract's fills a part of one, its example stands there."""
    filled = path_example(document, path, operation).split("/")[1:]
    segments, variables = [], []
    for segment, example in zip(path.split("/")[1:], filled, strict=True):
        whole = _WHOLE_SEGMENT.fullmatch(segment)
        segments.append(f":{whole[1]}" if whole else example)
        if whole:
            variables.append({"key": whole[1], "value": example})
    query = [
        {
            "key": parameter["name"],
            "value": _value(parameter),
            "description": parameter.get("description", ""),
            "disabled": not parameter.get("required"),
        }
        for parameter in parameters_of(document, operation)
        if parameter["in"] == "query"
    ]
    sent = urlencode([(item["key"], item["value"]) for item in query if not item["disabled"]])
    url: dict[str, Any] = {
        "raw": "{{base_url}}/" + "/".join(segments) + (f"?{sent}" if sent else ""),
        "host": ["{{base_url}}"],
        "path": segments,
    }
    return url | ({"query": query} if query else {}) | ({"variable": variables} if variables else {})


def _headers(document: Document, operation: dict[str, Any]) -> list[dict[str, Any]]:
    ours = {"Idempotency-Key": "{{$guid}}", "Purpose": "{{purpose}}"}
    return [
        {
            "key": parameter["name"],
            "value": ours.get(parameter["name"]) or _value(parameter),
            "description": parameter.get("description", ""),
            "disabled": not parameter.get("required") and parameter["name"] not in ours,
        }
        for parameter in parameters_of(document, operation)
        if parameter["in"] == "header"
    ]


def _value(parameter: dict[str, Any]) -> str:
    schema = parameter.get("schema", {})
    found = parameter.get("example", schema.get("default", next(iter(schema.get("examples", [])), "")))
    return found if isinstance(found, str) else json.dumps(found)


def _body(media_type: str, example: Any) -> dict[str, Any]:
    if media_type == _FORM:
        return {"mode": "urlencoded", "urlencoded": [_pair(*item) for item in (example or {}).items()]}
    if not media_type.endswith("json"):
        return {"mode": "file", "file": {}}
    written = json.dumps(example, indent=2, ensure_ascii=False)
    return {"mode": "raw", "raw": written, "options": {"raw": {"language": "json"}}}


def _pair(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value, "type": "string" if "{{" in value else "text"}


def _script(listens: str, source: str) -> dict[str, Any]:
    return {"listen": listens, "script": {"type": "text/javascript", "exec": source.splitlines()}}
