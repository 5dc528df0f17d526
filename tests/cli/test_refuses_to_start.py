"""An unsafe installation does not start: exit code 78 and the name of what is wrong."""

from pathlib import Path

import pytest

from tests.cli.conftest import Sosafe

pytestmark = pytest.mark.timeout(240)  # a process of its own imports everything afresh
EX_CONFIG = 78


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"SOSAFE_POTR": "8000"}, "SOSAFE_POTR"),
        ({"SOSAFE_ENVIRONMENT": "live", "SOSAFE_PUBLIC_URL": "http://api.example.org"}, "SOSAFE_PUBLIC_URL"),
        (
            {"SOSAFE_ENVIRONMENT": "live", "SOSAFE_PUBLIC_URL": "https://api.example.org"},
            "SOSAFE_DATABASE_URL",
        ),
        ({"SOSAFE_PORT": "0"}, "SOSAFE_PORT"),
    ],
)
def test_a_setting_that_is_unknown_or_unsafe(sosafe: Sosafe, environment: dict[str, str], named: str) -> None:
    refused = sosafe("serve", **environment)
    assert refused.returncode == EX_CONFIG
    assert named in refused.stderr
    assert "Traceback" not in refused.stderr


def test_what_the_commands_that_call_the_api_read_is_no_unknown_setting(sosafe: Sosafe) -> None:
    own = ("SOSAFE_URL", "SOSAFE_CLIENT_ID", "SOSAFE_CLIENT_SECRET", "SOSAFE_TOKEN")
    assert sosafe("keys", "rotate", **dict.fromkeys(own, "example")).returncode == 0


def test_a_signing_key_that_others_can_read(sosafe: Sosafe, home: Path) -> None:
    assert sosafe("keys", "rotate").returncode == 0
    key = next((home / "keys").glob("*.pem"))
    key.chmod(0o644)
    try:
        refused = sosafe("serve")
    finally:
        key.chmod(0o600)
    assert refused.returncode == EX_CONFIG
    assert key.name in refused.stderr


def test_an_installation_secret_that_others_can_read(sosafe: Sosafe, home: Path) -> None:
    assert sosafe("keys", "rotate").returncode == 0
    secret = home / "installation-secret"
    secret.chmod(0o640)
    try:
        refused = sosafe("serve")
    finally:
        secret.chmod(0o600)
    assert refused.returncode == EX_CONFIG
    assert "installation-secret" in refused.stderr


def test_tokens_for_people_are_for_test_installations(sosafe: Sosafe) -> None:
    refused = sosafe(
        "tokens", "issue", "--as", "newtown.admin",
        SOSAFE_ENVIRONMENT="live", SOSAFE_PUBLIC_URL="https://api.example.org", SOSAFE_DATABASE_URL="postgresql:///x",
    )  # fmt: skip
    assert refused.returncode == EX_CONFIG
