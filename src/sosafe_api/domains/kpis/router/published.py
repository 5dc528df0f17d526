"""Open operations on published indicators: no token, stored bytes, the same until the next release."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.deps import QueryOf
from sosafe_api.core.http.policy import open_to_all
from sosafe_api.core.http.route import Route
from sosafe_api.core.schemas import Code, Slug
from sosafe_api.domains.kpis.router.media_types import RENDITION_MEDIA_TYPES, RENDITION_MODELS
from sosafe_api.domains.kpis.router.stored_answers import (
    NOT_MODIFIED,
    OPEN_INDICATORS,
    OPEN_RELEASES,
    address_of,
    is_current,
    stored_headers,
)
from sosafe_api.domains.kpis.schemas import (
    JsonStatDataset,
    ObservationQuery,
    PublicReleaseList,
    PublishedAnalysis,
    PublishedContents,
    PublishedDefinition,
    PublishedDefinitionList,
    PublishedTable,
    RenditionName,
    RenditionQuery,
)
from sosafe_api.domains.kpis.service import OpenIndicators, OpenReleases, Stored

router = APIRouter(route_class=Route, tags=["Open indicators"])
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The copy you hold is the latest."}}


@router.get(
    "/partnerships/{partnership_slug}/kpis/{kpi_code}/observations",
    summary="Read published values",
    response_model=PublishedTable,
    responses=UNCHANGED,
)
@open_to_all()
async def list_published_observations(
    request: Request, partnership_slug: Slug, kpi_code: Code, query: QueryOf[ObservationQuery]
) -> Response:
    """For web pages and other programs of anybody: stored bytes that change only with a release.

    Send back the `ETag` as `If-None-Match` and get 304 until then. Open Government Licence.
    """
    indicators = _indicators(request)
    stored = await indicators.observations(partnership_slug, kpi_code, query, address_of(request.scope))
    return _answer(request, stored)


@router.get(
    "/partnerships/{partnership_slug}/kpis/{kpi_code}/{kpi_rendition}",
    summary="Read what else is published of an indicator",
    response_model=PublishedContents | PublishedAnalysis | JsonStatDataset,
    responses=UNCHANGED,
)
@open_to_all(media_types=RENDITION_MEDIA_TYPES, models=RENDITION_MODELS)
async def get_published_rendition(
    request: Request,
    partnership_slug: Slug,
    kpi_code: Code,
    kpi_rendition: RenditionName,
    query: QueryOf[RenditionQuery],
) -> Response:
    """Stored bytes as well, in the media type that `Accept` likes best; `tables` lists what there is."""
    address = address_of(request.scope)
    indicators = _indicators(request)
    stored = await indicators.rendition(partnership_slug, kpi_code, kpi_rendition, query, address)
    return _answer(request, stored)


@router.get(
    "/partnerships/{partnership_slug}/kpi-releases",
    summary="List published releases",
    response_model=PublicReleaseList,
    responses=UNCHANGED,
)
@open_to_all()
async def list_published_releases(request: Request, partnership_slug: Slug) -> Response:
    """What each release is, what it corrected, and which were withdrawn and why."""
    releases: OpenReleases = request.app.state.runtime.extras[OPEN_RELEASES]
    return _answer(request, await releases.of(partnership_slug))


@router.get(
    "/partnerships/{partnership_slug}/kpis/{kpi_code}",
    summary="Read a published indicator's definition",
    response_model=PublishedDefinition,
    responses=UNCHANGED,
)
@open_to_all()
async def get_published_kpi(request: Request, partnership_slug: Slug, kpi_code: Code) -> Response:
    """The definition as it was when the values were published."""
    stored = await _indicators(request).definition(partnership_slug, kpi_code, address_of(request.scope))
    return _answer(request, stored)


@router.get(
    "/partnerships/{partnership_slug}/kpis",
    summary="List published indicators",
    response_model=PublishedDefinitionList,
    responses=UNCHANGED,
)
@open_to_all()
async def list_published_kpis(request: Request, partnership_slug: Slug) -> Response:
    """Every indicator of the partnership's latest release."""
    stored = await _indicators(request).definitions(partnership_slug, address_of(request.scope))
    return _answer(request, stored)


def _indicators(request: Request) -> OpenIndicators:
    found: OpenIndicators = request.app.state.runtime.extras[OPEN_INDICATORS]
    return found


def _answer(request: Request, stored: Stored) -> Response:
    unchanged = is_current(stored, request.scope["headers"])
    response = Response(b"" if unchanged else stored.body, NOT_MODIFIED if unchanged else 200)
    response.raw_headers = stored_headers(stored, unchanged=unchanged)
    return response
