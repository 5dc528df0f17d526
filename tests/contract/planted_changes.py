"""Changes of a small contract that are known to break clients or known to be harmless."""

from tests.contract.small_contract import (
    CREATE,
    IN,
    LIMIT,
    LIST,
    NOTICE,
    OUT,
    WEBHOOK,
    Change,
    add,
    both,
    put,
    rename,
    take,
)

TEXT = {"type": "string"}
_REQUIRED_QUERY = {"name": "area", "in": "query", "required": True, "schema": TEXT}
_OPTIONAL_QUERY = {"name": "area", "in": "query", "schema": TEXT}

# The nineteen and the eight that every gate must judge rightly: what is done, and the rule that names it.
BREAKING: dict[str, tuple[Change, str]] = {
    "path removed": (take("paths", "/referrals/{referral_id}"), "path-removed"),
    "method removed": (take(*CREATE), "method-removed"),
    "required input property added": (
        both(put(*IN, "properties", "service_id", to=TEXT), add(*IN, "required", item="service_id")),
        "input-property-added-required",
    ),
    "output property removed": (take(*OUT, "properties", "answer_by"), "output-property-removed"),
    "input enum value removed": (
        put("components", "schemas", "Source", "enum", to=["police", "housing"]),
        "input-value-removed",
    ),
    "output type changed": (put(*OUT, "properties", "status", to={"type": "integer"}), "output-type-widened"),
    "required query parameter added": (
        add(*LIST, "parameters", item=_REQUIRED_QUERY),
        "parameter-added-required",
    ),
    "input maxLength tightened": (
        put(*IN, "properties", "agency_reference", "maxLength", to=32),
        "input-bound-tightened",
    ),
    "success status changed": (rename(*CREATE, "responses", "201", to="200"), "success-status-removed"),
    "output required to optional": (put(*OUT, "required", to=["id"]), "output-property-made-optional"),
    "output made nullable": (
        put(*OUT, "properties", "status", "type", to=["string", "null"]),
        "output-made-nullable",
    ),
    "operationId renamed": (put(*LIST, "operationId", to="search_referrals"), "operation-id-renamed"),
    "scope added": (
        put(*LIST, "security", to=[{"partner_token": ["referral:list", "person:read"]}]),
        "scope-added",
    ),
    "parameter optional to required": (
        put(*LIST, "parameters", 1, "required", to=True),
        "parameter-made-required",
    ),
    "output media type swapped": (
        rename(*CREATE, "responses", "201", "content", "application/json", to="application/hal+json"),
        "output-media-type-removed",
    ),
    "query parameter removed": (take(*LIST, "parameters", 1), "parameter-removed"),
    "limit maximum lowered": (put(*LIMIT, "schema", "maximum", to=100), "input-bound-tightened"),
    "webhook removed": (take("webhooks", "referral.accepted"), "webhook-removed"),
    "webhook body loosened": (put(*NOTICE, "required", to=["type"]), "output-property-made-optional"),
}
HARMLESS: dict[str, Change] = {
    "optional input property": put(*IN, "properties", "ward", to=TEXT),
    "output property added": put(*OUT, "properties", "ward", to=TEXT),
    "path added": put("paths", "/agencies", to={"get": {"operationId": "list_agencies", "responses": {}}}),
    "description changed": put(*IN, "properties", "agency_reference", "description", to="Your own."),
    "optional query parameter": add(*LIST, "parameters", item=_OPTIONAL_QUERY),
    "input enum value added": add("components", "schemas", "Source", "enum", item="health"),
    "identical file": lambda _: None,
    "deprecated": put(*LIST, "deprecated", to=True),
}

