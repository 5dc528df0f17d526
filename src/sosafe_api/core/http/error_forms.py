"""In which form a problem is told where no operation answers: in that of the standard whose addresses these are."""

from collections.abc import Iterable, Mapping

from starlette.routing import BaseRoute, Mount

from sosafe_api.core.http.policy import ErrorForm, Policy


def forms_of(routes: Iterable[BaseRoute], under: str = "") -> dict[str, ErrorForm]:
    """By the first part of the path below a mount, like `/v1/fhir`, where operations there have a form of their own."""
    found: dict[str, ErrorForm] = {}
    for route in routes:
        if isinstance(route, Mount):
            found |= forms_of(route.routes or (), under + route.path)
            continue
        policy = getattr(route, "policy", None)
        if isinstance(policy, Policy) and policy.errors is not None:
            first = str(getattr(route, "path", "")).split("/")[1]
            found[f"{under}/{first}"] = policy.errors
    return found


def form_at(path: str, forms: Mapping[str, ErrorForm]) -> ErrorForm | None:
    """None for the problem documents of everything else."""
    for prefix, form in forms.items():
        if path == prefix or path.startswith(f"{prefix}/"):
            return form
    return None
