"""A list into a file: at once as its answer comes, or written in the background and fetched in parts (ADR 0054)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import httpx

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.arrivals import Arrival
from sosafe_api.cli.keeping import keep, own_file, stands
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status

ACCEPT = {"csv": "text/csv", "ndjson": "application/x-ndjson"}
ATTEMPTS = 6
WAIT_SECONDS = 300  # without anything moving
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
STRETCH_BYTES = 65_536
EXPORTS = "/v1/exports"


@dataclass(frozen=True, slots=True)
class WantedList:
    """A list with its filters, the form of the file, and what it is read for."""

    address: str
    form: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how it goes: of rows written, of the size once it is known, and of bytes that are there."""

    written: Callable[[int], None]
    size: Callable[[int], None]
    there: Callable[[int], None]


def read_at_once(api: ApiClient, wanted: WantedList, into: BinaryIO, watcher: Watcher) -> dict[str, Any]:
    """Copies the answer as it comes; what is told of it. Raises `StepRefused` where it breaks off or is not whole."""
    purpose = {"Purpose": wanted.purpose} if wanted.purpose else {}
    arrival = Arrival()
    with api.stream(wanted.address, Accept=ACCEPT[wanted.form], **purpose) as answer:
        watcher.size(int(answer.headers.get("Content-Length", 0)))
        try:
            for stretch in answer.iter_raw():
                arrival.add(stretch)
                into.write(stretch)
                watcher.there(arrival.size)
        except httpx.TransportError as error:
            raise _broken_off(arrival.size) from error
        end = arrival.checked(wanted.form, answer.headers.get("Content-Digest"))
    return _told(wanted, arrival, end)


def file_at_once(api: ApiClient, wanted: WantedList, target: Path, watcher: Watcher) -> dict[str, Any]:
    """The same into a file, which appears only when it is whole; what breaks off is asked for again."""
    draft = target.with_name(f".{target.name}.part")
    for attempt in range(ATTEMPTS):
        draft.unlink(missing_ok=True)
        try:
            with own_file(draft) as file:
                told = read_at_once(api, wanted, file, watcher)
            draft.replace(target)
        except StepRefused as refused:
            if refused.status is not Status.INCOMPLETE or attempt == ATTEMPTS - 1:
                raise
            time.sleep(2**attempt / 4)
        else:
            return told
        finally:
            draft.unlink(missing_ok=True)
    raise AssertionError  # the last attempt returned or raised


def file_in_the_background(
    api: ApiClient, wanted: WantedList, target: Path, watcher: Watcher
) -> dict[str, Any]:
    """The service writes it while nobody waits, and it is fetched where it broke off; then it is deleted there.

    The key of the export is kept until then, so that a later call of the same goes on with the same one.
    """
    kept = stands("export", *api.caller, wanted.address, wanted.form, wanted.purpose, str(target.absolute()))
    begun_before = kept.exists()
    key = kept.read_text() if begun_before else keep(kept, str(uuid4())).read_text()
    draft = target.with_name(f".{target.name}.{key[:8]}.part")
    try:
        job = _written(api, wanted, key, watcher)
        arrival = _fetched(api, job, draft, watcher)
        end = arrival.checked(wanted.form, job["digest"])
    except StepRefused as refused:
        if refused.status in {Status.UNAVAILABLE, Status.NOT_YET, Status.NOT_SIGNED_IN}:
            raise  # what is there is gone on with
        draft.unlink(missing_ok=True)
        kept.unlink(missing_ok=True)
        if begun_before and refused.code == "not_found":  # it has expired since, or was deleted
            return file_in_the_background(api, wanted, target, watcher)
        raise
    draft.replace(target)
    kept.unlink(missing_ok=True)
    api.call("DELETE", f"{EXPORTS}/{job['id']}")
    return _told(wanted, arrival, end or {"rows": job["rows_written"]}, job)


def _written(api: ApiClient, wanted: WantedList, key: str, watcher: Watcher) -> dict[str, Any]:
    """The export once it is ready."""
    body = {"list": wanted.address, "format": wanted.form, "purpose": wanted.purpose or None}
    job = api.call("POST", EXPORTS, json=body, headers={"Idempotency-Key": key})
    pause, moved_at, seen = FIRST_PAUSE, time.monotonic(), None
    while time.monotonic() < moved_at + WAIT_SECONDS:
        job = api.call("GET", f"{EXPORTS}/{job['id']}")
        watcher.written(job["rows_written"])
        if job["status"] == "ready":
            return job
        if job["status"] not in {"queued", "running"}:
            raise StepRefused(job["problem_detail"] or f"the export is {job['status']}")
        moves = (job["status"], job["rows_written"], job["updated_at"])
        if moves != seen:
            seen, moved_at = moves, time.monotonic()
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    told = "the export was not written in time; is `sosafe worker` running? Call it again, and it goes on"
    raise StepRefused(told, status=Status.NOT_YET)


def _fetched(api: ApiClient, job: dict[str, Any], draft: Path, watcher: Watcher) -> Arrival:
    """The whole content in `draft`, beginning with what is there of it already."""
    arrival = _there(draft)
    watcher.size(job["bytes_written"])
    failures = 0
    while arrival.size < job["bytes_written"]:
        watcher.there(arrival.size)
        before = arrival.size
        try:
            _fetch_on(api, job, draft, arrival, watcher)
        except httpx.TransportError as error:
            failures = 1 if arrival.size > before else failures + 1
            if failures == ATTEMPTS:
                told = f"{_broken_off(arrival.size)}. Call it again, and it goes on"
                raise StepRefused(told, status=Status.UNAVAILABLE) from error
            time.sleep(2**failures / 8)
    return arrival


def _fetch_on(api: ApiClient, job: dict[str, Any], draft: Path, arrival: Arrival, watcher: Watcher) -> None:
    asked = {"Range": f"bytes={arrival.size}-"} if arrival.size else {}
    with api.stream(job["content"], **asked) as answer, own_file(draft, further=True) as file:
        if asked and answer.status_code != httpx.codes.PARTIAL_CONTENT:
            raise StepRefused("what stands between took the range away", status=Status.INCOMPLETE)
        # As it comes: gathered into larger stretches, what had arrived of the last one would be lost with the rest.
        for stretch in answer.iter_raw():
            arrival.add(stretch)
            file.write(stretch)
            file.flush()
            watcher.there(arrival.size)


def _there(draft: Path) -> Arrival:
    arrival = Arrival()
    if draft.exists():
        with draft.open("rb") as file:
            while stretch := file.read(STRETCH_BYTES):
                arrival.add(stretch)
    return arrival


def _told(
    wanted: WantedList, arrival: Arrival, end: dict[str, Any], job: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What a program wants to know of the file; null where its form does not say it."""
    of_job = job or {}
    return {
        "list": wanted.address,
        "format": wanted.form,
        "rows": end.get("rows"),
        "bytes": arrival.size,
        "digest": arrival.digest,
        "as_of": end.get("as_of") or of_job.get("as_of"),
        "change_cursor": end.get("change_cursor") or of_job.get("change_cursor"),
    }


def _broken_off(size: int) -> StepRefused:
    return StepRefused(f"the answer broke off after {size:,} bytes", status=Status.INCOMPLETE)
