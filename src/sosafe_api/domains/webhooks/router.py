"""Operations on webhooks and their deliveries."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.webhooks.schemas import (
    DeliveryOut,
    DeliveryPage,
    DeliveryQuery,
    ReplayIn,
    ReplayOut,
    WebhookCreated,
    WebhookIn,
    WebhookOut,
    WebhookPage,
    WebhookPatch,
    WebhookQuery,
    WebhookSecret,
    WebhookTransitionIn,
)
from sosafe_api.domains.webhooks.service import DeliveryService, WebhookService

router = APIRouter(route_class=Route, tags=["Webhooks"])
PATH = "/v1/webhooks"


@router.post("/webhooks", status_code=201, summary="Register a webhook", response_model=WebhookCreated)
@requires(Permission.WEBHOOK_MANAGE, body=Body.JSON, answer_kept=False)
async def create_webhook(context: RequestContext, body: WebhookIn) -> Response:
    """A program that can be called is told of changes as they happen, and need not ask.

    First the receiver is sent a challenge, which it echoes: `webhook.challenge` with `data.challenge`, to be answered
    by that text, or by JSON with it as `challenge`. Until then nothing else is sent. The secret is shown this once, and
    no key brings it back: if the answer is lost, rotate the secret.
    """
    made = await WebhookService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/webhooks", summary="List webhooks", response_model=WebhookPage)
@requires(Permission.WEBHOOK_READ)
async def list_webhooks(request: Request, context: RequestContext, query: QueryOf[WebhookQuery]) -> Response:
    """A program sees its own; the partnership's administrator sees where anything is sent to."""
    page = await WebhookService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/webhooks/{webhook_id}", summary="Read a webhook", response_model=WebhookOut)
@requires(Permission.WEBHOOK_READ)
async def get_webhook(context: RequestContext, webhook_id: UUID) -> Response:
    """Whether it is active, and since when its receiver fails."""
    body = await WebhookService(context).read(webhook_id)
    return entity(body, body["etag"])


@router.patch("/webhooks/{webhook_id}", summary="Change a webhook", response_model=WebhookOut)
@requires(Permission.WEBHOOK_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_webhook(context: RequestContext, webhook_id: UUID, body: WebhookPatch) -> Response:
    """Other types, or another description. Another address is another webhook."""
    changed = await WebhookService(context).update(webhook_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/webhooks/{webhook_id}/transitions",
    status_code=201,
    summary="Disable a webhook, or have it called again",
    response_model=WebhookOut,
)
@requires(Permission.WEBHOOK_DISABLE, body=Body.JSON, if_match=True)
async def create_webhook_transition(
    context: RequestContext, webhook_id: UUID, body: WebhookTransitionIn
) -> Response:
    """A disabled one is sent nothing. Called again, it is challenged first and told what it missed, up to 30 days.

    Where it missed more, `changes_missed_at` says so: take an export of your lists.
    """
    moved = await WebhookService(context).move(webhook_id, body)
    return created(moved, f"{PATH}/{webhook_id}", moved["etag"])


@router.post(
    "/webhooks/{webhook_id}/secret-rotations",
    status_code=201,
    summary="Rotate a webhook's secret",
    response_model=WebhookSecret,
)
@requires(Permission.WEBHOOK_MANAGE, if_match=True, answer_kept=False)
async def create_webhook_secret_rotation(context: RequestContext, webhook_id: UUID) -> Response:
    """For 24 hours messages bear a signature by each of the two secrets, so that a receiver changes without a pause."""
    made = await WebhookService(context).rotate(webhook_id)
    return created(made, f"{PATH}/{webhook_id}", made["etag"])


@router.post(
    "/webhooks/{webhook_id}/test-deliveries",
    status_code=201,
    summary="Send a sample",
    response_model=DeliveryOut,
)
@requires(Permission.WEBHOOK_MANAGE)
async def create_webhook_test_delivery(context: RequestContext, webhook_id: UUID) -> Response:
    """A signed `webhook.test` about the webhook itself, by which a developer tries the receiver."""
    made = await DeliveryService(context).sample(webhook_id)
    return created(made, f"{PATH}/{webhook_id}/deliveries")


@router.get("/webhooks/{webhook_id}/deliveries", summary="List deliveries", response_model=DeliveryPage)
@requires(Permission.WEBHOOK_READ)
async def list_webhook_deliveries(
    request: Request, context: RequestContext, webhook_id: UUID, query: QueryOf[DeliveryQuery]
) -> Response:
    """What was delivered, what waits and why, and what is dead; kept for 30 days."""
    page = await DeliveryService(context).page(webhook_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/attempts",
    status_code=201,
    summary="Send a delivery again",
    response_model=DeliveryOut,
)
@requires(Permission.WEBHOOK_MANAGE)
async def create_webhook_delivery_attempt(
    context: RequestContext, webhook_id: UUID, delivery_id: UUID
) -> Response:
    """One message once more, under its `webhook-id`, whatever became of it before."""
    made = await DeliveryService(context).again(webhook_id, delivery_id)
    return created(made, f"{PATH}/{webhook_id}/deliveries")


@router.post(
    "/webhooks/{webhook_id}/replays",
    status_code=201,
    summary="Send many deliveries again",
    response_model=ReplayOut,
)
@requires(Permission.WEBHOOK_MANAGE, body=Body.JSON)
async def create_webhook_replay(context: RequestContext, webhook_id: UUID, body: ReplayIn) -> Response:
    """All that are dead, or what happened in a time: a receiver that lost something gets it again, in order."""
    made = await DeliveryService(context).replay(webhook_id, body)
    return answer(made, 201)
