"""P30: it refuses to run unsafely, and names what is unsafe without showing a value."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from sosafe_api.core.db import embedded
from sosafe_api.core.db.embedded import EmbeddedPostgres
from sosafe_api.core.db.safety import check_connection
from sosafe_api.core.db.session import Database
from sosafe_api.core.secrets import UnsafeSecret, load_secret
from sosafe_api.core.security.keys import KeyRing, UnsafeKeyFile
from sosafe_api.core.settings import Settings, UnsafeConfiguration, load_settings
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import settings_for

pytestmark = pytest.mark.p30
EX_CONFIG = 78


def check(url: str, settings: Settings) -> None:
    async def connect() -> None:
        async with Database(url, pool_size=1) as database:
            await check_connection(database, settings)

    asyncio.run(connect())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path / "home")


@pytest.mark.database
def test_the_application_role_is_safe(database: TestDatabase, settings: Settings) -> None:
    check(database.urls.app, settings)
    check(database.urls.reader, settings)


@pytest.mark.database
@pytest.mark.parametrize(
    ("role", "named"), [("superuser", "row security does not bind"), ("migrator", "the owner of the tables")]
)
def test_a_role_above_row_security_is_not(
    database: TestDatabase, settings: Settings, role: str, named: str
) -> None:
    url = database.superuser if role == "superuser" else database.urls.migrator
    with pytest.raises(UnsafeConfiguration, match=named):
        check(url, settings)


@pytest.mark.database
def test_a_role_that_may_pass_by_row_security_is_not(database: TestDatabase, settings: Settings) -> None:
    with database.connect() as superuser:
        superuser.execute("CREATE ROLE passer LOGIN BYPASSRLS PASSWORD 'fictional'")
        superuser.execute("GRANT CONNECT ON DATABASE sosafe TO passer")
        try:
            sockets = database.urls.app.partition("?")[2]
            with pytest.raises(UnsafeConfiguration, match="row security does not bind"):
                check(f"postgresql://passer:fictional@/sosafe?{sockets}", settings)
        finally:
            superuser.execute("REVOKE CONNECT ON DATABASE sosafe FROM passer")
            superuser.execute("DROP ROLE passer")


@pytest.mark.database
def test_commits_that_do_not_wait_for_the_disk_are_not(database: TestDatabase, settings: Settings) -> None:
    url = database.urls.app + "&options=-csynchronous_commit%3Doff"
    with pytest.raises(UnsafeConfiguration, match="synchronous_commit"):
        check(url, settings)


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server that does not write to the disk what it acknowledges; the address of its superuser."""
    fixed = MappingProxyType({**embedded.FIXED_SETTINGS, "fsync": "off"})
    monkeypatch.setattr(embedded, "FIXED_SETTINGS", fixed)
    with tempfile.TemporaryDirectory(prefix="sosafe-careless-") as home:
        Path(home).chmod(0o711)
        with EmbeddedPostgres(Path(home) / "data") as server:
            yield server.superuser_dsn


@pytest.mark.database
def test_a_server_that_loses_what_it_acknowledged_is_not(careless: str, settings: Settings) -> None:
    with pytest.raises(UnsafeConfiguration, match="fsync=off"):
        check(careless, settings)


@pytest.mark.database
@pytest.mark.parametrize("program", ["serve", "worker"])
@pytest.mark.parametrize("variable", ["SOSAFE_DATABASE_URL", "SOSAFE_READER_DATABASE_URL"])
def test_the_service_ends_at_once_with_the_exit_code_of_a_bad_configuration(
    database: TestDatabase, settings: Settings, variable: str, program: str
) -> None:
    url = database.superuser
    own = {name: value for name, value in os.environ.items() if not name.startswith("SOSAFE_")}
    own |= {"SOSAFE_DATA_DIRECTORY": str(settings.data_directory), "SOSAFE_DATABASE_URL": database.urls.app}
    own |= {variable: url, "COLUMNS": "300"}
    command = [sys.executable, "-m", "sosafe_api", program]
    ran = subprocess.run(command, env=own, capture_output=True, text=True, timeout=50, check=False)
    assert ran.returncode == EX_CONFIG, ran.stderr
    assert f"{variable} names a role that row security does not bind" in ran.stderr
    assert url.split(":")[2].split("@")[0] not in ran.stderr


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_secret_or_a_key_that_others_can_read_is_refused(settings: Settings, mode: int) -> None:
    settings.secret_file.chmod(mode)
    with pytest.raises(UnsafeSecret, match="can be read by others"):
        load_secret(settings.secret_file)
    key = next(settings.keys_directory.glob("*.pem"))
    key.chmod(mode)
    with pytest.raises(UnsafeKeyFile):
        KeyRing.load(settings.keys_directory)


def test_a_weak_or_missing_secret_is_refused(settings: Settings) -> None:
    settings.secret_file.write_bytes(b"short")
    with pytest.raises(UnsafeSecret, match="shorter than 32 bytes"):
        load_secret(settings.secret_file)
    settings.secret_file.unlink()
    with pytest.raises(UnsafeSecret, match="no secret file"):
        load_secret(settings.secret_file)


def test_a_setting_with_a_typing_error_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOSAFE_REQUESTS_PER_MINTUE", "10")
    monkeypatch.setenv("SOSAFE_DEBUG", "1")
    monkeypatch.setenv("SOSAFE_IN_TEST_MODE", "1")
    named = "SOSAFE_DEBUG, SOSAFE_IN_TEST_MODE, SOSAFE_REQUESTS_PER_MINTUE"
    with pytest.raises(UnsafeConfiguration, match=named):
        load_settings()


def test_a_live_service_is_reached_by_https_only() -> None:
    with pytest.raises(UnsafeConfiguration, match="SOSAFE_PUBLIC_URL"):
        load_settings(environment="live", public_url="http://api.example.org")
    assert load_settings(environment="live", public_url="https://api.example.org").issuer
