"""Operations on imports: announced, sent, checked, committed."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, InvalidHeader
from sosafe_api.core.http.answers import answer, created, entity, no_content, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.event_streams import EVENT_STREAM, event_stream
from sosafe_api.core.http.files import spooled_answer
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.streams import CSV, CSV_WITH_HEADER, JSON_LINES
from sosafe_api.core.http.waits import awaited
from sosafe_api.core.http.watching import Seen, Watch
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.imports.rules import RUNNING, SETTLED, ImportStatus
from sosafe_api.domains.imports.schemas import (
    ImportFaultPage,
    ImportFaultQuery,
    ImportIn,
    ImportOut,
    ImportPage,
    ImportQuery,
    ImportTransitionIn,
)
from sosafe_api.domains.imports.service import ImportService, RejectedRowsService

router = APIRouter(route_class=Route, tags=["Imports"])
OFFSET = "Upload-Offset"


@router.post("/imports", status_code=201, summary="Create an import", response_model=ImportOut)
@requires(Permission.IMPORT_CREATE, body=Body.JSON)
async def create_import(context: RequestContext, body: ImportIn) -> Response:
    """A developer announces a file; the answer says where it goes and how large it may be.

    Files of `incidents`, `crime_outcomes`, `asb_incidents`, `fire_incidents`, `recorded_crime`,
    `similar_area_rates` and `populations` are loaded whole or not at all. Of `funding_bids`, files by the 360Giving
    standard, good rows can be committed while faulty ones are named. Of `measurements` each row becomes a draft, or
    none does. `referrals` come as `ndjson` or `csv`, whole (`atomic`) or the good rows of them (`resumable`): each
    row is judged as a push of it would be, and known by your agency's reference, so nothing is made twice. So do
    `events`, `cases`, `case_results`, `survey_responses` and `unit_costs`: each row is what would be sent singly,
    with a `reference` of yours, and the case, wave or set that it is of. The first and the last two may be a
    workbook (`xlsx`). Where the first line does not fit, `problem_detail` names the columns. Who may not write such
    records singly imports none.
    """
    made = await ImportService(context).create(body)
    return created(made, f"/v1/imports/{made['id']}", made["etag"])


@router.get("/imports", summary="List imports", response_model=ImportPage)
@requires(Permission.IMPORT_READ)
async def list_imports(request: Request, context: RequestContext, query: QueryOf[ImportQuery]) -> Response:
    """Your own imports, newest first."""
    page = await ImportService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/imports/{import_id}", summary="Read an import", response_model=ImportOut)
@requires(Permission.IMPORT_READ, waits=True, polled=True)
async def get_import(request: Request, context: RequestContext, import_id: UUID) -> Response:
    """Where an import stands; while work goes on, `Retry-After` says when to ask again, or `Prefer` to wait."""
    body = await ImportService(context).read(import_id)
    if body["status"] not in RUNNING:
        return entity(body, body["etag"])
    watch = Watch(request, context, Permission.IMPORT_READ, partial(_at_rest, import_id))
    return awaited(entity(body, body["etag"], headers={"Retry-After": "1"}), watch)


@router.get(
    "/imports/{import_id}/events",
    summary="Follow an import",
    response_model=ImportOut,
    responses={204: {"description": "You have had the end: there is nothing more to tell."}},
)
@requires(Permission.IMPORT_READ, media_types=(EVENT_STREAM,))
async def get_import_events(request: Request, context: RequestContext, import_id: UUID) -> Response:
    """Server-sent events: `progress` whenever the import has changed, `end` when nothing goes on with it any more.

    The `data` of each is the import as `GET /imports/{import_id}` answers it. A stream ends after some minutes at the
    latest; asked anew with `Last-Event-ID` it goes on with what you have not had.
    """
    first = await _settled(import_id, context)
    return event_stream(Watch(request, context, Permission.IMPORT_READ, partial(_settled, import_id)), first)


async def _at_rest(import_id: UUID, context: Context) -> Seen:
    """Over as soon as no worker has anything to do."""
    return _seen(await ImportService(context).read(import_id), lambda status: status not in RUNNING)


async def _settled(import_id: UUID, context: Context) -> Seen:
    """Over as soon as nothing happens any more unless somebody asks for it; a file may still arrive before."""
    return _seen(await ImportService(context).read(import_id), SETTLED.__contains__)


def _seen(body: dict[str, Any], over: Callable[[ImportStatus], bool]) -> Seen:
    mark = f"{body['etag'].strip(chr(34))}-{body['progress_percent'] or 0}"
    return Seen(body, body["etag"], mark, over(ImportStatus(body["status"])))


@router.get(
    "/imports/{import_id}/content",
    status_code=204,
    summary="Ask how much has arrived",
    response_class=Response,
)
@requires(Permission.IMPORT_READ)
async def get_import_content_offset(context: RequestContext, import_id: UUID) -> Response:
    """After a broken upload: `Upload-Offset` says where to go on. HEAD answers the same."""
    body = await ImportService(context).read(import_id)
    return no_content({OFFSET: str(body["bytes_received"])})


@router.put("/imports/{import_id}/content", summary="Upload a whole file", response_model=ImportOut)
@requires(Permission.IMPORT_CREATE, body=Body.STREAM)
async def replace_import_content(context: RequestContext, import_id: UUID) -> Response:
    """The whole file in one request, up to `max_part_bytes`; a second one replaces the first."""
    assert context.upload is not None  # noqa: S101  # the route spooled it
    body = await ImportService(context).upload(import_id, context.upload.content, context.upload.size, None)
    return entity(body, body["etag"], headers={OFFSET: str(body["bytes_received"])})


@router.patch("/imports/{import_id}/content", summary="Upload a part of a file", response_model=ImportOut)
@requires(Permission.IMPORT_CREATE, body=Body.STREAM)
async def update_import_content(request: Request, context: RequestContext, import_id: UUID) -> Response:
    """The next part of a file; `Upload-Offset` must be where the upload stands."""
    offset = request.headers.get(OFFSET, "")
    if not offset.isascii() or not offset.isdigit() or len(offset) > 15:  # noqa: PLR2004  # fits 64 bits
        detail = "Must be the number of bytes sent before this part."
        raise InvalidHeader(errors=[FieldError("wrong_format", detail, header=OFFSET)])
    assert context.upload is not None  # noqa: S101  # the route spooled it
    upload = context.upload
    body = await ImportService(context).upload(import_id, upload.content, upload.size, int(offset))
    return entity(body, body["etag"], headers={OFFSET: str(body["bytes_received"])})


@router.post(
    "/imports/{import_id}/transitions",
    status_code=202,
    summary="Move an import on",
    response_model=ImportOut,
    responses={200: {"model": ImportOut, "description": "The work ended while you waited for it."}},
)
@requires(Permission.IMPORT_CREATE, body=Body.JSON, if_match=True, waits=True)
async def create_import_transition(
    request: Request, context: RequestContext, import_id: UUID, body: ImportTransitionIn
) -> Response:
    """`validating` closes the upload and checks every row; `committing` keeps the file; `cancelled` drops it.

    `reversing` takes a committed file of `referrals` back, for a `reason_code` that a referral entered in error has:
    each becomes `entered_in_error`, all of them or none. Where somebody has touched one since, the answer is 409
    `import_not_reversible`, and `hindrances` names the first 50. Their references stay in use: send the mended rows
    under new ones. A file of `incidents`, `crime_outcomes`, `recorded_crime`, `similar_area_rates` or `populations`
    took the place of the one before: import that again. What other files made is put right record by record.
    """
    moved = await ImportService(context).transition(import_id, body)
    headers = {"ETag": moved["etag"], "Location": f"/v1/imports/{import_id}", "Retry-After": "1"}
    watch = Watch(request, context, Permission.IMPORT_CREATE, partial(_at_rest, import_id))
    return awaited(answer(moved, 202, headers), watch)


@router.get(
    "/imports/{import_id}/rejected",
    summary="Fetch the rows that were refused",
    responses={
        200: {"headers": {"Content-Digest": {"$ref": "#/components/headers/Content-Digest"}}},
        409: {"description": "The import is being worked on."},
    },
)
@requires(Permission.IMPORT_READ, data_class="C3", purpose=True, media_types=(JSON_LINES, CSV))
async def get_import_rejected_rows(context: RequestContext, import_id: UUID) -> Response:
    """Exactly the refused rows, as you sent them, below the header of your file: mend them and import them again.

    Rows are known by their agency's reference, so the mended rows may be sent alone or in the whole file. Given
    for seven days to who sent the file, in its own format, of a workbook as CSV, whatever `Accept` prefers. There is
    no end mark in it: `Content-Digest` shows that nothing is missing.
    """
    found = await RejectedRowsService(context).collect(import_id)
    media_type = CSV_WITH_HEADER if found.is_csv else JSON_LINES
    return spooled_answer(found.content, found.size, found.digest, media_type)


@router.get("/imports/{import_id}/faults", summary="Read what is wrong", response_model=ImportFaultPage)
@requires(Permission.IMPORT_READ)
async def list_import_faults(
    request: Request, context: RequestContext, import_id: UUID, query: QueryOf[ImportFaultQuery]
) -> Response:
    """Every faulty value with its row, line, column and rule; never the value itself."""
    page = await ImportService(context).faults(import_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
