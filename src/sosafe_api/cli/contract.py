"""`sosafe openapi` and `sosafe reference`: write what is generated from the code, or check it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from sosafe_api.contract.document import FILE, serialise
from sosafe_api.contract.reference import DIRECTORY, reference
from sosafe_api.contract.routes import contract

Write = Annotated[bool, typer.Option("--write", help="Write the files.")]
Check = Annotated[bool, typer.Option("--check", help="Fail when the files are not as generated.")]


def openapi(write: Write = False, check: Check = False) -> None:
    """Print the contract, write it, or compare it with the file byte for byte."""
    content = serialise(contract())
    if not write and not check:
        typer.echo(content.decode(), nl=False)
        return
    _settle({FILE: content}, write=write, command="make openapi")


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


COMMANDS = {"openapi": openapi, "reference": write_reference}
