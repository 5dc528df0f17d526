"""An operator sets up a partnership, a program and a person, and takes their rights away again."""

import base64
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sosafe

pytestmark = [pytest.mark.database, pytest.mark.timeout(240)]


@pytest.fixture(scope="session")
def partnership(sosafe: Sosafe) -> str:
    sosafe("keys", "rotate")
    made = sosafe("partnerships", "create", "newtown", "--name", "Newtown", "--area-code", "E07000243")
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == "user: newtown.admin"
    return "newtown"


def test_a_program_without_keys_gets_a_secret_once(sosafe: Sosafe, partnership: str) -> None:
    made = sosafe(
        "clients", "create", "--partnership", partnership, "--agency", "council",
        "--name", "housing-system", "--role", "referrer_client",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "client_id: newtown.housing-system" in made.stdout
    assert len(made.stdout.split("client_secret: ")[1].split()[0]) >= 43


def test_a_person_gets_a_token_with_the_scopes_of_the_roles(sosafe: Sosafe, partnership: str) -> None:
    issued = sosafe("tokens", "issue", "--as", f"{partnership}.admin")
    assert issued.returncode == 0, issued.stderr
    assert issued.stdout.count(".") == 2
    refused = sosafe("tokens", "issue", "--as", f"{partnership}.admin", "--scope", "referral:read")
    assert refused.returncode == 1
    assert "roles do not include" in refused.stderr


def test_a_token_after_a_fresh_sign_in_says_so(sosafe: Sosafe, partnership: str) -> None:
    issued = {
        option: sosafe("tokens", "issue", "--as", f"{partnership}.admin", *option)
        for option in ((), ("--step-up",))
    }
    claims = {option: _claims(answer.stdout) for option, answer in issued.items()}
    assert "auth_time" not in claims[()]
    assert 0 <= claims["--step-up",]["iat"] - claims["--step-up",]["auth_time"] <= 2


def _claims(token: str) -> dict[str, int]:
    middle = token.strip().split(".")[1]
    found: dict[str, int] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return found


@pytest.mark.parametrize("who", ["newtown.nobody", "nowhere.admin", "newtown.housing-system"])
def test_a_token_is_issued_to_known_people_only(sosafe: Sosafe, partnership: str, who: str) -> None:
    issued = sosafe("tokens", "issue", "--as", who)
    assert issued.returncode == 1
    assert issued.stdout == ""


def test_a_disabled_person_gets_no_token(sosafe: Sosafe, partnership: str) -> None:
    made = sosafe(
        "users",
        "create",
        "--partnership",
        partnership,
        "--agency",
        "council",
        "--name",
        "leaver",
        "--role",
        "analyst",
    )
    assert made.returncode == 0, made.stderr
    assert sosafe("tokens", "issue", "--as", f"{partnership}.leaver").returncode == 0
    assert sosafe("tokens", "revoke", f"{partnership}.leaver", "--disable").returncode == 0
    assert sosafe("tokens", "issue", "--as", f"{partnership}.leaver").returncode == 1


def test_the_next_signing_key_is_published_before_it_signs(
    sosafe: Sosafe, partnership: str, home: Path
) -> None:
    before = len(list((home / "keys").glob("*.pem")))
    rotated = sosafe("keys", "rotate")
    assert rotated.returncode == 0, rotated.stderr
    assert "signs from" in rotated.stdout
    assert len(list((home / "keys").glob("*.pem"))) == before + 1
    assert sosafe("tokens", "issue", "--as", f"{partnership}.admin").returncode == 0
