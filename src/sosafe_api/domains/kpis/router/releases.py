"""Operations on releases: drafted by one person, looked at, approved by another, withdrawn."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.errors import NotAcceptable
from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.kpis.router.media_types import RENDITION_MEDIA_TYPES, RENDITION_MODELS
from sosafe_api.domains.kpis.schemas import (
    FrozenTablePage,
    FrozenTableQuery,
    JsonStatDataset,
    PublishedAnalysis,
    PublishedContents,
    PublishedDefinition,
    PublishedDefinitionList,
    PublishedTable,
    ReleaseIn,
    ReleaseOut,
    ReleasePage,
    ReleasePatch,
    ReleaseQuery,
    ReleaseTransitionIn,
)
from sosafe_api.domains.kpis.service import ReleaseService

router = APIRouter(route_class=Route, tags=["Indicators"])
PATH = "/v1/kpi-releases"


@router.post("/kpi-releases", status_code=201, summary="Draft a release", response_model=ReleaseOut)
@requires(Permission.KPI_PUBLISH, body=Body.JSON, idempotency_key_required=True)
async def create_kpi_release(context: RequestContext, body: ReleaseIn) -> Response:
    """The background computes every table under disclosure control, and attacks what it is about to publish.

    Follow `tables_done` until the release is `checked`, or `refused` since a hidden count could be worked out
    from it and all that was published before.
    """
    release = await ReleaseService(context).create(body)
    return created(release, f"{PATH}/{release['id']}", release["etag"])


@router.get("/kpi-releases", summary="List releases", response_model=ReleasePage)
@requires(Permission.KPI_READ)
async def list_kpi_releases(
    request: Request, context: RequestContext, query: QueryOf[ReleaseQuery]
) -> Response:
    """What was published, when and by whom, the latest first; drafts too for those who may read them."""
    page = await ReleaseService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/kpi-releases/{kpi_release_id}", summary="Read a release", response_model=ReleaseOut)
@requires(Permission.KPI_PREVIEW)
async def get_kpi_release(context: RequestContext, kpi_release_id: UUID) -> Response:
    """How far it is, and what the check found: numbers of values by table, never the values."""
    release = await ReleaseService(context).read(kpi_release_id)
    return entity(release, release["etag"])


@router.patch(
    "/kpi-releases/{kpi_release_id}", summary="Change what a release says", response_model=ReleaseOut
)
@requires(Permission.KPI_PUBLISH, body=Body.MERGE_PATCH, if_match=True)
async def update_kpi_release(context: RequestContext, kpi_release_id: UUID, body: ReleasePatch) -> Response:
    """Its notes, until it is published. Who changed them last cannot approve it."""
    release = await ReleaseService(context).update(kpi_release_id, body)
    return entity(release, release["etag"])


@router.post(
    "/kpi-releases/{kpi_release_id}/transitions",
    status_code=201,
    summary="Publish, withdraw or discard a release",
    response_model=ReleaseOut,
)
@requires(Permission.KPI_APPROVE, body=Body.JSON, if_match=True)
async def create_kpi_release_transition(
    context: RequestContext, kpi_release_id: UUID, body: ReleaseTransitionIn
) -> Response:
    """Somebody else than who drafted and last changed it publishes it: it gets its number, and everybody reads it.

    Withdrawn with a reason, it is no longer served; the release before it is, and the open list says why.
    """
    release = await ReleaseService(context).transition(kpi_release_id, body)
    return created(release, f"{PATH}/{kpi_release_id}", release["etag"])


@router.get(
    "/kpi-releases/{kpi_release_id}/tables",
    summary="List what a release holds",
    response_model=FrozenTablePage,
)
@requires(Permission.KPI_PREVIEW)
async def list_kpi_release_tables(
    request: Request, context: RequestContext, kpi_release_id: UUID, query: QueryOf[FrozenTableQuery]
) -> Response:
    """Every frozen table in each media type with its digest, as soon as it is checked."""
    page = await ReleaseService(context).tables(kpi_release_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/kpi-releases/{kpi_release_id}/tables/{kpi_release_table_id}",
    summary="Look at a table before it is published",
    response_model=PublishedDefinitionList
    | PublishedDefinition
    | PublishedTable
    | PublishedAnalysis
    | PublishedContents
    | JsonStatDataset,
)
@requires(Permission.KPI_PREVIEW, media_types=RENDITION_MEDIA_TYPES, models=RENDITION_MODELS)
async def get_kpi_release_table(
    request: Request, context: RequestContext, kpi_release_id: UUID, kpi_release_table_id: UUID
) -> Response:
    """The very bytes that everybody will read, in the media type that the list of tables names."""
    body, media_type, etag = await ReleaseService(context).frozen(kpi_release_id, kpi_release_table_id)
    if preferred(request.headers.get("accept", ""), (media_type,)) is None:
        raise NotAcceptable(available=[media_type])
    return Response(body, 200, {"ETag": etag, "Content-Type": media_type})
