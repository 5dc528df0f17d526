"""`sosafe openapi`, `compatibility` and `reference`: write what is generated from the code, or check it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from sosafe_api import __version__
from sosafe_api.contract import compatibility as gate
from sosafe_api.contract.compatibility.places import FaultyContract
from sosafe_api.contract.compatibility.releases import AlreadyReleased
from sosafe_api.contract.document import FILE, serialise
from sosafe_api.contract.postman import serialised
from sosafe_api.contract.reference import DIRECTORY, reference
from sosafe_api.contract.routes import contract
from sosafe_api.core import clock

Write = Annotated[bool, typer.Option("--write", help="Write the files.")]
Check = Annotated[bool, typer.Option("--check", help="Fail when the files are not as generated.")]


Released = Annotated[
    Path | None, typer.Argument(help="The earlier contract; else that of the last release.", exists=True)
]
Current = Annotated[Path, typer.Argument(help="The later contract.", exists=True)]
Allowed = Annotated[Path, typer.Option("--allowed", help="Breaking changes that are allowed, as TOML.")]
Release = Annotated[bool, typer.Option("--release", help="Keep the contract as that of this version.")]
Postman = Annotated[Path | None, typer.Option("--postman", help="Write it as a Postman collection instead.")]


def openapi(
    write: Write = False, check: Check = False, release: Release = False, postman: Postman = None
) -> None:
    """Print the contract, write it, compare it with the file byte for byte, or keep it as released."""
    if postman is not None:
        postman.parent.mkdir(parents=True, exist_ok=True)
        postman.write_bytes(serialised(contract()))
        return
    content = serialise(contract())
    if release:
        _keep(content)
        return
    if not write and not check:
        typer.echo(content.decode(), nl=False)
        return
    _settle({FILE: content}, write=write, command="make openapi")


def compatibility(
    released: Released = None, current: Current = FILE, allowed: Allowed = gate.ALLOWANCES
) -> None:
    """Fail when the contract breaks clients of an earlier one, naming each change by rule and place."""
    earlier = released or gate.last_release()
    if earlier is None:
        _refuse("No contract is released yet: keep the first by `sosafe openapi --release`.")
    day = clock.now().date()
    try:
        findings = gate.compare(_read(earlier), _read(current), day)
        allowances = gate.read_allowances(allowed) if allowed.is_file() else []
    except (FaultyContract, gate.FaultyAllowances) as error:
        _refuse(str(error))
    for finding in findings:
        if not finding.rule.breaking:
            typer.echo(f"advice: {finding}")
    faults = gate.judge(findings, allowances, day)
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        _refuse(f"{len(faults)} of these break clients of {earlier}.")
    typer.echo(f"Nothing breaks clients of {earlier}.")


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(gate.read(file))
    except (ValueError, OSError):
        raise FaultyContract(f"{file} is not a file of JSON") from None
    if not isinstance(found, dict) or "paths" not in found:
        raise FaultyContract(f"{file} is not an OpenAPI document")
    return found


def _keep(content: bytes) -> None:
    try:
        typer.echo(f"{gate.keep(content, __version__)} is the contract of {__version__}.")
    except AlreadyReleased as error:
        _refuse(f"{error}; raise the version first.")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def write_reference(write: Write = False, check: Check = False) -> None:
    """List the reference pages, write them, or compare them with the files byte for byte."""
    pages = {DIRECTORY / name: text.encode() for name, text in reference().items()}
    if not write and not check:
        for path in sorted(pages):
            typer.echo(path)
        return
    left_over = [path for path in sorted(DIRECTORY.glob("*.md")) if path not in pages]
    _settle(pages, write=write, command="make docs", left_over=left_over)


def _settle(
    contents: Mapping[Path, bytes], *, write: bool, command: str, left_over: list[Path] | None = None
) -> None:
    """Writes what differs, or names it and ends with 1."""
    differing = [path for path, content in contents.items() if not _holds(path, content)]
    if write:
        for path in differing:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[path])
        for path in left_over or ():
            path.unlink()
        return
    for path in [*differing, *(left_over or ())]:
        typer.echo(f"{path} is not as generated: run `{command}` and review the difference.", err=True)
    if differing or left_over:
        raise typer.Exit(1)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


COMMANDS = {"openapi": openapi, "compatibility": compatibility, "reference": write_reference}
