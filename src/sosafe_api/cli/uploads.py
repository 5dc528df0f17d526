"""One file through an import: announced, sent in parts, checked, kept; goes on where it was stopped."""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.keeping import keep, own_file, stands
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status

WAIT_SECONDS = 300  # without anything moving
PART_BYTES = 8 * 1024 * 1024
LONGEST_HEADER = 65_536
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
EXAMPLES = 20
ENDED = frozenset({"validated", "committed", "duplicate", "failed", "cancelled", "expired"})
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
    status: str
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

    def sound(self, *, rehearsed: bool) -> bool:
        """Whether nothing of the file was refused."""
        return (self.kept or (rehearsed and self.status == "validated")) and not self.refused


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told how it goes: of bytes more that have arrived, and of each state of the import meanwhile."""

    arrived: Callable[[int], None]
    stands: Callable[[dict[str, Any]], None]


def load(api: ApiClient, path: Path, wanted: Wanted, progress: Progress) -> Outcome:
    started = time.monotonic()
    outcome = Outcome(path, "failed")
    try:
        found = _import(api, path, wanted, progress)
        _tell(outcome, found, resource_stated=bool(wanted.resource))
        address = f"/v1/imports/{found['id']}"
        if outcome.faults:
            outcome.examples = api.call("GET", f"{address}/faults?limit={EXAMPLES}")["data"]
        if outcome.refused and wanted.fix_files:
            outcome.fix_file = _fix_file(api, address, wanted, path)
    except StepRefused as refused:
        if refused.status is Status.UNAVAILABLE:
            raise
        outcome.detail = "\n".join([str(refused), *refused.told_faults])
    outcome.seconds = time.monotonic() - started
    return outcome


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


def _import(api: ApiClient, path: Path, wanted: Wanted, progress: Progress) -> dict[str, Any]:
    """The import as it ended."""
    options = wanted.options(path)
    begun = _begun(api, path, options)
    made = api.call("POST", "/v1/imports", json=options, headers={"Idempotency-Key": begun.read_text()})
    address = f"/v1/imports/{made['id']}"
    found = api.call("GET", address)  # an import that was begun before is answered as it was then
    if found["status"] in GONE:
        begun.unlink()
        return _import(api, path, wanted, progress)
    if found["status"] == "open":
        sent = _send(api, made["upload"]["url"], path, progress, found)
        _move(api, address, "validating", sent["etag"])
    found = _awaited(api, address, progress)
    # Only who asked for it has the good rows of a faulty file kept.
    if found["status"] == "validated" and wanted.mode == "resumable" and not wanted.rehearse:
        _move(api, address, "committing", found["etag"])
        found = _awaited(api, address, progress)
    begun.unlink(missing_ok=True)
    return found


def _move(api: ApiClient, address: str, to: str, etag: str) -> None:
    api.call("POST", f"{address}/transitions", json={"to": to}, headers={"If-Match": etag})


def _begun(api: ApiClient, path: Path, options: dict[str, Any]) -> Path:
    """The key under which this very content is being sent: kept until the import ends, so that a later call goes on."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    kept = stands("import", *api.caller, content, *(f"{name}={value}" for name, value in options.items()))
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
    api: ApiClient, url: str, path: Path, progress: Progress, stands_at: dict[str, Any]
) -> dict[str, Any]:
    """In parts, so that neither side holds the whole file; goes on where a broken upload stands."""
    offset, size = stands_at["bytes_received"], path.stat().st_size
    sent: dict[str, Any] = stands_at if offset else {}
    progress.arrived(offset)
    with path.open("rb") as file:
        while not sent or offset < size:
            file.seek(offset)
            part = file.read(PART_BYTES)
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


def _fix_file(api: ApiClient, address: str, wanted: Wanted, path: Path) -> Path:
    """The refused rows as they were sent, where only their user reads them."""
    assert wanted.fix_files is not None  # noqa: S101  # the caller looked
    wanted.fix_files.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = wanted.fix_files / path.name
    if target.exists() and target.samefile(path):
        raise StepRefused("the fix file would take the place of the file itself: name another directory")
    purpose = {"Purpose": wanted.purpose} if wanted.purpose else {}
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    with (
        api.stream(f"{address}/rejected", Accept="*/*", **purpose) as answer,
        own_file(draft) as file,
    ):
        file.writelines(answer.iter_raw())
    return draft.replace(target)
