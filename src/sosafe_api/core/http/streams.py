"""Answers of many lines, written one after another: NDJSON with its end mark, one JSON object, or CSV with its header.

A handler has read everything, and its transaction is committed, before the first line leaves: what is streamed
is one snapshot, and the audit trail has it.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sosafe_api.core import csv_lines
from sosafe_api.core.http.answers import JSON, encode

NDJSON, CSV = "application/x-ndjson", "text/csv"
JSON_LINES = "application/jsonl"  # the lines of a file as it was sent, without an end mark of ours
CSV_WITH_HEADER = "text/csv; charset=utf-8; header=present"
LINES_AT_ONCE = 500


def lines_answer(
    request: Request, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], end: Mapping[str, Any]
) -> Response:
    """By `Accept`: CSV where it is asked for, else NDJSON, whose last line is `{"_end": …}`."""
    if _wants_csv(request.headers.get("accept", ""), NDJSON):
        return _streamed(_csv(rows, columns), CSV_WITH_HEADER)
    return _streamed(_ndjson(rows, end), NDJSON)


def document_answer(
    request: Request,
    head: Mapping[str, Any],
    member: tuple[str, Iterable[Mapping[str, Any]]],
    columns: Sequence[str],
    lines: Iterable[Mapping[str, Any]],
) -> Response:
    """By `Accept`: CSV of the lines where it is asked for, else one JSON object, the long member its last."""
    if _wants_csv(request.headers.get("accept", ""), JSON):
        return _streamed(_csv(lines, columns), CSV_WITH_HEADER)
    return _streamed(_object(head, *member), JSON)


def _wants_csv(accept: str, default: str) -> bool:
    """CSV is written only where nothing that covers the default is accepted as well."""
    wanted = {part.split(";")[0].strip().lower() for part in accept.split(",")}
    return bool(wanted & {CSV, "text/*"}) and not wanted & {default, "application/*", "*/*"}


def _object(head: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]) -> Iterable[bytes]:
    yield encode(head)[:-1] + b"," + encode(name) + b":["
    separator = b""
    for row in rows:
        yield separator + encode(row)
        separator = b","
    yield b"]}"


def _ndjson(rows: Iterable[Mapping[str, Any]], end: Mapping[str, Any]) -> Iterable[bytes]:
    for row in rows:
        yield encode(row) + b"\n"
    yield encode({"_end": end}) + b"\n"


def _csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterable[bytes]:
    yield csv_lines.line(columns)
    for row in rows:
        yield csv_lines.line([row[column] for column in columns])


def _streamed(lines: Iterable[bytes], media_type: str) -> Response:
    return StreamingResponse(_together(lines), media_type=media_type)


async def _together(lines: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Some hundred lines at once: a message a line would cost more than the line."""
    waiting: list[bytes] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) == LINES_AT_ONCE:
            yield b"".join(waiting)
            waiting.clear()
    if waiting:
        yield b"".join(waiting)
