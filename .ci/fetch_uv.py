"""Fetches the package runner uv into .tools/uv, at the version and with the hashes of uv.lock.

Standard library only: it runs before anything is installed. pip comes first, because it knows the machine's
proxies, mirrors and certificates; a Python without pip and without ensurepip downloads the wheel itself.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
ATTEMPT_SECONDS = 300
EXPECTED = (OSError, LookupError, ValueError, zipfile.BadZipFile, subprocess.SubprocessError)

Package = dict[str, Any]
Attempt = Callable[[Package, Path], None]


def locked_package() -> Package:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    package: Package = next(package for package in lock["package"] if package["name"] == "uv")
    return package


def run(*command: str | Path) -> None:
    # A user's `pip install --user` default contradicts `--target`.
    environment = {
        **os.environ,
        "PIP_USER": "0",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    subprocess.run(  # noqa: S603
        command, check=True, capture_output=True, text=True, timeout=ATTEMPT_SECONDS, env=environment
    )


def install_with(python: str | Path, package: Package, target: Path) -> None:
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in package["wheels"])
    requirements = target.with_suffix(".txt")
    requirements.write_text(f"uv=={package['version']} {hashes}\n", encoding="utf-8")
    options = ["--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    run(python, "-m", "pip", "install", *options, "--target", target, "--requirement", requirements)


def by_pip(package: Package, target: Path) -> None:
    install_with(sys.executable, package, target)


def by_pip_of_a_new_environment(package: Package, target: Path) -> None:
    environment = target.with_suffix(".venv")
    run(sys.executable, "-m", "venv", environment)
    install_with(environment / "bin" / "python", package, target)


def wheel_for_this_machine(package: Package) -> dict[str, Any]:
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        system = "macosx"
    else:
        system = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    for wheel in package["wheels"]:
        name = wheel["url"].rsplit("/", 1)[-1]
        if system in name and name.removesuffix(".whl").endswith(machine):
            return dict(wheel)
    raise LookupError(f"uv has no wheel for {system} on {machine}")


def by_download(package: Package, target: Path) -> None:
    wheel = wheel_for_this_machine(package)
    with urllib.request.urlopen(wheel["url"], timeout=60) as response:  # noqa: S310
        content = response.read()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != wheel["hash"]:
        raise ValueError("the downloaded wheel does not have the hash of uv.lock")
    archive = target.with_suffix(".whl")
    archive.write_bytes(content)
    (target / "bin").mkdir(parents=True)
    with zipfile.ZipFile(archive) as files:
        member = next(name for name in files.namelist() if name.endswith(".data/scripts/uv"))
        (target / "bin" / "uv").write_bytes(files.read(member))
    (target / "bin" / "uv").chmod(0o755)


def reason(error: Exception) -> str:
    output = getattr(error, "stderr", None) or getattr(error, "output", None) or str(error)
    lines = [line for line in str(output).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__


def main() -> int:
    package = locked_package()
    TOOLS.mkdir(exist_ok=True)
    print(f"Fetching the package runner uv {package['version']} into .tools/", flush=True)
    attempts: list[Callable[[dict[str, Any], Path], None]] = [
        by_pip,
        by_pip_of_a_new_environment,
        by_download,
    ]
    failures = []
    with tempfile.TemporaryDirectory(dir=TOOLS, prefix="fetch-") as directory:
        for attempt in attempts:
            target = Path(directory) / attempt.__name__
            try:
                attempt(package, target)
                run(target / "bin" / "uv", "--version")
            except (
                OSError,
                LookupError,
                ValueError,
                zipfile.BadZipFile,
                subprocess.SubprocessError,
            ) as error:
                failures.append(f"  {attempt.__name__.replace('_', ' ')}: {reason(error)}")
                continue
            shutil.rmtree(TOOLS / "uv", ignore_errors=True)
            target.rename(TOOLS / "uv")
            return 0
    print("uv could not be fetched:", *failures, sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
