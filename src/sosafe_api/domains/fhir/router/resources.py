"""Referrals as FHIR R4 resources; errors are told as OperationOutcome."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api import __version__
from sosafe_api.core.http.answers import encode
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, ErrorForm, claims_own_key, open_to_all, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.fhir.rules.capabilities import capability_statement
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.rules.outcomes import operation_outcome
from sosafe_api.domains.fhir.schemas import (
    FhirBundle,
    FhirBundleIn,
    FhirCapabilityStatement,
    FhirOperationOutcome,
    FhirServiceRequest,
    FhirTask,
    ServiceRequestQuery,
    TaskQuery,
)
from sosafe_api.domains.fhir.service import BundleService, ResourceService

FHIR_JSON = Body.FHIR_JSON.value
FHIR: dict[str, Any] = {
    "media_types": (FHIR_JSON,),
    "errors": ErrorForm(FHIR_JSON, FhirOperationOutcome, operation_outcome),
}
router = APIRouter(route_class=Route, tags=["FHIR"])


@router.get(
    "/fhir/metadata", summary="Read what the FHIR side can do", response_model=FhirCapabilityStatement
)
@open_to_all(**FHIR)
async def get_fhir_capabilities(request: Request) -> Response:
    """Before it connects, a partner's integration engine asks which resources, searches and formats are served."""
    names = Names(request.app.state.runtime.settings.public_url)
    return _answer(capability_statement(names, __version__))


@router.post("/fhir", summary="Push a referral as FHIR", response_model=FhirBundle)
@claims_own_key
@requires(Permission.REFERRAL_CREATE, data_class="C3", body=Body.FHIR_JSON, **FHIR)
async def create_fhir_transaction(context: RequestContext, body: FhirBundleIn) -> Response:
    """A clinical system pushes a referral in the standard that it has: a ServiceRequest, and the Task of its hand-over.

    It is the referral of `POST /referrals`: the same rules, the same receipt for a repeat, by whichever way either
    was sent. The person is the Patient contained in the request. An element that a referral has no place for is
    refused, so that nothing said of a person is lost; a household and a risk assessment go by `POST /referrals`.
    So is whatever stands beside the one value of an extension, and a second telephone number or e-mail address. Taken
    and not kept are `id` and `meta` of the sender's copy, `use` of the name and the time of day in `authoredOn`.
    """
    told, replayed = await BundleService(context).push(body)
    response = _answer(told)
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


@router.get("/fhir/ServiceRequest", summary="Search for service requests", response_model=FhirBundle)
@requires(Permission.REFERRAL_LIST, **FHIR)
async def list_fhir_service_requests(
    context: RequestContext, query: QueryOf[ServiceRequestQuery]
) -> Response:
    """A sender follows its referrals, a service those it received, in the form their system reads. Nobody is named."""
    return _answer(await ResourceService(context).service_requests(query))


@router.get(
    "/fhir/ServiceRequest/{referral_id}", summary="Read a service request", response_model=FhirServiceRequest
)
@requires(Permission.REFERRAL_LIST, **FHIR)
async def get_fhir_service_request(context: RequestContext, referral_id: UUID) -> Response:
    """What was asked of which service. The subject is masked: the person is read at `GET /referrals/{referral_id}`."""
    return _answer(*await ResourceService(context).service_request(referral_id))


@router.get("/fhir/Task", summary="Search for tasks", response_model=FhirBundle)
@requires(Permission.REFERRAL_LIST, **FHIR)
async def list_fhir_tasks(context: RequestContext, query: QueryOf[TaskQuery]) -> Response:
    """A sender's system asks what became of its referrals since it last did, by `_lastUpdated`. Nobody is named."""
    return _answer(await ResourceService(context).tasks(query))


@router.get("/fhir/Task/{referral_id}", summary="Read a task", response_model=FhirTask)
@requires(Permission.REFERRAL_LIST, **FHIR)
async def get_fhir_task(context: RequestContext, referral_id: UUID) -> Response:
    """Where the hand-over stands, why, until when it is to be answered, and what came of it, in codes."""
    return _answer(*await ResourceService(context).task(referral_id))


def _answer(resource: dict[str, Any], etag: str | None = None) -> Response:
    return Response(encode(resource), headers={"ETag": etag} if etag else None, media_type=FHIR_JSON)