# Further changes that a client would notice, and further ones that none would.
ALSO_BREAKING: dict[str, tuple[Change, str]] = {
    "default changed": (put(*LIMIT, "schema", "default", to=20), "input-default-changed"),
    "default taken away": (take(*IN, "properties", "urgent", "default"), "input-default-changed"),
    "pattern added": (
        put(*IN, "properties", "agency_reference", "pattern", to="^[A-Z]+$"),
        "input-form-narrowed",
    ),
    "open object closed": (
        put(*IN, "properties", "tags", "additionalProperties", to=False),
        "input-closed",
    ),
    "branch of a union removed": (
        put(*IN, "properties", "contact", "oneOf", to=[{"$ref": "#/components/schemas/Mail"}]),
        "input-alternative-removed",
    ),
    "null no longer taken": (
        put(*IN, "properties", "note", to={"type": "string", "maxLength": 2000}),
        "input-null-refused",
    ),
    "bound tightened within a union": (
        put(*IN, "properties", "note", "anyOf", 0, "maxLength", to=500),
        "input-bound-tightened",
    ),
    "output union member added": (
        put(
            *OUT,
            "properties",
            "answer_by",
            to={"anyOf": [{"type": "string", "format": "date"}, {"type": "object"}]},
        ),
        "output-alternative-added",
    ),
    "output format dropped": (take(*OUT, "properties", "id", "format"), "output-form-widened"),
    "input property removed": (take(*IN, "properties", "note"), "input-property-removed"),
    "optional property made required": (
        add(*IN, "required", item="note"),
        "input-property-made-required",
    ),
    "header removed": (take(*LIST, "responses", "200", "headers", "Link"), "response-header-removed"),
    "header made optional": (
        put(*LIST, "responses", "200", "headers", "Request-Id", "required", to=False),
        "response-header-made-optional",
    ),
    "request header made required": (
        put(*LIST, "parameters", 2, "required", to=True),
        "parameter-made-required",
    ),
    "webhook header dropped": (take(*WEBHOOK, "parameters", 0), "parameter-removed"),
    "webhook header longer": (
        put(*WEBHOOK, "parameters", 0, "schema", "maxLength", to=64),
        "output-bound-loosened",
    ),
    "body made required": (put(*LIST, "requestBody", to={"required": True}), "body-added-required"),
    "role shut out": (put(*LIST, "x-access", to=["caseworker"]), "access-removed"),
    "scope withdrawn": (
        take(
            "components",
            "securitySchemes",
            "partner_token",
            "flows",
            "clientCredentials",
            "scopes",
            "referral:list",
        ),
        "scope-removed",
    ),
    "server moved": (put("servers", 0, "url", to="/v2"), "server-removed"),
    "line of a stream changed": (
        put(
            *LIST,
            "responses",
            "200",
            "content",
            "application/x-ndjson",
            "schema",
            "x-item-schema",
            to={"type": "string"},
        ),
        "output-type-widened",
    ),
    "list read in another form": (
        put(*LIST, "parameters", 1, "explode", to=False),
        "parameter-style-changed",
    ),
}
ALSO_HARMLESS: dict[str, Change] = {
    "bound of an input raised": put(*LIMIT, "schema", "maximum", to=500),
    "bound of an output lowered": put(*WEBHOOK, "parameters", 0, "schema", "maxLength", to=30),
    "null taken": put(*IN, "properties", "source", to={"type": ["string", "null"]}),
    "output made required": put(*OUT, "required", to=["id", "status", "answer_by"]),
    "code added to an open list": add(*OUT, "properties", "status", "x-extensible-enum", item="closed"),
    "media type added": put(*CREATE, "responses", "201", "content", "text/csv", to={"schema": TEXT}),
    "error no longer given": take(*CREATE, "responses", "422"),
    "role let in": add(*LIST, "x-access", item="analyst"),
    "scope no longer asked": put(*LIST, "security", to=[{"partner_token": []}]),
    "one union written as a list of types": put(
        *IN, "properties", "note", to={"type": ["string", "null"], "maxLength": 2000}
    ),
    "component inlined": put(
        *IN, "properties", "source", to={"type": "string", "enum": ["police", "housing", "self"]}
    ),
    "closed list opened": put(*IN, "properties", "source", to={"type": "string", "maxLength": 7}),
    "webhook added": put("webhooks", "referral.closed", to={"post": {"operationId": "referral_closed"}}),
}
