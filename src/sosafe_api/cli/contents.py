"""A file as it was when it was first read: what is sent of it is compared with that, so that no mixture is sent."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status


class FileChanged(StepRefused):
    """Somebody wrote the file after it was first read."""

    def __init__(self, path: Path) -> None:
        told = f"{path.name} changed while it was sent: nothing of it is kept. Call it again once nobody writes it"
        super().__init__(told, status=Status.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Content:
    """The digest of the whole and of each part; `seen` is by what a file shows that it was written, or replaced."""

    path: Path
    part_bytes: int
    size: int
    digest: str
    parts: tuple[bytes, ...]
    seen: tuple[int, ...]

    @classmethod
    def of(cls, path: Path, part_bytes: int) -> Self:
        whole, parts, size = hashlib.sha256(), [], 0
        with path.open("rb") as file:
            seen = _seen(os.fstat(file.fileno()))
            while part := file.read(part_bytes):
                whole.update(part)
                parts.append(hashlib.sha256(part).digest())
                size += len(part)
        return cls(path, part_bytes, size, whole.hexdigest(), tuple(parts), seen)

    def rest_of_part(self, offset: int) -> bytes:
        """What is to be sent from there, to the end of the part; raises `FileChanged` before a byte of it is sent."""
        number, begun = divmod(offset, self.part_bytes)
        if not self.size:
            return b""
        part = self._read(number)
        if number >= len(self.parts) or hashlib.sha256(part).digest() != self.parts[number]:
            raise FileChanged(self.path)
        return part[begun:]

    def require_unchanged(self) -> None:
        """Raises `FileChanged` also for what grew, and for what was written where it had been sent already."""
        try:
            seen = _seen(self.path.stat())
        except OSError as error:
            raise FileChanged(self.path) from error
        if seen != self.seen or seen[0] != self.size:
            raise FileChanged(self.path)

    def _read(self, number: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                file.seek(number * self.part_bytes)
                return file.read(self.part_bytes)
        except OSError as error:
            raise FileChanged(self.path) from error


def _seen(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_size, found.st_mtime_ns, found.st_ino)
