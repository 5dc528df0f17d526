"""The reference as HTML, rendered once: overview, a page a tag, schemas, codes, statuses, roles, problems."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sosafe_api.contract import samples
from sosafe_api.contract.code_lists import code_lists
from sosafe_api.contract.describe import Described, describe
from sosafe_api.contract.document import METHODS, VERSION_1, Document, operations_of, resolve, schema_name
from sosafe_api.contract.lives import lives
from sosafe_api.contract.markup import anchor, inline, render
from sosafe_api.contract.published import Stored
from sosafe_api.contract.shared import SCHEME
from sosafe_api.contract.texts import reading_order
from sosafe_api.contract.versions import policy
from sosafe_api.contract.wire import problem_type
from sosafe_api.core.http.catalogue import BY_SLUG
from sosafe_api.domains.auth.rules import PERMISSIONS

HTML = "text/html; charset=utf-8"
FILES = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


def reference_pages(document: Document, public_url: str) -> dict[str, Stored]:
    """Every page under /docs by its name, and the stylesheet."""
    tags = _tags(document)
    common = {"document": document, "tags": tags, "public_url": public_url}
    found = {"index": _rendered("index.html", **common, here="index")}
    for tag in tags:
        operations = list(_operations(document, tag["name"], public_url))
        found[tag["page"]] = _rendered("tag.html", **common, here=tag["page"], tag=tag, operations=operations)
    found["schemas"] = _rendered("schemas.html", **common, here="schemas", schemas=_schemas(document))
    found["codes"] = _rendered("codes.html", **common, here="codes", lists=code_lists())
    found["statuses"] = _rendered("statuses.html", **common, here="statuses", lives=lives())
    found["roles"] = _rendered("roles.html", **common, here="roles", **_roles(document))
    found["versions"] = _rendered("versions.html", **common, here="versions", **policy(document))
    return found | {name: Stored(_file(name), kind) for name, kind in FILES.items()}


def problem_pages(document: Document, public_url: str) -> dict[str, Stored]:
    """The page of each kind of problem by slug, and their list under the empty name."""
    common = {"document": document, "tags": _tags(document), "public_url": public_url, "here": "problems"}
    kinds = list(BY_SLUG.values())
    found = {"": _rendered("problems.html", **common, kinds=kinds)}
    for kind in kinds:
        sample = _pretty(problem_type(kind, public_url)["sample"])
        found[kind.slug] = _rendered("problem.html", **common, kind=kind, sample=sample)
    return found


def _file(name: str) -> bytes:
    return files(__package__).joinpath("templates", name).read_bytes()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sosafe_api.contract"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"markdown": render, "inline": inline, "anchor": anchor}
    return environment


def _rendered(template: str, **values: Any) -> Stored:
    return Stored(_environment().get_template(template).render(values).encode(), HTML)


def _tags(document: Document) -> list[dict[str, Any]]:
    """The tags in reading order, each with its operations' names."""
    found = []
    for tag in sorted(document["tags"], key=lambda tag: reading_order(tag["name"])):
        operations = [item for item in operations_of(document) if item["tags"] == [tag["name"]]]
        found.append({**tag, "page": anchor(tag["name"]), "operations": operations})
    return found


def _operations(document: Document, tag: str, public_url: str) -> Iterator[dict[str, Any]]:
    """What the page of a tag shows of each of its operations."""
    for path, operations in document["paths"].items():
        base = "" if "servers" in operations else VERSION_1
        for method in METHODS:
            if method not in operations or operations[method]["tags"] != [tag]:
                continue
            operation = operations[method]
            address = public_url + base + samples.path_example(document, path, operation)
            yield {
                **operation,
                "method": method.upper(),
                "path": base + path,
                "scope": "".join(operation["security"][0][SCHEME]) if operation["security"] else "",
                "given": [
                    {**item, "described": describe(item["schema"])}
                    for item in samples.parameters_of(document, operation)
                ],
                "bodies": _contents(operation.get("requestBody", {})),
                "answers": list(_answers(document, operation)),
                "curl": samples.curl(document, address, method, operation),
            }


def _contents(holder: dict[str, Any]) -> list[tuple[str, Described]]:
    return [
        (media_type, describe(media.get("schema", {})))
        for media_type, media in holder.get("content", {}).items()
    ]


def _answers(document: Document, operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for status, response in sorted(operation["responses"].items()):
        found = resolve(document, response["$ref"]) if "$ref" in response else response
        problems = [
            kind.slug for kind in BY_SLUG.values() if "$ref" in response and str(kind.status) == status
        ]
        yield {
            "status": status,
            "description": found["description"],
            "headers": sorted(found.get("headers", {})),
            "contents": [] if "$ref" in response else _contents(found),
            "problems": problems,
        }


def _schemas(document: Document) -> list[dict[str, Any]]:
    found = []
    for name, schema in sorted(document["components"]["schemas"].items()):
        properties = [
            {
                "name": key,
                "required": key in schema.get("required", []),
                "description": part.get("description") or _borrowed(document, part),
                "described": describe(part),
            }
            for key, part in schema.get("properties", {}).items()
        ]
        found.append(
            {
                "name": name,
                "description": schema.get("description", ""),
                "codes": schema.get("enum", []),
                "properties": properties,
                "sample": _pretty(schema["examples"][0]) if schema.get("examples") else "",
            }
        )
    return found


def _borrowed(document: Document, part: dict[str, Any]) -> str:
    """A property without a description of its own has that of the schema it refers to."""
    name = schema_name(part.get("$ref", ""))
    description: str = document["components"]["schemas"].get(name, {}).get("description", "")
    return description


def _roles(document: Document) -> dict[str, Any]:
    scopes = document["components"]["securitySchemes"][SCHEME]["flows"]["clientCredentials"]["scopes"]
    roles = sorted(role.value for role in PERMISSIONS)
    holders = {
        scope: {role.value for role, allowed in PERMISSIONS.items() if scope in allowed} for scope in scopes
    }
    return {"scopes": scopes, "roles": roles, "holders": holders}


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
