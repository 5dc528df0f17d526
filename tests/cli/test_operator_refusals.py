"""What an operator asks for and cannot have is told in a sentence; nothing of it is kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line
from sosafe_api.core.security.assertions import ClientKey
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
Run = Callable[..., Result]
CLIENT = ("clients", "create", "--role", "referrer_client", "--agency", "council", "--partnership")
USER = ("users", "create", "--name", "somebody", "--agency", "council", "--partnership")
PARTNERSHIP = ("partnerships", "create", "--name", "Oldtown", "--area-code")


@pytest.fixture
def run(database: TestDatabase, tmp_path: Path) -> Run:
    """The command line on the test's database, as an operator runs it."""
    environment = {
        "SOSAFE_DATABASE_URL": database.urls.app,
        "SOSAFE_MIGRATION_DATABASE_URL": database.urls.migrator,
        "SOSAFE_DATA_DIRECTORY": str(tmp_path / "data"),
        "COLUMNS": "300",
    }

    def command(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(command_line(), list(arguments), env=environment | more)

    return command


def told(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit), "a sentence, and no trace of the program"
    return result.stderr.strip()


def test_a_name_is_given_once(world: World, run: Run) -> None:
    assert told(run(*PARTNERSHIP, "E07000243", world.slug)) == "That name is taken already."
    assert run(*CLIENT, world.slug, "--name", "housing").exit_code == 0
    assert told(run(*CLIENT, world.slug, "--name", "housing")) == "That name is taken already."


def test_what_is_not_there_is_named(world: World, run: Run) -> None:
    assert told(run(*CLIENT, "nowhere", "--name", "example")) == "There is no partnership nowhere."
    elsewhere = run(*CLIENT, world.slug, "--name", "example", "--agency", "nobody")
    assert told(elsewhere) == "There is no nobody among the agencies."
    needed = run(*USER, world.slug, "--role", "caseworker")
    assert told(needed) == "A caseworker works for a service: name it."
    assert told(run("tokens", "revoke", "nowhere.nobody")) == "There is no partnership nowhere."
    assert told(run("keys", "withdraw", "no-such-key")) == "There is no such key."
    principals = world.superuser.execute(
        "SELECT count(*) FROM principals WHERE partnership_id = %s AND client_id LIKE %s",
        (world.id, "%.somebody"),
    ).fetchone()
    assert principals == (0,)


@pytest.mark.parametrize("name", ["Old Town", "old.town", "ältestadt", "7", "", "old--town", "x" * 64])
def test_a_name_that_no_identifier_could_hold_is_refused(world: World, run: Run, name: str) -> None:
    for command in ((*PARTNERSHIP, "E07000243", name), (*CLIENT, world.slug, "--name", name)):
        refused = run(*command)
        assert refused.exit_code == 2
        assert "small letters, digits and single hyphens" in refused.stderr


def test_an_area_is_named_by_its_code(run: Run) -> None:
    refused = run(*PARTNERSHIP, "Stevenage", "thirdtown")
    assert refused.exit_code == 2
    assert "E07000243" in refused.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{", "is not a file of JSON."), (json.dumps({"keys": []}), "Must be a list of 1 to 4 keys.")],
)
def test_keys_that_a_program_may_not_register_are_told(
    world: World, run: Run, tmp_path: Path, content: str, sentence: str
) -> None:
    file = tmp_path / "keys.json"
    file.write_text(content, encoding="utf-8")
    assert told(run(*CLIENT, world.slug, "--name", "example", "--key-set", str(file))).endswith(sentence)


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_a_key_signs_by_the_algorithm_that_is_registered(
    world: World, run: Run, tmp_path: Path, algorithm: str
) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": [ClientKey.generate().public_jwk()]}), encoding="utf-8")
    command = (*CLIENT, world.slug, "--name", "example", "--key-set", str(file))
    assert told(run(*command, "--algorithm", algorithm)).endswith(f"cannot sign by {algorithm}.")
    assert run(*command).exit_code == 0


def test_one_token_is_withdrawn_and_the_others_stay(world: World, run: Run, tmp_path: Path) -> None:
    directory = world.service.settings.data_directory
    leaked, other = (world.token(world.people["referrer_client"]) for _ in range(2))
    file = tmp_path / "token"
    file.write_text(leaked + "\n", encoding="ascii")
    environment = {"SOSAFE_DATA_DIRECTORY": str(directory)}
    for _ in range(2):
        assert run("tokens", "revoke-one", str(file), **environment).exit_code == 0
    statuses = []
    for token in (leaked, other):
        with world.service.client(token) as client:
            statuses.append(client.get("/v1/referrals").status_code)
    assert statuses == [401, 200]
    file.write_text(leaked[:-9], encoding="ascii")
    assert told(run("tokens", "revoke-one", str(file), **environment)).startswith("That is no token")
