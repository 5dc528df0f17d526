"""What many operations share: response headers, request headers, the security scheme."""

from typing import Any

from sosafe_api.contract.texts import scope_description
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import PRINTABLE

HEADER = "#/components/headers/"
PARAMETER = "#/components/parameters/"
SCHEME = "partner_token"


def _header(description: str, example: str, maximum: int = 256, pattern: str = PRINTABLE, **rest: Any) -> Any:
    schema = {"type": "string", "maxLength": maximum, "pattern": pattern}
    return {"description": description, "schema": schema, "example": example, **rest}


def _number(description: str, example: int, maximum: int) -> Any:
    schema = {"type": "integer", "format": "int32", "minimum": 0, "maximum": maximum}
    return {"description": description, "schema": schema, "example": example}


_HEADERS: dict[str, Any] = {
    "Accept-Ranges": _header("Parts are sent by `Range`.", "bytes", 5, "^bytes$"),
    "API-Version": _header(
        "The version of the contract.", "0.1.0", 32, r"^[0-9]+\.[0-9]+\.[0-9]+", required=True
    ),
    "Access-Control-Allow-Origin": _header(
        "`*` on open data, for browsers of any origin. Absent elsewhere.", "*"
    ),
    "Allow": _header("The methods of this path.", "GET, HEAD, OPTIONS"),
    "Cache-Control": _header(
        "How long the answer may be kept; `no-store` unless it is open data.", "no-store"
    ),
    "Content-Digest": _header(
        "SHA-256 of the bytes of this answer (RFC 9530).",
        "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
        64,
        r"^sha-256=:[A-Za-z0-9+/]{43}=:$",
    ),
    "Content-Language": _header("The language of the texts.", "en-GB", 35),
    "Content-Range": _header(
        "Which bytes of how many this part is (RFC 9110 section 14.4).",
        "bytes 1048576-2097151/5242880",
        64,
        r"^bytes ([0-9]+-[0-9]+|\*)/[0-9]+$",
    ),
    "Correlation-Id": _header("The one you sent.", "import-2026-11-02", 64, r"^[A-Za-z0-9._-]{1,64}$"),
    "Deprecation": _header(
        "Since when the operation should no longer be used, in seconds since 1970 (RFC 9745).",
        "@1796083200",
        32,
    ),
    "ETag": _header("The version of the record; send it as `If-Match`.", '"q7Zk0wAbCdEfGhIj"', 128),
    "Idempotency-Replayed": _header(
        "`true` when the answer is that of an earlier, equal request.", "true", 5, "^true$"
    ),
    "Last-Modified": _header("When the data last changed.", "Mon, 02 Nov 2026 09:30:00 GMT", 64),
    "Link": _header(
        "Related addresses (RFC 8288): the first and next page of a list, the licence of open data.",
        '</v1/referrals?limit=50>; rel="first"',
        8192,
    ),
    "Location": _header("Where the record is.", "/v1/referrals/019a0000-0000-7000-8000-0000000000aa", 2048),
    "Preference-Applied": _header(
        "The preference of yours that was followed (RFC 7240).", "return=representation", 64
    ),
    "RateLimit": _header("What is left of the quota, and for how many seconds.", '"client";r=598;t=42'),
    "RateLimit-Policy": _header("The quota: requests in a window of seconds.", '"client";q=600;w=60'),
    "Repr-Digest": _header(
        "SHA-256 of the whole content, also where a part of it is sent (RFC 9530).",
        "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
        64,
        r"^sha-256=:[A-Za-z0-9+/]{43}=:$",
    ),
    "Request-Id": _header(
        "Identifies the request; quote it to support.",
        "019a4b1c2d3e7f508192a3b4c5d6e7f8",
        64,
        "^[0-9a-f]{32}$",
        required=True,
    ),
    "Retry-After": _number("Seconds to wait before trying again.", 2, 86_400),
    "Sunset": _header(
        "When the operation ends and answers 410 (RFC 8594).", "Wed, 01 Dec 2027 00:00:00 GMT", 64
    ),
    "Upload-Offset": _header("Where the upload stands, in bytes.", "1048576", 20, "^[0-9]+$"),
    "WWW-Authenticate": _header(
        "How to authenticate, and what was wrong.",
        'Bearer error="invalid_token", resource_metadata="https://api.example.org/.well-known/'
        'oauth-protected-resource"',
        2048,
    ),
}


def headers() -> dict[str, Any]:
    """Every header of an answer, by name."""
    return dict(_HEADERS)


def header_references() -> dict[str, Any]:
    return {name: {"$ref": HEADER + name} for name in headers()}


