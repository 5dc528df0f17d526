"""The embedded server's data directory: made once, whole or not at all, and checked before each start."""

import os
import secrets
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from sosafe_api.core.db.binaries import ADVICE, EmbeddedServerError
from sosafe_api.core.db.private_files import UnsafePrivateFile, ensure_private_file, read_private_file
from sosafe_api.core.db.server_process import ServerAccount

SUPERUSER = "sosafe_superuser"
BUILTIN_LOCALE_SINCE = 17


@dataclass(frozen=True, slots=True)
class Cluster:
    """What PostgreSQL keeps under one data directory, and the file with the password of its superuser."""

    directory: Path
    secret_file: Path

    def ensure(self, account: ServerAccount, binaries: Path, major: int) -> None:
        if not self.directory.exists():
            self._make(account, binaries, major)
        made_by = (self.directory / "PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != str(major):
            raise EmbeddedServerError(
                f"{self.directory} was made by PostgreSQL {made_by}, but the programs found are of {major}: "
                f"point SOSAFE_POSTGRES_BINARIES to those of {made_by}, or carry the data over by pg_dump, "
                f"or {ADVICE}"
            )
        if not self.secret_file.exists():
            raise EmbeddedServerError(
                f"{self.secret_file} is missing, the password to {self.directory}: {ADVICE}"
            )

    def superuser_secret(self) -> str:
        try:
            return read_private_file(self.secret_file)
        except UnsafePrivateFile as error:
            raise EmbeddedServerError(str(error)) from error

    def _make(self, account: ServerAccount, binaries: Path, major: int) -> None:
        """Works aside and renames at the end, so that a killed first start leaves nothing half made."""
        ensure_private_file(self.secret_file, secrets.token_urlsafe(32))
        account.take(self.secret_file)
        unfinished = self.directory.with_name(f"{self.directory.name}.unfinished")
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        account.take(unfinished)
        made = account.run(
            [
                binaries / "initdb",
                f"--pgdata={unfinished}",
                f"--username={SUPERUSER}",
                f"--pwfile={self.secret_file}",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                *_locale_options(major),
            ]
        )
        if made.returncode != 0:
            raise EmbeddedServerError(
                f"initdb, run as {account.name}, failed on {self.directory}: {made.stderr.strip()[-500:]}"
            )
        unfinished.rename(self.directory)
        _make_durable(self.directory.parent)


def _locale_options(major: int) -> list[str]:
    """Code point order whatever the machine's C library; since version 17 PostgreSQL brings it along."""
    # macOS has no C.UTF-8; its own UTF-8 locales compare by code point too.
    options = ["--locale=en_US.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8"]
    if major >= BUILTIN_LOCALE_SINCE:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return options


def _make_durable(directory: Path) -> None:
    """Else a power cut could undo a renaming in it, and with it every commit made since."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
