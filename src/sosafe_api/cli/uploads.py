"""One file through an import: announced, sent in parts, checked, kept; goes on where it was stopped."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.contents import Content, FileChanged
from sosafe_api.cli.fix_files import fix_file
from sosafe_api.cli.keeping import keep, stands
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status

WAIT_SECONDS = 300  # without anything moving
PART_BYTES = 8 * 1024 * 1024
LONGEST_HEADER = 65_536
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
EXAMPLES = 20
ENDED = frozenset({"validated", "committed", "duplicate", "failed", "cancelled", "expired"})
UNFINISHED = "unfinished"  # what stopped it is no fault of the file
KEPT = frozenset({"committed", "duplicate"})
GONE = frozenset({"cancelled", "expired"})
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,199}")
# How files of a resource are written, where their ending alone does not say it.
FORMATS = {
    "asb_incidents": {".csv": "incident_return_csv"},
    "crime_outcomes": {".csv": "police_uk_outcomes_csv"},
    "fire_incidents": {".csv": "incident_return_csv"},
    "funding_bids": {f".{form}": f"threesixtygiving_{form}" for form in ("csv", "json", "xlsx")},
    "incidents": {".csv": "police_uk_street_csv"},
    "measurements": {".csv": "measurements_csv"},
    "recorded_crime": {".csv": "recorded_crime_csv"},
    "populations": {".csv": "populations_csv"},
    "similar_area_rates": {".csv": "similar_area_rates_csv"},
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of every file; what is empty is left to the file itself, or to the service."""

    resource: str = ""
    format: str = ""
    mapping: str = ""
    mode: str = ""
    rehearse: bool = False
    purpose: str = ""
    fix_files: Path | None = None

    def options(self, path: Path) -> dict[str, Any]:
        """The announcement of a file."""
        kind = _kind_of(path, self.resource, self.format)
        stated = {name: value for name in ("mapping", "mode") if (value := getattr(self, name))}
        name = {"file_name": path.name} if FILE_NAME.fullmatch(path.name) else {}
        return {**kind, **stated, **name, "dry_run": self.rehearse, "commit": "automatic"}


