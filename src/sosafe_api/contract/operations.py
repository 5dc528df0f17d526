"""Completes one operation by its route's policy: who may call it, what it reads, every answer it may give."""

from http import HTTPStatus
from typing import Any

from sosafe_api.contract.problem_schemas import COMMON, response_components
from sosafe_api.contract.schemas import PREFIX
from sosafe_api.contract.shared import PARAMETER, SCHEME, header_references
from sosafe_api.core.http.declared import problem_statuses
from sosafe_api.core.http.event_streams import EVENT_STREAM
from sosafe_api.core.http.policy import Body, Policy
from sosafe_api.core.http.problems import MEDIA_TYPE
from sosafe_api.core.http.retirement import STABLE, Retirement
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.streams import NDJSON
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import PRINTABLE
from sosafe_api.domains.auth.rules import PERMISSIONS

Operation = dict[str, Any]
STREET_FILE_HEAD = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n"
)
TEXT = {"type": "string", "maxLength": 2**31 - 1, "pattern": PRINTABLE}
LIST_ANSWER = (
    "A page; or by `Accept` the whole list in one file, as lines of JSON that end with `_end`, or as CSV. `limit` and"
    " `cursor` do not stand beside a file."
)
BINARY = {"application/pdf", "application/vnd.apache.parquet", "image/png"}
UPLOAD = {
    "type": "string",
    "contentMediaType": "application/octet-stream",
    "maxLength": 536_870_912,
    "format": "binary",
    "examples": [STREET_FILE_HEAD],
}


def complete(operation: Operation, route: Route, method: str) -> None:
    """Adds to what FastAPI knows of an operation all that the route class does for it."""
    policy = route.policy
    operation["security"] = [] if policy.permission is None else [{SCHEME: [policy.permission.value]}]
    operation["x-access"] = "open" if policy.permission is None else roles_with(policy.permission)
    operation["x-data-class"] = policy.data_class
    _complete_parameters(operation, route, method)
    _complete_body(operation, policy)
    _complete_responses(operation, route, method)
    if policy.retirement is not None:
        _announce(operation, policy.retirement)


def _announce(operation: Operation, retirement: Retirement) -> None:
    """What the answers tell of the operation's end (RFC 9745, RFC 8594)."""
    operation |= {"deprecated": True, "x-sunset": retirement.ends_on.isoformat()}
    if retirement.stability != STABLE:
        operation["x-stability"] = retirement.stability
    references = header_references()
    announced = {name: references[name] for name in ("Deprecation", "Sunset", "Link")}
    for response in operation["responses"].values():
        if "headers" in response:
            response["headers"] |= announced


def roles_with(permission: Permission) -> list[str]:
    return sorted(role.value for role, allowed in PERMISSIONS.items() if permission in allowed)


def _complete_parameters(operation: Operation, route: Route, method: str) -> None:
    parameters = [_parameter(item) for item in operation.get("parameters", [])]
    parameters += [{"$ref": PARAMETER + name} for name in _headers_read(route, method)]
    operation["parameters"] = parameters


def _headers_read(route: Route, method: str) -> list[str]:
    policy = route.policy
    names = _wishes_read(policy)
    if policy.purpose or policy.representation:
        names.append("Purpose")
    if policy.if_match:
        names.append("IfMatch")
    if policy.creates_or_replaces:
        names += ["CreateOnly", "ReplaceOnly"]
    if policy.body is Body.STREAM:
        names += ["ContentDigest"] if method == "put" else ["ContentDigest", "UploadOffset"]
    if 304 in route.responses:  # noqa: PLR2004
        names.append("IfNoneMatch")
    if HTTPStatus.PARTIAL_CONTENT in route.responses:
        names += ["Range", "IfRange"]
    if method == "post" and not policy.open and policy.answer_kept:
        names.append("IdempotencyKeyRequired" if policy.idempotency_key_required else "IdempotencyKey")
    return names


def _wishes_read(policy: Policy) -> list[str]:
    """What a caller may wish of the answer."""
    read = {
        "Prefer": policy.representation,
        "PreferWait": policy.waits,
        "LastEventId": EVENT_STREAM in policy.media_types,
    }
    return [name for name, is_read in read.items() if is_read]


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """In an address there is no null, and several values are separated by commas."""
    found = dict(parameter)
    schema = dict(found.get("schema", {}))
    choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        schema = {**choices[0], **schema}
    elif choices:
        schema["anyOf"] = choices
    described = schema.pop("description", None) or _description(found["name"])
    found["description"] = found.get("description", described)
    found["schema"] = schema
    if schema.get("type") == "array":
        found |= {"style": "form", "explode": False}
    return found


def _description(name: str) -> str:
    if name.endswith("_id"):
        return f"The {name.removesuffix('_id').replace('_', ' ')}'s identifier."
    return f"The {name.replace('_', ' ')}."


