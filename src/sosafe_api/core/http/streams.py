"""Answers of many lines, written one after another: NDJSON with its end mark, or CSV with its header.

A handler has read everything, and its transaction is committed, before the first line leaves: what is streamed
is one snapshot, and the audit trail has it.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sosafe_api.core import csv_lines
from sosafe_api.core.http.answers import encode

NDJSON, CSV = "application/x-ndjson", "text/csv"
LINES_AT_ONCE = 500


def lines_answer(
    request: Request, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], end: Mapping[str, Any]
) -> Response:
    """By `Accept`: CSV where it is asked for, else NDJSON, whose last line is `{"_end": …}`."""
    if _wants_csv(request.headers.get("accept", "")):
        return _streamed(_csv(rows, columns), "text/csv; charset=utf-8; header=present")
    return _streamed(_ndjson(rows, end), NDJSON)


def _wants_csv(accept: str) -> bool:
    """NDJSON is the default, so CSV is written only where nothing that covers NDJSON is accepted as well."""
    wanted = {part.split(";")[0].strip().lower() for part in accept.split(",")}
    return bool(wanted & {CSV, "text/*"}) and not wanted & {NDJSON, "application/*", "*/*"}


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