@dataclass(slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    status: str = UNFINISHED
    rows: int = 0
    created: int | None = None
    unchanged: int | None = None
    refused: int = 0
    without_area: int | None = None
    faults: int = 0
    seconds: float = 0.0
    detail: str = ""
    fix_file: Path | None = None
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return self.status in KEPT

    def fail(self) -> None:
        """Unless its import has ended, by which it is known what became of it."""
        if self.status == UNFINISHED:
            self.status = "failed"

    def sound(self, *, rehearsed: bool) -> bool:
        """Whether nothing of the file was refused."""
        return (self.kept or (rehearsed and self.status == "validated")) and not self.refused


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told how it goes: of bytes more that have arrived, and of each state of the import meanwhile."""

    arrived: Callable[[int], None]
    stands: Callable[[dict[str, Any]], None]


def load(api: ApiClient, outcome: Outcome, wanted: Wanted, progress: Progress) -> None:
    """Tells what becomes of the file in `outcome`, as it is known.

    Raises `StepRefused` for all but what the service refuses of this file: what did not arrive whole (65), where
    nobody answers (69), what did not end in time (75), who is not signed in (77).
    """
    started = time.monotonic()
    try:
        _load(api, outcome, wanted, progress)
    except StepRefused as refused:
        outcome.detail = "\n".join([str(refused), *refused.told_faults])
        if refused.status is not Status.REFUSED:
            raise
        outcome.fail()
    except OSError as error:
        outcome.fail()
        outcome.detail = f"a file cannot be read or written: {error}"
    finally:
        outcome.seconds = time.monotonic() - started


def _load(api: ApiClient, outcome: Outcome, wanted: Wanted, progress: Progress) -> None:
    """Where it stands is kept until its fix file is there as well."""
    path = outcome.path
    options = wanted.options(path)
    content = Content.of(path, PART_BYTES)
    begun = _begun(api, content, options)
    found = _import(api, content, options, begun, progress)
    _tell(outcome, found, resource_stated=bool(wanted.resource))
    try:
        if outcome.faults:
            outcome.examples = api.call("GET", f"/v1/imports/{found['id']}/faults?limit={EXAMPLES}")["data"]
        if outcome.refused and wanted.fix_files:
            outcome.fix_file = fix_file(api, found["id"], path, wanted.fix_files, wanted.purpose)
    except StepRefused as refused:
        if refused.status is Status.REFUSED:
            begun.unlink(missing_ok=True)
        raise
    begun.unlink(missing_ok=True)


def _tell(outcome: Outcome, found: dict[str, Any], *, resource_stated: bool) -> None:
    outcome.status = "refused" if found["faults"] and found["status"] not in KEPT else found["status"]
    outcome.rows = found["rows_read"] or 0
    outcome.created, outcome.unchanged = found["rows_created"], found["rows_unchanged"]
    outcome.refused = found["rows_refused"] or 0
    outcome.without_area = found["rows_without_area"]
    outcome.faults = found["faults"] or 0
    outcome.detail = found["problem_detail"] or ""
    if found["problem_code"] == "unknown_layout" and not resource_stated:
        outcome.detail += " If it holds something else, say what by --resource."


def _import(
    api: ApiClient, content: Content, options: dict[str, Any], begun: Path, progress: Progress
) -> dict[str, Any]:
    """The import as it ended."""
    made = api.call("POST", "/v1/imports", json=options, headers={"Idempotency-Key": begun.read_text()})
    address = f"/v1/imports/{made['id']}"
    found = api.call("GET", address)  # an import that was begun before is answered as it was then
    if found["status"] in GONE:
        keep(begun, str(uuid4()))
        return _import(api, content, options, begun, progress)
    if found["status"] == "open":
        try:
            sent = _send(api, made["upload"]["url"], content, progress, found)
        except FileChanged:
            begun.unlink(missing_ok=True)
            _drop(api, address)
            raise
        _move(api, address, "validating", sent["etag"])
    found = _awaited(api, address, progress)
    # Only who asked for it has the good rows of a faulty file kept.
    resumable = options.get("mode") == "resumable" and not options["dry_run"]
    if found["status"] == "validated" and resumable:
        _move(api, address, "committing", found["etag"])
        found = _awaited(api, address, progress)
    return found


def _move(api: ApiClient, address: str, to: str, etag: str) -> None:
    """Under a key of its own: where only the answer was lost, the version is another one by then."""
    headers = {"If-Match": etag, "Idempotency-Key": str(uuid4())}
    api.call("POST", f"{address}/transitions", json={"to": to}, headers=headers)


def _drop(api: ApiClient, address: str) -> None:
    """What cannot be cancelled stays open, and nobody goes on with it."""
    with suppress(StepRefused):
        _move(api, address, "cancelled", api.call("GET", address)["etag"])


def _begun(api: ApiClient, content: Content, options: dict[str, Any]) -> Path:
    """The key under which this very content is being sent: kept until the import ends, so that a later call goes on."""
    asked = (f"{name}={value}" for name, value in options.items())
    kept = stands("import", *api.caller, content.digest, *asked)
    return kept if kept.exists() else keep(kept, str(uuid4()))


def _kind_of(path: Path, resource: str, form: str) -> dict[str, str]:
    """What the file holds: as stated, or as police files say by their header; what does not fit the service refuses."""
    ending = path.suffix.lower()
    if resource:
        known = FORMATS.get(resource, {}).get(ending, ending.removeprefix("."))
        return {"resource": resource, "format": form or {"jsonl": "ndjson"}.get(known, known)}
    with path.open("rb") as file:
        if b"Outcome type" in file.readline(LONGEST_HEADER):
            return {"resource": "crime_outcomes", "format": "police_uk_outcomes_csv"}
    return {"resource": "incidents", "format": "police_uk_street_csv"}


def _send(
    api: ApiClient, url: str, content: Content, progress: Progress, stands_at: dict[str, Any]
) -> dict[str, Any]:
    """In parts, so that neither side holds the whole file; goes on where a broken upload stands.

    Raises `FileChanged` where what there is to send is not what was read at the beginning.
    """
    offset = stands_at["bytes_received"]
    sent: dict[str, Any] = stands_at if offset else {}
    progress.arrived(offset)
    while not sent or offset < content.size:
        part = content.rest_of_part(offset)
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        try:
            sent = api.call("PATCH", url, content=part, headers=headers)
            offset += len(part)
            progress.arrived(len(part))
        except StepRefused as refused:
            if refused.code != "upload_offset_mismatch":
                raise
            now_at = int(refused.members["upload_offset"])
            progress.arrived(now_at - offset)
            offset = now_at
            sent = api.call("GET", url.removesuffix("/content"))
    content.require_unchanged()
    return sent


def _awaited(api: ApiClient, address: str, progress: Progress) -> dict[str, Any]:
    """Asks soon at first and then less often, well within the quota; waits for as long as something moves."""
    pause, moved_at, seen = FIRST_PAUSE, time.monotonic(), None
    while time.monotonic() < moved_at + WAIT_SECONDS:
        found = api.call("GET", address)
        progress.stands(found)
        if found["status"] in ENDED:
            return found
        moves = (found["status"], found["rows_done"], found["updated_at"])
        if moves != seen:
            seen, moved_at = moves, time.monotonic()
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    told = "the import did not end in time; is `sosafe worker` running? Call it again, and it goes on"
    raise StepRefused(told, status=Status.NOT_YET)