def _request_header(
    name: str, description: str, example: str, pattern: str, maximum: int, **rest: Any
) -> Any:
    return {
        "name": name,
        "in": "header",
        "required": rest.get("required", False),
        "description": description,
        "schema": {"type": "string", "maxLength": maximum, "pattern": pattern},
        "example": example,
    }


_KEY = r'^"?[\u0021\u0023-\u007E]{16,255}"?$'
_TAGS = r'^(\*|"[\u0021\u0023-\u007E]*"( *, *"[\u0021\u0023-\u007E]*")*)$'


_KEY_USE = "Names this request: sent again with the same key, it is done once and answered as the first time."
_PARAMETERS: dict[str, Any] = {
    "ContentDigest": _request_header(
        "Content-Digest",
        "SHA-256 of the bytes of this request (RFC 9530); other bytes are refused.",
        "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
        r"^sha-256=:[A-Za-z0-9+/]{43}=:$",
        64,
    ),
    "CreateOnly": _request_header(
        "If-None-Match", "`*` creates, and changes nothing that is there.", "*", r"^\*$", 1
    ),
    "IdempotencyKey": _request_header(
        "Idempotency-Key", _KEY_USE, "8e03978e-40d5-43e8-bc93-6894a57f9324", _KEY, 257
    ),
    "IdempotencyKeyRequired": _request_header(
        "Idempotency-Key",
        f"{_KEY_USE} Needed here, since nothing else protects this create.",
        "8e03978e-40d5-43e8-bc93-6894a57f9324",
        _KEY,
        257,
        required=True,
    ),
    "IfMatch": _request_header(
        "If-Match",
        "The `ETag` of the version that the change was made on; `*` for whatever is there.",
        '"q7Zk0wAbCdEfGhIj"',
        _TAGS,
        1024,
        required=True,
    ),
    "IfRange": _request_header(
        "If-Range",
        "The `ETag` of the content of which you hold a part: other content is sent whole.",
        '"9f2c"',
        r'^"[\u0021\u0023-\u007E]*"$',
        128,
    ),
    "IfNoneMatch": _request_header(
        "If-None-Match",
        "The `ETag` of the copy you hold: 304 when it still holds.",
        '"9f2c"',
        _TAGS,
        1024,
    ),
    "LastEventId": _request_header(
        "Last-Event-ID",
        "The `id` of the last event that you had; what you know already is not told again.",
        "7-41",
        PRINTABLE,
        64,
    ),
    "Range": _request_header(
        "Range",
        "The part that you lack (RFC 9110 section 14.2), one at a time.",
        "bytes=1048576-",
        r"^bytes=([0-9]+-[0-9]*|-[0-9]+)$",
        64,
    ),
    "Prefer": _request_header(
        "Prefer",
        "`return=representation` asks for the record instead of the receipt; it is for people, who then state"
        " their `Purpose`.",
        "return=representation",
        PRINTABLE,
        256,
    ),
    "PreferWait": _request_header(
        "Prefer",
        "`wait=10` asks for the answer as soon as the work is done, and at the latest after so many seconds"
        " (RFC 7240 section 4.3). `Preference-Applied` says how long was waited at most.",
        "wait=10",
        PRINTABLE,
        256,
    ),
    "ReplaceOnly": _request_header(
        "If-Match",
        "The `ETag` of the version that the change was made on, unless it is created by `If-None-Match: *`.",
        '"q7Zk0wAbCdEfGhIj"',
        _TAGS,
        1024,
    ),
    "Purpose": _request_header(
        "Purpose",
        "Why personal data are read: a code that a sharing agreement of your agency names. People must"
        " state it; programs get no personal data and need not.",
        "safeguarding",
        r"^[a-z][a-z0-9_]{0,63}$",
        64,
    ),
    "UploadOffset": _request_header(
        "Upload-Offset",
        "The number of bytes sent before this part.",
        "0",
        "^[0-9]{1,15}$",
        15,
        required=True,
    ),
}


def parameters() -> dict[str, Any]:
    """Request headers, by component name."""
    return dict(_PARAMETERS)


def security_schemes() -> dict[str, Any]:
    scopes = {permission.value: scope_description(permission) for permission in Permission}
    return {
        SCHEME: {
            "type": "oauth2",
            "description": "A bearer token in the JWT profile of RFC 9068, checked by the best practice"
            " of RFC8725. Programs get theirs by client credentials; people's come from the partnership's"
            " sign-in and are read the same way.",
            "flows": {"clientCredentials": {"tokenUrl": "/oauth2/token", "scopes": scopes}},
        }
    }
