"""An operator sets up a partnership, a program and a person, and takes their rights away again."""

import base64
import json
from pathlib import Path

import psycopg
import pytest

from sosafe_api import provisioning
from sosafe_api.core.ids import new_id
from sosafe_api.domains.audit.service import OPERATOR
from sosafe_api.domains.auth.rules import PartnershipMode, Role
from tests.cli.conftest import Sosafe
from tests.fixtures.database import TestDatabase

pytestmark = pytest.mark.timeout(240)


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


@pytest.mark.database
def test_what_an_operator_does_is_on_record(database: TestDatabase) -> None:
    """The trail names what was done to whom; nobody of the partnership did it, so no principal is named."""
    slug = f"t{new_id().hex[-12:]}"
    with provisioning.as_owner(database.urls) as connection:
        whole = provisioning.create_partnership(
            connection, slug, "Example", "E07000243", PartnershipMode.TEST
        )
        agency = provisioning.create_agency(
            connection, slug, "council", name="Example", kind="district_council"
        )
        user = provisioning.create_user(connection, slug, "council", "analyst-1", roles=[Role.ANALYST])
        client = provisioning.create_client(
            connection, slug, "council", "loader", roles=[Role.IMPORT_CLIENT], scopes=["import:create"]
        )
        found = provisioning.find_principal(connection, user.client_id)
        assert found is not None
        provisioning.note_token(connection, found)
        assert provisioning.revoke(connection, user.client_id, disable=False)
        assert provisioning.revoke(connection, client.client_id, disable=True)
        assert not provisioning.revoke(connection, f"{slug}.nobody", disable=True)
    with psycopg.connect(database.superuser) as connection:
        lines = connection.execute(
            "SELECT operation, object_id, actor_id, decision FROM audit_entries WHERE partnership_id = %s ORDER BY id",
            (whole,),
        ).fetchall()
    assert [(operation, object_id) for operation, object_id, _, _ in lines] == [
        ("partnership:create", whole),
        ("agency:create", agency),
        ("principal:create", user.id),
        ("principal:create", client.id),
        ("principal:issue_token", user.id),
        ("principal:revoke_tokens", user.id),
        ("principal:disable", client.id),
    ]
    assert {(actor, decision) for _, _, actor, decision in lines} == {(OPERATOR, "allowed")}


@pytest.mark.database
def test_what_is_refused_leaves_no_line(database: TestDatabase) -> None:
    slug = f"t{new_id().hex[-12:]}"
    with provisioning.as_owner(database.urls) as connection:
        whole = provisioning.create_partnership(
            connection, slug, "Example", "E07000243", PartnershipMode.TEST
        )
        provisioning.create_agency(connection, slug, "council", name="Example", kind="district_council")
    with pytest.raises(provisioning.Unknown), provisioning.as_owner(database.urls) as connection:
        provisioning.create_user(connection, slug, "council", "worker-1", roles=[Role.CASEWORKER])
    with psycopg.connect(database.superuser) as connection:
        found = connection.execute(
            "SELECT count(*) FROM audit_entries WHERE partnership_id = %s", (whole,)
        ).fetchone()
    assert found == (2,)
