"""`sosafe client-key` makes a key, `sosafe login --key` proves by it who calls; the key never leaves its file."""

import json
import stat
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from psycopg.types.json import Jsonb

from sosafe_api.cli.credentials import private_key, public_jwk
from sosafe_api.cli.statuses import Status
from sosafe_api.core.security.jwks import validate_jwks
from sosafe_api.domains.auth.rules import Role
from tests.cli.developing import own_directories, run, told
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own_directories(tmp_path, monkeypatch)
    return tmp_path / "config" / "sosafe"


@pytest.fixture
def live(service: RunningService, superuser: psycopg.Connection) -> World:
    """A live partnership, where a secret does not reach personal data."""
    return World(service, superuser, mode="live").build()


def registered(world: World, jwk: dict[str, Any]) -> str:
    """The client whose key this is."""
    client_id = world.people[Role.REFERRER_CLIENT.value].client_id
    world.superuser.execute(
        "UPDATE principals SET secret_digest = NULL, key_set = %s, key_algorithm = %s WHERE client_id = %s",
        (Jsonb(validate_jwks({"keys": [jwk]})), jwk["alg"], client_id),
    )
    return client_id


def sign_in(world: World, client_id: str, key: Path, *more: str, audience: str = "") -> Any:
    where = ("--url", world.service.url, "--audience", audience or world.service.settings.issuer)
    return run({}, "login", "--client-id", client_id, "--key", key, *where, *more)


def written(path: Path, key: Any, encryption: Any = None) -> Path:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())
    path.write_bytes(pem)
    path.chmod(0o600)
    return path


def test_a_key_is_made_for_its_user_alone_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "client.pem"
    made = run({}, "client-key", file)
    assert made.exit_code == Status.DONE, made.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (document,) = told(made)
    (accepted,) = validate_jwks(document)
    assert accepted["alg"] == "ES256"
    before = file.read_bytes()
    assert run({}, "client-key", file).exit_code == Status.USAGE
    assert file.read_bytes() == before


def test_a_client_of_a_live_partnership_signs_in_by_its_key(
    live: World, tmp_path: Path, config: Path
) -> None:
    file = tmp_path / "client.pem"
    (document,) = told(run({}, "client-key", file))
    client_id = registered(live, document["keys"][0])
    result = sign_in(live, client_id, file, "--json")
    assert result.exit_code == Status.DONE, result.output
    assert told(result) == [
        {"url": live.service.url, "client_id": client_id, "kept_in": str(config / "login.json")}
    ]
    assert "PRIVATE" not in (config / "login.json").read_text()
    referral = tmp_path / "referral.json"
    referral.write_text(json.dumps(live.referral("A")))
    pushed = run({}, "push", referral, "--json")
    assert (pushed.exit_code, told(pushed)[0]["agency_reference"]) == (Status.DONE, "A")
    assert told(run({}, "logout", "--json")) == [{"signed_out": True}]
    assert (file.exists(), run({}, "push", referral).exit_code) == (True, Status.NOT_SIGNED_IN)


def test_rsa_and_a_name_of_ones_own_for_the_key_do_as_well(live: World, tmp_path: Path) -> None:
    file = written(tmp_path / "client.pem", rsa.generate_private_key(65537, 2048))
    jwk = {**public_jwk(private_key(file)), "kid": "our-key-of-2026"}
    assert jwk["alg"] == "RS256"
    client_id = registered(live, jwk)
    assert sign_in(live, client_id, file).exit_code == Status.NOT_SIGNED_IN, "its name is not its thumbprint"
    assert sign_in(live, client_id, file, "--key-id", "our-key-of-2026").exit_code == Status.DONE


def test_an_assertion_is_made_out_to_whom_the_user_says(live: World, tmp_path: Path, config: Path) -> None:
    file = written(tmp_path / "client.pem", ec.generate_private_key(ec.SECP256R1()))
    client_id = registered(live, public_jwk(private_key(file)))
    refused = sign_in(live, client_id, file, audience="https://another.example.org")
    assert (refused.exit_code, config.exists()) == (Status.NOT_SIGNED_IN, False)


def test_a_key_that_others_can_read_is_not_used(live: World, tmp_path: Path) -> None:
    file = written(tmp_path / "client.pem", ec.generate_private_key(ec.SECP256R1()))
    client_id = registered(live, public_jwk(private_key(file)))
    assert sign_in(live, client_id, file).exit_code == Status.DONE
    file.chmod(0o640)
    result = sign_in(live, client_id, file)
    assert (result.exit_code, "others can read" in result.stderr) == (Status.REFUSED, True)


@pytest.mark.parametrize("kind", ["absent", "text", "passphrase", "curve"])
def test_what_is_no_key_to_sign_by_is_told(live: World, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "client.pem"
    if kind == "text":
        file.write_text("no key")
        file.chmod(0o600)
    elif kind == "passphrase":
        written(file, ec.generate_private_key(ec.SECP256R1()), BestAvailableEncryption(b"secret"))
    elif kind == "curve":
        written(file, ec.generate_private_key(ec.SECP384R1()))
    result = sign_in(live, "a.b", file)
    assert result.exit_code == Status.REFUSED
    assert str(file) in result.stderr
