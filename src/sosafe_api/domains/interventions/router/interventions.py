"""Operations on interventions, their breaches, and the stage of an ASB case."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.interventions.schemas import (
    AsbStageOut,
    AsbStageTransitionIn,
    InterventionBreachIn,
    InterventionBreachOut,
    InterventionBreachPatch,
    InterventionBreachRecorded,
    InterventionExtensionIn,
    InterventionIn,
    InterventionList,
    InterventionOut,
    InterventionPatch,
    InterventionStanding,
    InterventionTransitionIn,
)
from sosafe_api.domains.interventions.service import BreachService, InterventionService, StageService

router = APIRouter(route_class=Route, tags=["Interventions"])


@router.post(
    "/cases/{case_id}/interventions",
    status_code=201,
    summary="Draft an intervention",
    response_model=InterventionStanding,
)
@requires(Permission.INTERVENTION_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_intervention(context: RequestContext, case_id: UUID, body: InterventionIn) -> Response:
    """A caseworker prepares a warning, notice, order or other step; what its kind needs is checked at once."""
    made = await InterventionService(context).create(case_id, body)
    return created(made, f"/v1/interventions/{made['id']}", made["etag"])


@router.get(
    "/cases/{case_id}/interventions", summary="List a case's interventions", response_model=InterventionList
)
@requires(Permission.INTERVENTION_READ, data_class="C3", purpose=True)
async def list_interventions(context: RequestContext, case_id: UUID) -> Response:
    """Every step that was taken on a case, for a stated purpose; the read is recorded first."""
    return answer({"data": await InterventionService(context).of_case(case_id)})


@router.get(
    "/interventions/{intervention_id}", summary="Read an intervention", response_model=InterventionOut
)
@requires(Permission.INTERVENTION_READ, data_class="C3", purpose=True)
async def get_intervention(context: RequestContext, intervention_id: UUID) -> Response:
    """One step with its terms, breaches and moves, for a stated purpose; the read is recorded first."""
    body = await InterventionService(context).read(intervention_id)
    return entity(body, body["etag"])


@router.patch(
    "/interventions/{intervention_id}", summary="Change an intervention", response_model=InterventionStanding
)
@requires(Permission.INTERVENTION_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_intervention(
    context: RequestContext, intervention_id: UUID, body: InterventionPatch
) -> Response:
    """A caseworker changes a draft, or the review and outcome of what is in force."""
    changed = await InterventionService(context).update(intervention_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/interventions/{intervention_id}/transitions",
    status_code=201,
    summary="Move an intervention",
    response_model=InterventionStanding,
)
@requires(Permission.INTERVENTION_UPDATE, body=Body.JSON, if_match=True)
async def create_intervention_transition(
    context: RequestContext, intervention_id: UUID, body: InterventionTransitionIn
) -> Response:
    """A caseworker issues, ends or withdraws a step; one that needs an earlier step is refused without it."""
    moved = await InterventionService(context).transition(intervention_id, body)
    return entity(moved, moved["etag"], 201)


@router.post(
    "/interventions/{intervention_id}/extensions",
    status_code=201,
    summary="Extend an intervention",
    response_model=InterventionStanding,
)
@requires(Permission.INTERVENTION_UPDATE, body=Body.JSON, if_match=True)
async def create_intervention_extension(
    context: RequestContext, intervention_id: UUID, body: InterventionExtensionIn
) -> Response:
    """A closure notice or order that is in force goes on for longer, up to what the law allows in all."""
    extended = await InterventionService(context).extend(intervention_id, body)
    return entity(extended, extended["etag"], 201)


@router.post(
    "/interventions/{intervention_id}/breaches",
    status_code=201,
    summary="Record a breach",
    response_model=InterventionBreachRecorded,
)
@requires(Permission.INTERVENTION_UPDATE, body=Body.JSON, if_match=True, idempotency_key_required=True)
async def create_intervention_breach(
    context: RequestContext, intervention_id: UUID, body: InterventionBreachIn
) -> Response:
    """A caseworker records that the terms were broken; the step is breached from then on, and in force."""
    made = await BreachService(context).add(intervention_id, body)
    return created(made, f"/v1/intervention-breaches/{made['id']}", made["etag"])


@router.get(
    "/intervention-breaches/{intervention_breach_id}",
    summary="Read a breach",
    response_model=InterventionBreachOut,
)
@requires(Permission.INTERVENTION_READ, data_class="C3", purpose=True)
async def get_intervention_breach(context: RequestContext, intervention_breach_id: UUID) -> Response:
    """What happened and what followed, for a stated purpose; the read is recorded first."""
    body = await BreachService(context).read_breach(intervention_breach_id)
    return entity(body, body["etag"])


@router.patch(
    "/intervention-breaches/{intervention_breach_id}",
    summary="Record what followed a breach",
    response_model=InterventionBreachRecorded,
)
@requires(Permission.INTERVENTION_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_intervention_breach(
    context: RequestContext, intervention_breach_id: UUID, body: InterventionBreachPatch
) -> Response:
    """A caseworker states the consequence, once it is known."""
    changed = await BreachService(context).settle(intervention_breach_id, body)
    return entity(changed, changed["etag"])


@router.get("/cases/{case_id}/asb-stage", summary="Read the stage of an ASB case", response_model=AsbStageOut)
@requires(Permission.INTERVENTION_READ, data_class="C1")
async def get_asb_stage(context: RequestContext, case_id: UUID) -> Response:
    """How far the work on a case of anti-social behaviour has come; other kinds of case have no stage."""
    body = await StageService(context).read(case_id)
    return entity(body, body["etag"])


@router.post(
    "/cases/{case_id}/asb-stage/transitions",
    status_code=201,
    summary="Move an ASB case to a stage",
    response_model=AsbStageOut,
)
@requires(Permission.INTERVENTION_UPDATE, body=Body.JSON, if_match=True)
async def create_asb_stage_transition(
    context: RequestContext, case_id: UUID, body: AsbStageTransitionIn
) -> Response:
    """A caseworker moves the work on: from the report through the plan to its close, or back."""
    moved = await StageService(context).transition(case_id, body)
    return entity(moved, moved["etag"], 201)
