"""The token endpoint, the public keys and the authorisation server's metadata; all at the root, all open."""

import base64
import binascii
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core import clock
from sosafe_api.core.errors import ContentTooLarge, InvalidHeader, MalformedRequest
from sosafe_api.core.http.answers import answer
from sosafe_api.core.http.body import check_media_type, read_body
from sosafe_api.core.http.policy import open_to_all
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.core.permissions import Permission
from sosafe_api.core.retries import with_retries
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.domains.auth.errors import TokenRefused
from sosafe_api.domains.auth.schemas import (
    JsonWebKeySet,
    ResourceMetadata,
    ServerMetadata,
    TokenAnswer,
    TokenRefusal,
    TokenRequestIn,
)
from sosafe_api.domains.auth.service import TokenService, credentials_from

router = APIRouter(route_class=Route)
FORM = "application/x-www-form-urlencoded"
MOST_FORM_BYTES = 16_384


@router.post(
    "/oauth2/token",
    tags=["Tokens"],
    summary="Issue an access token",
    response_model=TokenAnswer,
    responses={
        400: {"model": TokenRefusal, "description": "The request is not one that tokens are issued for."},
        401: {"model": TokenRefusal, "description": "The client did not prove who it is."},
    },
    openapi_extra={
        "requestBody": {"required": True, "content": {FORM: {"schema": TokenRequestIn.model_json_schema()}}}
    },
)
@open_to_all()
async def issue_token(request: Request) -> Response:
    """A partner's system exchanges its client credentials for a short-lived access token (RFC 6749, 4.4).

    The client proves itself by a signed assertion (`private_key_jwt`, RFC 7523) or, in test partnerships and
    for scopes that reach no personal data, by `client_secret_basic`.
    """
    runtime: Runtime = request.app.state.runtime
    service: TokenService = runtime.extras["token_service"]
    try:
        form = await _form(request, runtime)
        credentials = credentials_from(
            basic=_basic(request.headers.get("authorization")),
            assertion_type=form.get("client_assertion_type", ""),
            assertion=form.get("client_assertion", ""),
        )
        requested = frozenset(form["scope"].split()) if "scope" in form else None
        issued = await with_retries(lambda: service.issue(credentials, requested))
    except TokenRefused as refusal:
        return _refusal(refusal)
    return answer(
        {
            "access_token": issued.access_token,
            "token_type": "Bearer",
            "expires_in": issued.expires_in,
            "scope": " ".join(sorted(issued.scope)),
        }
    )


async def _form(request: Request, runtime: Runtime) -> dict[str, str]:
    try:
        check_media_type(request, (FORM,))
        raw = await read_body(request, limit=MOST_FORM_BYTES, seconds=runtime.settings.body_seconds)
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, strict_parsing=bool(raw), max_num_fields=20
        )
    except (ContentTooLarge, MalformedRequest, InvalidHeader):
        raise
    except ValueError as error:
        raise TokenRefused("invalid_request") from error
    if len(dict(pairs)) != len(pairs):
        raise TokenRefused("invalid_request")
    form = dict(pairs)
    if form.get("grant_type") != "client_credentials":
        raise TokenRefused("unsupported_grant_type" if "grant_type" in form else "invalid_request")
    return form


def _basic(header: str | None) -> tuple[str, str] | None:
    """Client id and secret of an HTTP Basic header, each form-decoded (RFC 6749 section 2.3.1)."""
    if header is None:
        return None
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise TokenRefused("invalid_client", 401)
    try:
        decoded = base64.b64decode(encoded, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise TokenRefused("invalid_client", 401) from error
    name, separator, secret = decoded.partition(":")
    if not separator:
        raise TokenRefused("invalid_client", 401)
    pair = unquote_plus(name), unquote_plus(secret)
    if not all(part.isprintable() for part in pair):
        raise TokenRefused("invalid_client", 401)
    return pair


def _refusal(refusal: TokenRefused) -> Response:
    headers = (
        {"WWW-Authenticate": 'Basic realm="token endpoint"'}
        if refusal.status == HTTPStatus.UNAUTHORIZED
        else {}
    )
    return answer({"error": refusal.code}, refusal.status, headers)


@router.get(
    "/.well-known/jwks.json", tags=["Tokens"], summary="Read the signing keys", response_model=JsonWebKeySet
)
@open_to_all()
async def get_signing_keys(request: Request) -> Response:
    """The public keys of this service's access tokens (RFC 7517); a new one appears a day before its use."""
    ring: KeyRing = request.app.state.runtime.extras["key_ring"]
    return answer(ring.jwks(clock.now()), headers={"Cache-Control": "public, max-age=300"})


@router.get(
    "/.well-known/oauth-authorization-server",
    tags=["Tokens"],
    summary="Read the authorisation server's metadata",
    response_model=ServerMetadata,
)
@open_to_all()
async def get_authorization_server_metadata(request: Request) -> Response:
    """Where tokens are issued and how clients prove themselves, for programs to discover (RFC 8414)."""
    settings = request.app.state.runtime.settings
    return answer(_metadata(settings.public_url))


@router.get(
    "/.well-known/oauth-protected-resource",
    tags=["Tokens"],
    summary="Read the protected resource's metadata",
    response_model=ResourceMetadata,
)
@open_to_all()
async def get_protected_resource_metadata(request: Request) -> Response:
    """Which authorisation server guards this service, and the scopes it knows (RFC 9728)."""
    settings = request.app.state.runtime.settings
    return answer(
        {
            "resource": settings.audience,
            "authorization_servers": [settings.issuer],
            "scopes_supported": [permission.value for permission in Permission],
            "bearer_methods_supported": ["header"],
        }
    )


def _metadata(public_url: str) -> dict[str, Any]:
    return {
        "issuer": public_url,
        "token_endpoint": f"{public_url}/oauth2/token",
        "jwks_uri": f"{public_url}/.well-known/jwks.json",
        "scopes_supported": [permission.value for permission in Permission],
        "response_types_supported": [],
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256", "RS512"],
        "service_documentation": f"{public_url}/docs",
    }
