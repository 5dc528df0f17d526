"""What is open to all because it holds nothing of anybody: tokens, probes, documents."""

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import Row, open_row

ROWS: dict[str, Row] = {
    "issue_token": open_row("POST", "/oauth2/token"),
    "get_signing_keys": open_row("GET", "/.well-known/jwks.json"),
    "get_authorization_server_metadata": open_row("GET", "/.well-known/oauth-authorization-server"),
    "get_protected_resource_metadata": open_row("GET", "/.well-known/oauth-protected-resource"),
    "get_liveness": open_row("GET", "/livez"),
    "get_readiness": open_row("GET", "/readyz"),
    "get_contract": open_row("GET", "/v1/openapi.json"),
    "list_code_lists": open_row("GET", "/v1/code-lists"),
    "get_code_list": open_row("GET", "/v1/code-lists/{code_list_id}"),
    "get_api_catalogue": open_row("GET", "/.well-known/api-catalog"),
    "list_problem_types": open_row("GET", "/problems"),
    "get_problem_type": open_row("GET", "/problems/{problem_slug}"),
    "get_front_door": open_row("GET", "/"),
    "get_reference": open_row("GET", "/docs"),
    "get_reference_page": open_row("GET", "/docs/{page}"),
}

SUBJECTS: dict[str, tuple[str, Role]] = {}
