"""Builds the contract, OpenAPI 3.1.0, from the routes; the same routes give the same bytes."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.routing import BaseRoute

from sosafe_api.contract import problem_schemas, shared, texts
from sosafe_api.contract.callbacks import callbacks
from sosafe_api.contract.operations import complete
from sosafe_api.contract.schemas import PREFIX, JsonSchema, closure, names_in, opened, tidy
from sosafe_api.core.http.route import Route

Document = dict[str, Any]
OPENAPI = "3.1.0"
VERSION_1 = "/v1"
FILE = Path("openapi/sosafe.v1.json")
METHODS = ("get", "post", "put", "patch", "delete")


def build(version_1: Iterable[BaseRoute], root: Iterable[BaseRoute]) -> Document:
    """The contract of these routes; those of the root carry their own server, since they have no version."""
    versioned, unversioned = _routes(version_1), _routes(root)
    document = get_openapi(
        title="SoSafe API",
        version="1",
        openapi_version=OPENAPI,
        routes=[*versioned, *unversioned],
        separate_input_output_schemas=False,
    )
    by_name = {route.operation_id: route for route in [*versioned, *unversioned]}
    unversioned_paths = {route.path_format for route in unversioned}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            complete(operation, by_name[operation["operationId"]], method)
        if path in unversioned_paths:
            operations["servers"] = [
                {"url": "/", "description": "Beside the versions, in production and test."}
            ]
    _link_creates(document["paths"])
    document |= {
        "info": texts.information(),
        "servers": [
            {"url": VERSION_1, "description": "Version 1, in production and test.", "x-internal": False}
        ],
        "tags": texts.tags({operation["tags"][0] for operation in operations_of(document)}),
        "components": _components(models_of([*versioned, *unversioned])),
        "security": [],
        "webhooks": callbacks(),
    }
    _settle_schemas(document)
    return document


def _routes(routes: Iterable[BaseRoute]) -> list[Route]:
    return [route for route in routes if isinstance(route, Route) and route.include_in_schema]


def operations_of(document: Document) -> list[dict[str, Any]]:
    return [
        operations[method]
        for operations in document["paths"].values()
        for method in METHODS
        if method in operations
    ]


def models_of(routes: Iterable[Route]) -> set[type[BaseModel]]:
    """Every model that an operation takes or answers with."""
    found: set[Any] = set()
    for route in routes:
        found |= {route.response_model, route.body_model, *get_args(route.response_model)}
        found |= {model for _, model in route.policy.models}
        found |= {route.policy.errors.model} if route.policy.errors else set()
        found |= {response.get("model") for response in route.responses.values()}
    return {model for model in found if isinstance(model, type) and issubclass(model, BaseModel)}


def _components(models: set[type[BaseModel]]) -> dict[str, Any]:
    """Pydantic writes the schemas itself, since FastAPI drops every null from their examples."""
    ordered: list[tuple[type[BaseModel], Literal["validation"]]] = [
        (model, "validation") for model in sorted(models, key=lambda model: model.__name__)
    ]
    _, schemas = models_json_schema(ordered, ref_template=PREFIX + "{model}")
    return {
        "schemas": schemas["$defs"] | problem_schemas.components(),
        "headers": shared.headers(),
        "parameters": shared.parameters(),
        "responses": problem_schemas.response_components(shared.header_references()),
        "securitySchemes": shared.security_schemes(),
    }


def _link_creates(paths: dict[str, Any]) -> None:
    """From the answer of a create to the operation that reads what was made, or what it belongs to."""
    readers = {
        operations["get"]["operationId"]: path for path, operations in paths.items() if "get" in operations
    }
    for path, operations in paths.items():
        created = operations.get("post", {}).get("responses", {}).get("201")
        if created is None:
            continue
        made = operations["post"]["operationId"].replace("create_", "get_", 1)
        parents = (name for name, parent in readers.items() if parent == path.rsplit("/", 1)[0])
        reader = made if made in readers else next(parents, None)
        if reader is not None:
            given = _names(path)
            values = {
                name: f"$request.path.{name}" if name in given else "$response.body#/id"
                for name in _names(readers[reader])
            }
            created["links"] = {reader: {"operationId": reader, "parameters": values}}


def _names(path: str) -> list[str]:
    return re.findall(r"{([^}]+)}", path)


def _settle_schemas(document: Document) -> None:
    """Tidies every schema, opens those of outputs, and drops what nothing refers to."""
    components: dict[str, JsonSchema] = document["components"]["schemas"]
    for name, schema in components.items():
        components[name] = tidy(schema)
    for holder in _schema_holders(document):
        holder["schema"] = tidy(holder["schema"])
    inputs = closure(names_in([_inputs_of(item) for item in operations_of(document)]), components)
    enumerations = {name: schema for name, schema in components.items() if "enum" in schema}
    for name, schema in components.items():
        if "enum" in schema:
            schema.setdefault("examples", schema["enum"][:1])
        elif name not in inputs:
            components[name] = opened(schema, enumerations)
    for response in _responses_of(document):
        for media in response.get("content", {}).values():
            if "schema" in media:
                media["schema"] = opened(media["schema"], enumerations)
    _drop_unused(document)


def _inputs_of(operation: dict[str, Any]) -> list[Any]:
    return [operation.get("parameters", []), operation.get("requestBody", {})]


def _responses_of(document: Document) -> list[dict[str, Any]]:
    return [response for item in operations_of(document) for response in item["responses"].values()]


def _schema_holders(document: Document) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for operation in operations_of(document):
        found += [item for item in operation["parameters"] if "schema" in item]
        for content in [operation.get("requestBody", {}), *operation["responses"].values()]:
            found += [media for media in content.get("content", {}).values() if "schema" in media]
    return found


def _drop_unused(document: Document) -> None:
    components = document["components"]
    used = closure(names_in([document["paths"], components["responses"]]), components["schemas"])
    components["schemas"] = {name: schema for name, schema in components["schemas"].items() if name in used}
    for kind in ("responses", "parameters", "headers"):  # an answer refers to headers, so it goes first
        text = json.dumps(document)
        components[kind] = {
            name: item for name, item in components[kind].items() if f'"#/components/{kind}/{name}"' in text
        }


def serialise(document: Document) -> bytes:
    """Sorted and indented, so that a change of the contract reads as one in review."""
    return (json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def resolve(document: Document, reference: str) -> Any:
    """What a reference within the document stands for."""
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def schema_name(reference: str) -> str:
    return reference.removeprefix(PREFIX)
