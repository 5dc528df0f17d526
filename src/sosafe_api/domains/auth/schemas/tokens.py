"""What the token endpoint and its metadata send."""

from typing import Annotated

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, Schema

Name = Annotated[str, Field(max_length=64)]


class TokenRequestIn(Schema):
    """The form of a token request (RFC 6749 section 4.4.2, RFC 7523 section 2.2)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"grant_type": "client_credentials", "scope": "referral:create referral:list"},
            ]
        }
    )
    grant_type: str = Field(
        max_length=64, pattern="^client_credentials$", description="Always `client_credentials`."
    )
    scope: str | None = Field(
        None,
        max_length=2048,
        pattern=r"^[a-z_]+:[a-z]+( [a-z_]+:[a-z]+)*$",
        description="The scopes asked for, separated by spaces; all that the client may have when absent.",
    )
    client_assertion_type: str | None = Field(
        None,
        max_length=64,
        pattern="^urn:ietf:params:oauth:client-assertion-type:jwt-bearer$",
        description="Beside `client_assertion`: `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.",
    )
    client_assertion: str | None = Field(
        None,
        max_length=8192,
        pattern=r"^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$",
        description="The client's signed assertion; without it, id and secret come by HTTP Basic.",
    )


class TokenAnswer(Out):
    """An access token (RFC 6749 section 5.1)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "access_token": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl",
                    "token_type": "Bearer",
                    "expires_in": 900,
                    "scope": "referral:create referral:list",
                }
            ]
        }
    )
    access_token: str = Field(max_length=8192, description="Send it as `Authorization: Bearer …`.")
    token_type: str = Field(max_length=16, description="Always `Bearer`.")
    expires_in: int = Field(
        ge=1, le=3600, description="Seconds until the token ends; fetch a new one before."
    )
    scope: str = Field(max_length=2048, description="The scopes granted, separated by spaces.")


class TokenRefusal(Out):
    """Why no token was issued (RFC 6749 section 5.2)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"error": "invalid_client"}]})
    error: str = Field(
        max_length=64,
        description="One of invalid_request, invalid_client, unauthorized_client, unsupported_grant_type, "
        "invalid_scope.",
    )


class JsonWebKey(Out):
    """One public signing key (RFC 7517)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kty": "EC",
                    "use": "sig",
                    "alg": "ES256",
                    "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
                    "crv": "P-256",
                    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
                }
            ]
        }
    )
    kty: str = Field(max_length=8, description="Key type, `EC`.")
    use: str = Field(max_length=8, description="Use, `sig`.")
    alg: str = Field(max_length=8, description="Algorithm, `ES256`.")
    kid: str = Field(max_length=64, description="The key's thumbprint (RFC 7638).")
    crv: str = Field(max_length=8, description="Curve, `P-256`.")
    x: str = Field(max_length=64, description="The point's x coordinate, base64url.")
    y: str = Field(max_length=64, description="The point's y coordinate, base64url.")


class JsonWebKeySet(Out):
    """The public signing keys."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"keys": [JsonWebKey.model_config["json_schema_extra"]["examples"][0]]}]  # type: ignore[index]
        }
    )
    keys: list[JsonWebKey] = Field(
        max_length=16, description="Every key whose tokens are accepted, now or soon."
    )


class ServerMetadata(Out):
    """The authorisation server's metadata (RFC 8414)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "issuer": "https://api.example.org",
                    "token_endpoint": "https://api.example.org/oauth2/token",
                    "jwks_uri": "https://api.example.org/.well-known/jwks.json",
                    "scopes_supported": ["referral:create"],
                    "response_types_supported": [],
                    "grant_types_supported": ["client_credentials"],
                    "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
                    "token_endpoint_auth_signing_alg_values_supported": ["ES256"],
                    "service_documentation": "https://api.example.org/docs",
                }
            ]
        }
    )
    issuer: str = Field(max_length=256, description="The `iss` of every token.")
    token_endpoint: str = Field(max_length=256, description="Where tokens are issued.")
    jwks_uri: str = Field(max_length=256, description="Where the signing keys are.")
    scopes_supported: list[Name] = Field(max_length=200, description="Every scope of the service.")
    response_types_supported: list[Name] = Field(
        max_length=8, description="Empty: there is no browser sign-in."
    )
    grant_types_supported: list[Name] = Field(max_length=8, description="`client_credentials`.")
    token_endpoint_auth_methods_supported: list[Name] = Field(
        max_length=8, description="How a client proves itself."
    )
    token_endpoint_auth_signing_alg_values_supported: list[Name] = Field(
        max_length=8, description="Algorithms of client assertions."
    )
    service_documentation: str = Field(max_length=256, description="The reference documentation.")


class ResourceMetadata(Out):
    """The protected resource's metadata (RFC 9728)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "resource": "https://api.example.org/v1",
                    "authorization_servers": ["https://api.example.org"],
                    "scopes_supported": ["referral:create"],
                    "bearer_methods_supported": ["header"],
                }
            ]
        }
    )
    resource: str = Field(max_length=256, description="The `aud` of every token.")
    authorization_servers: list[Annotated[str, Field(max_length=256)]] = Field(
        max_length=8, description="Who issues tokens for it."
    )
    scopes_supported: list[Name] = Field(max_length=200, description="Every scope of the service.")
    bearer_methods_supported: list[Name] = Field(max_length=8, description="`header`.")
