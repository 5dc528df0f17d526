"""The refused rows of a file, as they were sent, where only their user reads them; what is there is never replaced."""

import filecmp
import os
import time
from itertools import count
from pathlib import Path

import httpx

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.arrivals import Arrival
from sosafe_api.cli.downloads import ATTEMPTS
from sosafe_api.cli.keeping import own_file
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status


def fix_file(api: ApiClient, import_id: str, path: Path, directory: Path, purpose: str) -> Path:
    """Appears only when it is whole, under the name of `path` or the next one that is free; which one is answered."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Refused rows of a workbook are given as CSV.
    target = directory / (f"{path.stem}.csv" if path.suffix.lower() == ".xlsx" else path.name)
    if target.exists() and target.samefile(path):
        raise StepRefused("the fix file would stand beside the file itself: name another directory")
    draft = directory / f".{import_id}.{os.getpid()}.part"
    try:
        _fetch(api, f"/v1/imports/{import_id}/rejected", purpose, draft)
        return _placed(draft, target)
    except StepRefused as refused:
        if refused.status is not Status.INCOMPLETE:
            raise
        told = f"the refused rows of {path.name}: {refused}. Call it again, and they are fetched"
        raise StepRefused(told, status=refused.status) from refused
    finally:
        draft.unlink(missing_ok=True)


def _fetch(api: ApiClient, address: str, purpose: str, draft: Path) -> None:
    """What breaks off, or is not what was sent, is asked for again."""
    for attempt in range(ATTEMPTS):
        draft.unlink(missing_ok=True)
        try:
            return _copy(api, address, purpose, draft)
        except StepRefused as refused:
            if refused.status is not Status.INCOMPLETE or attempt == ATTEMPTS - 1:
                raise
            time.sleep(2**attempt / 4)
    raise AssertionError  # the last attempt returned or raised


def _copy(api: ApiClient, address: str, purpose: str, draft: Path) -> None:
    stated = {"Purpose": purpose} if purpose else {}
    arrival = Arrival()
    try:
        with api.stream(address, Accept="*/*", **stated) as answer, own_file(draft) as file:
            for stretch in answer.iter_raw():
                arrival.add(stretch)
                file.write(stretch)
            digest = answer.headers.get("Content-Digest")
    except httpx.TransportError as error:
        told = f"the answer broke off after {arrival.size:,} bytes"
        raise StepRefused(told, status=Status.INCOMPLETE) from error
    arrival.compared(digest)


def _placed(draft: Path, target: Path) -> Path:
    """Another file of the same name, or one that somebody has begun to mend, keeps it; the same rows need no second."""
    for number in count(1):
        name = target if number == 1 else target.with_name(f"{target.stem}.{number}{target.suffix}")
        try:
            _put(draft, name)
        except FileExistsError:
            if not name.is_file() or not filecmp.cmp(draft, name, shallow=False):
                continue
        return name
    raise AssertionError  # numbers do not end


def _put(draft: Path, name: Path) -> None:
    """Raises `FileExistsError`, also where another run takes the name at the same moment."""
    try:
        os.link(draft, name)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as memory sticks have
        own_file(name).close()
        draft.replace(name)
