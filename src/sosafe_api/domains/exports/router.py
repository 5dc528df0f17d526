"""Operations on exports."""

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound, ValidationFailed
from sosafe_api.core.http.answers import created, entity, no_content, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.lists import LISTS, AskedList, Lists
from sosafe_api.core.http.parquet import PARQUET
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.ranges import ByteRange, asked_range, still_the_same
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.core.http.streams import CSV, CSV_WITH_HEADER, NDJSON
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.exports.schemas import ExportIn, ExportOut, ExportPage, ExportQuery
from sosafe_api.domains.exports.service import ExportContent, ExportService, Wanted
from sosafe_api.domains.exports.vocabulary import ExportFormat, ExportStatus

router = APIRouter(route_class=Route, tags=["Exports"])
PATH = "/v1/exports"
WAITS = {ExportStatus.QUEUED, ExportStatus.RUNNING}
TYPES = {ExportFormat.CSV: CSV_WITH_HEADER, ExportFormat.NDJSON: NDJSON, ExportFormat.PARQUET: PARQUET}


@router.post("/exports", status_code=201, summary="Ask for an export", response_model=ExportOut)
@requires(
    Permission.EXPORT_CREATE, body=Body.JSON, idempotency_key_required=True, purpose_in_body=True, polled=True
)
async def create_export(request: Request, context: RequestContext, body: ExportIn) -> Response:
    """A worker writes the list as you may see it, from one instant. You alone can fetch it, for 24 hours."""
    runtime: Runtime = request.app.state.runtime
    asked, object_id = _asked(runtime.extras[LISTS], body.list)
    wanted = Wanted(
        address=body.list,
        format=body.format,
        permission=asked.route.policy.needed,
        needs_purpose=asked.route.policy.purpose,
        purpose=body.purpose,
        object_id=object_id,
    )
    made = await ExportService(context).create(wanted)
    answer = created(made, f"{PATH}/{made['id']}", made["etag"])
    answer.headers["Retry-After"] = "1"
    return answer


@router.get("/exports", summary="List exports", response_model=ExportPage)
@requires(Permission.EXPORT_READ)
async def list_exports(request: Request, context: RequestContext, query: QueryOf[ExportQuery]) -> Response:
    """What you asked for, the latest first; nobody else sees it."""
    page = await ExportService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/exports/{export_id}", summary="Read an export", response_model=ExportOut)
@requires(Permission.EXPORT_READ, polled=True)
async def get_export(context: RequestContext, export_id: UUID) -> Response:
    """How far it is; while it is being written, `Retry-After` says when to ask again."""
    body = await ExportService(context).read(export_id)
    return entity(body, body["etag"], headers={"Retry-After": "1"} if body["status"] in WAITS else {})


@router.delete("/exports/{export_id}", status_code=204, summary="Delete an export")
@requires(Permission.EXPORT_CREATE)
async def delete_export(context: RequestContext, export_id: UUID) -> Response:
    """With its content, at once; a worker that is writing it stops."""
    await ExportService(context).delete(export_id)
    return no_content()


@router.get(
    "/exports/{export_id}/content",
    summary="Fetch an export",
    responses={
        206: {"description": "The part that `Range` asks for."},
        409: {"description": "It is being written, could not be written, or has expired."},
        416: {"description": "The content ends before that part begins."},
    },
)
@requires(Permission.EXPORT_READ, data_class="C3", purpose_in_body=True, media_types=(CSV, NDJSON, PARQUET))
async def get_export_content(request: Request, context: RequestContext, export_id: UUID) -> Response:
    """The file, or by `Range` the part of it that a broken download lacks.

    Your rights are looked at anew: whoever lost one since the file was written does not find it any more.
    """
    content = await ExportService(context).content(export_id)
    runtime: Runtime = request.app.state.runtime
    asked = None
    if still_the_same(request.headers.get("if-range"), content.etag):
        asked = asked_range(request.headers.get("range"), content.size)
    sent = asked or ByteRange(0, content.size)
    headers = _headers(content, sent)
    if asked is not None:
        headers["Content-Range"] = asked.content_range(content.size)
    chunks = content.chunks(runtime.database, sent.start, sent.stop)
    return StreamingResponse(chunks, 200 if asked is None else 206, headers, TYPES[content.format])


def _headers(content: ExportContent, sent: ByteRange) -> dict[str, str]:
    """`Repr-Digest` is of the whole content, also where a part of it is sent (RFC 9530 section 3)."""
    return {
        "Accept-Ranges": "bytes",
        "Content-Length": str(sent.length),
        "Content-Disposition": f'attachment; filename="export-{content.export_id}.{content.format.value}"',
        "ETag": content.etag,
        "Repr-Digest": content.repr_digest,
    }


def _asked(lists: Lists, address: str) -> tuple[AskedList, UUID | None]:
    """The list and the record that it hangs on; raises `ValidationFailed` for what is no list, and faulty filters."""
    asked = lists.find(address)
    try:
        if asked is not None:
            asked.arguments(None)
            return asked, asked.object_id
    except InvalidParameter as error:
        faults = [
            replace(fault, detail=f"`{fault.parameter}`: {fault.detail}", parameter=None, pointer="#/list")
            for fault in error.errors
        ]
        raise ValidationFailed(errors=faults) from error
    except NotFound as error:
        raise _unknown() from error
    raise _unknown()


def _unknown() -> ValidationFailed:
    detail = "Must be the address of a list, with its filters."
    return ValidationFailed(errors=[FieldError("unknown_list", detail, pointer="#/list")])
