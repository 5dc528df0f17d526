"""A small contract to plant changes in, and the ways to change one."""

import copy
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Change = Callable[[Document], None]

CONTRACT: Document = {
    "openapi": "3.1.0",
    "info": {"title": "A service", "version": "1.0.0"},
    "servers": [{"url": "/v1"}],
    "paths": {
        "/referrals": {
            "get": {
                "operationId": "list_referrals",
                "security": [{"partner_token": ["referral:list"]}],
                "x-access": ["caseworker", "referrer_client"],
                "parameters": [
                    {"$ref": "#/components/parameters/Limit"},
                    {"name": "status", "in": "query", "schema": {"type": "string", "maxLength": 64}},
                    {"name": "Purpose", "in": "header", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "description": "A page.",
                        "headers": {
                            "Request-Id": {"required": True, "schema": {"type": "string"}},
                            "Link": {"schema": {"type": "string"}},
                        },
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/ReferralPage"}},
                            "application/x-ndjson": {
                                "schema": {
                                    "type": "string",
                                    "x-item-schema": {"$ref": "#/components/schemas/ReferralOut"},
                                }
                            },
                        },
                    }
                },
            },
            "post": {
                "operationId": "create_referral",
                "security": [{"partner_token": ["referral:create"]}],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ReferralIn"}}},
                },
                "responses": {
                    "201": {
                        "description": "Created.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/ReferralOut"}}
                        },
                    },
                    "422": {"description": "Not valid."},
                },
            },
        },
        "/referrals/{referral_id}": {
            "parameters": [
                {"name": "referral_id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "get_referral",
                "security": [{"partner_token": ["referral:read"]}],
                "responses": {
                    "200": {
                        "description": "The referral.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/ReferralOut"}}
                        },
                    }
                },
            },
        },
    },
    "webhooks": {
        "referral.accepted": {
            "post": {
                "operationId": "referral_accepted",
                "parameters": [
                    {
                        "name": "webhook-id",
                        "in": "header",
                        "required": True,
                        "schema": {"type": "string", "maxLength": 36},
                    }
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/ChangeNotice"}}
                    },
                },
                "responses": {"204": {"description": "Received."}},
            }
        }
    },
    "components": {
        "parameters": {
            "Limit": {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
            }
        },
        "schemas": {
            "ReferralIn": {
                "type": "object",
                "additionalProperties": False,
                "required": ["agency_reference"],
                "properties": {
                    "agency_reference": {"type": "string", "maxLength": 64, "description": "Yours."},
                    "source": {"$ref": "#/components/schemas/Source"},
                    "note": {"anyOf": [{"type": "string", "maxLength": 2000}, {"type": "null"}]},
                    "contact": {
                        "oneOf": [
                            {"$ref": "#/components/schemas/Telephone"},
                            {"$ref": "#/components/schemas/Mail"},
                        ]
                    },
                    "urgent": {"type": "boolean", "default": False},
                    "tags": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Source": {"type": "string", "enum": ["police", "housing", "self"]},
            "Telephone": {
                "type": "object",
                "additionalProperties": False,
                "required": ["telephone"],
                "properties": {"telephone": {"type": "string"}},
            },
            "Mail": {
                "type": "object",
                "additionalProperties": False,
                "required": ["mail"],
                "properties": {"mail": {"type": "string"}},
            },
            "ReferralOut": {
                "type": "object",
                "required": ["id", "status"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "status": {"type": "string", "x-extensible-enum": ["submitted", "accepted"]},
                    "answer_by": {"type": "string", "format": "date"},
                    "earlier": {"type": "array", "items": {"$ref": "#/components/schemas/ReferralOut"}},
                },
            },
            "ReferralPage": {
                "type": "object",
                "required": ["data"],
                "properties": {
                    "data": {"type": "array", "items": {"$ref": "#/components/schemas/ReferralOut"}}
                },
            },
            "ChangeNotice": {
                "type": "object",
                "required": ["type", "resource_id"],
                "properties": {"type": {"type": "string"}, "resource_id": {"type": "string"}},
            },
        },
        "securitySchemes": {
            "partner_token": {
                "type": "oauth2",
                "flows": {
                    "clientCredentials": {
                        "tokenUrl": "/oauth2/token",
                        "scopes": {"referral:list": "", "referral:create": "", "referral:read": ""},
                    }
                },
            }
        },
    },
}
LIST, CREATE = ("paths", "/referrals", "get"), ("paths", "/referrals", "post")
OUT, IN = ("components", "schemas", "ReferralOut"), ("components", "schemas", "ReferralIn")
NOTICE = ("components", "schemas", "ChangeNotice")
LIMIT = ("components", "parameters", "Limit")
WEBHOOK = ("webhooks", "referral.accepted", "post")


def contract() -> Document:
    return copy.deepcopy(CONTRACT)


def changed(change: Change) -> Document:
    document = contract()
    change(document)
    return document


def _holder(document: Document, path: tuple[Any, ...]) -> Any:
    found: Any = document
    for key in path:
        found = found[key]
    return found


def put(*path: Any, to: Any) -> Change:
    """Writes a value at the place; `path` ends with its key."""
    return lambda document: _holder(document, path[:-1]).__setitem__(path[-1], to)


def take(*path: Any) -> Change:
    return lambda document: _holder(document, path[:-1]).__delitem__(path[-1])


def add(*path: Any, item: Any) -> Change:
    """Adds an item to the list at the place."""
    return lambda document: _holder(document, path).append(item)


def rename(*path: Any, to: str) -> Change:
    def change(document: Document) -> None:
        holder = _holder(document, path[:-1])
        holder[to] = holder.pop(path[-1])

    return change


def both(*changes: Change) -> Change:
    def change(document: Document) -> None:
        for each in changes:
            each(document)

    return change
