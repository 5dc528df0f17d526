"""Operations on mappings of headings."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, no_content, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import Slug
from sosafe_api.domains.imports.schemas import (
    HeadingSuggestionsIn,
    HeadingSuggestionsOut,
    ImportMappingIn,
    ImportMappingOut,
    ImportMappingPage,
    ImportMappingQuery,
)
from sosafe_api.domains.imports.service import MappingService, suggest

router = APIRouter(route_class=Route, tags=["Imports"])
ONE = "/import-mappings/{mapping_name}"


@router.get("/import-mappings", summary="List mappings of headings", response_model=ImportMappingPage)
@requires(Permission.IMPORT_READ)
async def list_import_mappings(
    request: Request, context: RequestContext, query: QueryOf[ImportMappingQuery]
) -> Response:
    """Those of your agency, newest first."""
    page = await MappingService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.put(
    ONE,
    summary="Save a mapping of headings",
    response_model=ImportMappingOut,
    responses={201: {"model": ImportMappingOut, "description": "The name was free."}},
)
@requires(Permission.IMPORT_CREATE, body=Body.JSON, creates_or_replaces=True)
async def replace_import_mapping(
    context: RequestContext, mapping_name: Slug, body: ImportMappingIn
) -> Response:
    """What the headings of your own system's files mean, under a name that an import's `mapping` states.

    A heading without a column is not read; one that is not named here stands for itself. Faults are told by your
    headings. An import keeps the mapping as it was when it was created. `If-None-Match: *` makes a new one.
    Only files whose columns go by their names can have one: `asb_incidents`, `fire_incidents`, `referrals`, `events`,
    `cases`, `case_results`, `survey_responses` and `unit_costs`.
    """
    mapping, new = await MappingService(context).put(mapping_name, body)
    if new:
        return created(mapping, f"/v1/import-mappings/{mapping_name}", mapping["etag"])
    return entity(mapping, mapping["etag"])


@router.get(ONE, summary="Read a mapping of headings", response_model=ImportMappingOut)
@requires(Permission.IMPORT_READ)
async def get_import_mapping(context: RequestContext, mapping_name: Slug) -> Response:
    """One of your agency's."""
    mapping = await MappingService(context).read(mapping_name)
    return entity(mapping, mapping["etag"])


@router.delete(ONE, status_code=204, summary="Delete a mapping of headings", response_class=Response)
@requires(Permission.IMPORT_CREATE, if_match=True)
async def delete_import_mapping(context: RequestContext, mapping_name: Slug) -> Response:
    """Its name is free then. Imports that were created with it go on by what it said."""
    await MappingService(context).remove(mapping_name)
    return no_content()


@router.post(
    "/import-heading-suggestions",
    summary="Ask what headings might mean",
    response_model=HeadingSuggestionsOut,
)
@requires(Permission.IMPORT_CREATE, body=Body.JSON)
async def create_import_heading_suggestions(context: RequestContext, body: HeadingSuggestionsIn) -> Response:  # noqa: ARG001  # the route has checked the caller
    """For each heading of a file the columns that it resembles, to make a mapping of. Nothing is kept."""
    return answer(suggest(body))
