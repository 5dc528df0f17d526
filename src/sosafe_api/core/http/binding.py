"""Turns a request into a handler's arguments: path ids, a query model, a body model, all errors at once."""

import inspect
import typing
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request

from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound, ValidationFailed
from sosafe_api.core.schemas import Query, Schema
from sosafe_api.core.validation import field_errors, shown_name, unknown_parameter


class Binder:
    """Knows one handler's parameters; built once, when the route is declared."""

    def __init__(self, endpoint: Callable[..., Any], path_names: set[str]) -> None:
        hints = typing.get_type_hints(endpoint, include_extras=False)
        annotated = typing.get_type_hints(endpoint, include_extras=True)
        self.query_name: str | None = None
        self.query_model: type[BaseModel] | None = None
        self.body_name: str | None = None
        self.body_model: type[BaseModel] | None = None
        self._context_name: str | None = None
        self._request_name: str | None = None
        self._path: dict[str, TypeAdapter[Any]] = {}
        for name in inspect.signature(endpoint).parameters:
            kind = hints[name]
            if name in path_names:
                self._path[name] = TypeAdapter(annotated[name])
            elif kind is Context:
                self._context_name = name
            elif kind is Request:
                self._request_name = name
            elif inspect.isclass(kind) and issubclass(kind, Query):
                self.query_name, self.query_model = name, kind
            elif inspect.isclass(kind) and issubclass(kind, Schema):
                self.body_name, self.body_model = name, kind
            else:
                raise TypeError(f"{endpoint.__qualname__}: cannot bind the parameter {name}")
        self._lists = _list_fields(self.query_model)

    def path_arguments(self, values: Mapping[str, str]) -> dict[str, Any]:
        """A malformed id is as absent as an unknown one."""
        try:
            return {name: _path_value(adapter, values[name]) for name, adapter in self._path.items()}
        except (ValidationError, ValueError) as error:
            raise NotFound() from error

    def query_arguments(self, query: QueryParams) -> dict[str, Any]:
        if self.query_model is None or self.query_name is None:
            if query:
                raise InvalidParameter(
                    errors=[unknown_parameter(name) for name in dict.fromkeys(query.keys())]
                )
            return {}
        return {self.query_name: read_query(self.query_model, self._lists, query)}

    def body_arguments(self, raw: bytes) -> dict[str, Any]:
        """Raises `ValidationFailed` with every faulty value; the body was read as JSON before."""
        if self.body_model is None or self.body_name is None:
            return {}
        try:
            return {self.body_name: self.body_model.model_validate_json(raw)}
        except ValidationError as error:
            raise ValidationFailed(errors=field_errors(error)) from error

    def surroundings(self, context: Context | None, request: Request) -> dict[str, Any]:
        given: dict[str, Any] = {}
        if self._context_name:
            given[self._context_name] = context
        if self._request_name:
            given[self._request_name] = request
        return given


def _path_value(adapter: TypeAdapter[Any], text: str) -> Any:
    value = adapter.validate_python(text)
    if isinstance(value, UUID) and str(value) != text.lower():
        raise ValueError("not the canonical form")
    return value


def read_query(model: type[BaseModel], lists: frozenset[str], query: QueryParams) -> BaseModel:
    errors = []
    values: dict[str, Any] = {}
    for name, text in query.multi_items():
        if name in values:
            detail = "Stands twice; separate several values by commas."
            errors.append(FieldError("repeated", detail, parameter=shown_name(name)))
        values[name] = text.split(",") if name in lists else text
    try:
        found = model.model_validate(values)
    except ValidationError as error:
        errors += field_errors(error, query=True)
    if errors:
        raise InvalidParameter(errors=errors)
    return found


def _list_fields(model: type[BaseModel] | None) -> frozenset[str]:
    if model is None:
        return frozenset()
    return frozenset(name for name, item in model.model_fields.items() if _is_list(item.annotation))


def _is_list(annotation: Any) -> bool:
    origin = typing.get_origin(annotation)
    if origin in (list, tuple):
        return True
    return any(_is_list(part) for part in typing.get_args(annotation) if part is not type(None))