def _complete_body(operation: Operation, policy: Policy) -> None:
    if policy.body is Body.STREAM:
        operation["requestBody"] = {
            "description": "The bytes, as they are.",
            "required": True,
            "content": {media_type: {"schema": UPLOAD} for media_type in policy.body_types},
        }
    elif policy.body in {Body.MERGE_PATCH, Body.FHIR_JSON} and "requestBody" in operation:
        body = operation["requestBody"]
        schema = body["content"].pop("application/json")
        body["content"] = dict.fromkeys(policy.body_types, schema)


def _complete_responses(operation: Operation, route: Route, method: str) -> None:
    responses = operation.get("responses", {})
    if "HTTPValidationError" in str(responses.get("422", "")):
        del responses["422"]
    for status, response in list(responses.items()):
        if MEDIA_TYPE in response.get("content", {}) or (status >= "4" and "content" not in response):
            del responses[status]
            continue
        _offer_media_types(response, route)
        references = header_references()
        names = [*COMMON, *_success_headers(status, operation, route, method)]
        response["headers"] = {name: references[name] for name in names} | response.get("headers", {})
    if "206" in responses:
        responses["206"]["content"] = responses["200"]["content"]
    for status in problem_statuses(
        route.policy,
        route.responses,
        method,
        names_something=bool(route.param_convertors),
        exports=route.list_export is not None,
        takes_body="requestBody" in operation,
    ):
        responses.setdefault(str(status), _problem(str(status), route.policy))
    responses["default"] = _problem("Default", route.policy)
    if not route.policy.counted:
        _forget_quota(responses)
    operation["responses"] = responses


def _problem(status: str, policy: Policy) -> dict[str, Any]:
    """The shared answer of this status, or the same in the form that the operation's own standard has."""
    if policy.errors is None:
        return {"$ref": f"#/components/responses/Problem{status}"}
    shared: dict[str, Any] = response_components(header_references())[f"Problem{status}"]
    schema = {"$ref": f"{PREFIX}{policy.errors.model.__name__}"}
    return shared | {"content": {policy.errors.media_type: {"schema": schema}}}


def _offer_media_types(response: dict[str, Any], route: Route) -> None:
    policy, content = route.policy, response.get("content")
    if not content:
        response.pop("content", None)
        return
    if route.list_export is not None:
        item = {"$ref": f"{PREFIX}{route.list_export.item.__name__}"}
        content[NDJSON] = {"schema": {**TEXT, "x-item-schema": item}}
        response["description"] = LIST_ANSWER
    for media_type, model in policy.models:
        content.setdefault(media_type, {"schema": {"$ref": f"{PREFIX}{model.__name__}"}})
    for media_type in policy.media_types:
        one = content.get("application/json")
        if media_type == NDJSON and one is not None:
            content.setdefault(media_type, {"schema": {**TEXT, "x-item-schema": one["schema"]}})
            continue
        same = media_type.endswith("json") and one is not None
        content.setdefault(media_type, one if same else {"schema": _bytes_or_text(media_type)})
    if "application/json" not in policy.media_types and len(content) > 1:
        content.pop("application/json", None)


def _bytes_or_text(media_type: str) -> dict[str, Any]:
    if media_type not in BINARY:
        return TEXT
    return {
        "type": "string",
        "format": "binary",
        "contentMediaType": media_type,
        "maxLength": TEXT["maxLength"],
    }


def _success_headers(status: str, operation: Operation, route: Route, method: str) -> list[str]:
    """What a good answer may carry beside the common headers."""
    names = []
    is_page = "Page" in str(operation["responses"].get("200", {}).get("content", ""))
    if status >= "4":
        return ["WWW-Authenticate"] if status == "401" else []
    if is_page:
        names.append("Link")
        if route.list_export is not None:
            names.append("Content-Digest")
    elif method != "get" or "{" in route.path_format.rsplit("/", 1)[-1] or 304 in route.responses:  # noqa: PLR2004
        names.append("ETag")
    if status in {"200", "201"} and method == "post" and not route.policy.open:
        names += ["Location", "Idempotency-Replayed"] if route.policy.answer_kept else ["Location"]
    if route.policy.representation or route.policy.waits:
        names.append("Preference-Applied")
    if status == "202":
        names += ["Location", "Retry-After"]
    elif route.policy.polled:
        names.append("Retry-After")
    names += _content_headers(status, route)
    if status == "304" or 304 in route.responses:  # noqa: PLR2004
        names += ["Last-Modified", "Link"]
    return list(dict.fromkeys(names))


def _content_headers(status: str, route: Route) -> list[str]:
    """How far a content is that arrives in parts, and what one is sent with that is fetched in parts."""
    if HTTPStatus.PARTIAL_CONTENT not in route.responses:
        return ["Upload-Offset"] if route.path_format.endswith("/content") else []
    return ["Accept-Ranges", "ETag", "Repr-Digest", *(["Content-Range"] if status == "206" else [])]


def _forget_quota(responses: dict[str, Any]) -> None:
    """Probes are not counted, so they have no quota to tell of."""
    for response in responses.values():
        for name in ("RateLimit", "RateLimit-Policy"):
            response.get("headers", {}).pop(name, None)
