"""The contract's `webhooks`: what the service sends to a receiver, and what it makes of the answer."""

from typing import Any

from sosafe_api.core.schemas import PRINTABLE
from sosafe_api.domains.changes.rules import READINGS
from sosafe_api.domains.webhooks.rules import CHALLENGE_TYPE, SAMPLE_TYPE

_ID = "019a0000-0000-7000-8000-0000000000aa"
_INSTANT = {"type": "string", "format": "date-time", "maxLength": 32, "description": "When it happened."}
_HEADERS = {
    "webhook-id": ("The message's identifier, the change's: the same at each attempt.", _ID, 36),
    "webhook-timestamp": ("When this attempt was made, in seconds since 1970.", "1793700000", 16),
    "webhook-signature": (
        "`v1,` and the Base64 of HMAC-SHA256 of `id.timestamp.body`; two, a space between, while a secret is replaced.",
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
        256,
    ),
}


_RESPONSES = {
    "2XX": {"description": "Taken, within ten seconds. The content is thrown away, but a challenge's."},
    "410": {"description": "Never to be called again: the webhook is parked."},
    "429": {"description": "To be called later, as `Retry-After` says."},
    "default": {"description": "Not taken: sent again, for three days."},
}
_CHANGE: dict[str, Any] = {
    "id": {
        "type": "string",
        "format": "uuid",
        "maxLength": 36,
        "description": "The record's identifier.",
    },
    "resource": {
        "type": "string",
        "maxLength": 64,
        "pattern": "^[a-z][a-z0-9_]*$",
        "description": "What kind of record changed.",
        "x-extensible-enum": [*sorted(READINGS), SAMPLE_TYPE.partition(".")[0]],
    },
    "resource_version": {
        "type": "integer",
        "format": "int32",
        "minimum": 0,
        "maximum": 2_147_483_647,
        "description": "The record's version after the change.",
    },
}
_CHALLENGE: dict[str, Any] = {
    "challenge": {
        "type": "string",
        "maxLength": 64,
        "pattern": "^[A-Za-z0-9_-]+$",
        "description": "Answer with this text, or with JSON that has it as `challenge`.",
    }
}


def callbacks() -> dict[str, Any]:
    """One for changes and for samples, one for the challenge."""
    told = {"id": _ID, "resource": "referral", "resource_version": 4}
    return {
        "change": _operation(
            ("receive_change", "A record has changed"),
            "Sent for each change of a record that the webhook's program may read, in order per record. Read the record"
            " for what it says now.",
            _CHANGE,
            {"type": "referral.accepted", "timestamp": "2026-11-03T10:00:00.000Z", "data": told},
        ),
        "challenge": _operation(
            ("receive_challenge", "Show that you want to be called"),
            "Sent when a webhook is registered, called again, or was last challenged 180 days ago. Until it is echoed"
            " nothing else is sent.",
            _CHALLENGE,
            {
                "type": CHALLENGE_TYPE,
                "timestamp": "2026-11-03T10:00:00.000Z",
                "data": {"challenge": "q3fE0b1cVY0k7yq0zvYv2m3c8o1b0mJcS4yqkW5dN6E"},
            },
        ),
    }


def _operation(
    named: tuple[str, str], description: str, data: dict[str, Any], example: dict[str, Any]
) -> dict[str, Any]:
    name, summary = named
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "description": description,
            "tags": ["Webhooks"],
            "security": [],
            "parameters": [_header(header, *told) for header, told in _HEADERS.items()],
            "requestBody": {
                "description": "The message.",
                "required": True,
                "content": {"application/json": {"schema": _message(data, example)}},
            },
            "responses": _RESPONSES,
        }
    }


def _message(data: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "A message: identifiers, versions and instants, nothing of a person.",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {
                "type": "string",
                "maxLength": 128,
                "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$",
                "description": "`resource.what_happened`; more may be added.",
            },
            "timestamp": _INSTANT,
            "data": {
                "type": "object",
                "description": "What it is about.",
                "required": list(data),
                "properties": data,
            },
        },
        "examples": [example],
    }


def _header(name: str, description: str, example: str, longest: int) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": longest, "pattern": PRINTABLE}
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "example": example,
        "schema": schema,
    }
