"""What an operator's commands share: the tables as their owner, names of one form, refusals in a sentence."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer
from pydantic import TypeAdapter, ValidationError

from sosafe_api import provisioning
from sosafe_api.core.schemas import Slug
from sosafe_api.core.security.jwks import ALGORITHMS, UnsuitableKeys, validate_jwks
from sosafe_api.core.settings import load_settings
from sosafe_api.installation import installation

# A client's identifier is the partnership's slug, a full stop and a name, so neither may hold one.
_NAME = TypeAdapter(Slug)
_AREA_CODE = re.compile(r"[ENSW][0-9]{8}")


def refuse(sentence: str) -> NoReturn:
    """Ends the command with 1 and says why."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


@contextmanager
def as_operator() -> Iterator[provisioning.Connection]:
    """One transaction as the owner of the tables; what cannot be done is told, and nothing of it is kept."""
    try:
        with installation(load_settings()) as found, provisioning.as_owner(found.urls) as connection:
            yield connection
    except (provisioning.Unknown, provisioning.NameTaken) as error:
        refuse(f"{str(error)[:1].upper()}{str(error)[1:]}.")


def name_of(text: str) -> str:
    """A callback of Typer's for names and slugs."""
    try:
        return _NAME.validate_python(text)
    except ValidationError:
        raise typer.BadParameter(
            "use 2 to 63 small letters, digits and single hyphens, a letter first"
        ) from None


def area_code_of(text: str) -> str:
    """A callback of Typer's for a code of the Office for National Statistics."""
    if not _AREA_CODE.fullmatch(text):
        raise typer.BadParameter("use the nine characters of an ONS code, like E07000243")
    return text


def public_keys_of(file: Path, algorithm: str) -> list[dict[str, str]]:
    """The keys of a JWKS file, all of them fit for the algorithm."""
    try:
        keys = validate_jwks(json.loads(file.read_text(encoding="utf-8")))
    except UnsuitableKeys as error:
        refuse(f"{file} {error}")
    except (OSError, ValueError):
        refuse(f"{file} is not a file of JSON.")
    if not all(algorithm in ALGORITHMS[key["kty"]] for key in keys):
        refuse(f"{file} holds a key that cannot sign by {algorithm}.")
    return keys
