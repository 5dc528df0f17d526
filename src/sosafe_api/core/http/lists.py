"""Every list by its address, for work that reads one without a request of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.routing import BaseRoute, Match

from sosafe_api.core.context import Context
from sosafe_api.core.http.exports import ListExport, refuse_paging
from sosafe_api.core.http.route import Route

VERSION = "/v1"
LISTS = "lists"  # among the runtime's extras


@dataclass(frozen=True, slots=True)
class AskedList:
    """One list with its filters, as an address names it."""

    route: Route
    export: ListExport
    request: Request

    @property
    def object_id(self) -> UUID | None:
        """The record that the list hangs on, where it hangs on one; raises `NotFound` for a malformed one."""
        found = self.export.binder.path_arguments(self.request.path_params).values()
        return next((value for value in found if isinstance(value, UUID)), None)

    def arguments(self, context: Context | None) -> dict[str, Any]:
        """The handler's arguments; raises `NotFound` and `InvalidParameter`."""
        binder = self.export.binder
        found = binder.query_arguments(QueryParams(self.request.url.query))
        refuse_paging(found[self.export.query_name])
        found |= binder.path_arguments(self.request.path_params)
        return found | binder.surroundings(context, self.request)


class Lists:
    """The routes of version 1, searched as a request would be."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._routes = tuple(routes)

    def find(self, address: str) -> AskedList | None:
        """The list that `GET` of the address (path and query) answers with; None where it is no list."""
        parts = urlsplit(address)
        path = parts.path.removeprefix(VERSION)
        if parts.scheme or parts.netloc or parts.fragment or path == parts.path:
            return None
        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": path,
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [],
        }
        for route in self._routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                export = route.list_export if isinstance(route, Route) else None
                if not isinstance(route, Route) or export is None:
                    return None
                return AskedList(route, export, Request({**scope, **found}))
        return None
