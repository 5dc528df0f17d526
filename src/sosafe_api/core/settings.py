"""Every setting of the service, read once from the environment under the prefix SOSAFE_."""

import os
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from sosafe_api.core.db.embedded import default_data_directory
from sosafe_api.core.errors import UnsafeInstallation

PREFIX = "SOSAFE_"
TEST_PREFIX = "SOSAFE_TEST_"  # read by the test suite, never by the service
# Read by the commands that call the API as a client would, never by the service.
CLIENT_VARIABLES = frozenset({"SOSAFE_URL", "SOSAFE_CLIENT_ID", "SOSAFE_CLIENT_SECRET", "SOSAFE_TOKEN"})


_FOLLOWS_A_FAULTY_ONE = "default_factory_not_called"


class Environment(StrEnum):
    """`live` refuses everything meant for trials; `test` allows tokens for people from the command line."""

    LIVE = "live"
    TEST = "test"


class UnsafeConfiguration(UnsafeInstallation):
    """The service would run unsafely with these settings, so it does not start."""


def _loopback_url(given: dict[str, Any]) -> str:
    """Follows the port, so that a service moved to another one does not send its callers to the old."""
    return f"http://127.0.0.1:{given['port']}"


class Settings(BaseSettings):
    """Typed settings; an unknown `SOSAFE_` variable is refused at start, so that a typing error is seen."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    environment: Environment = Field(
        Environment.TEST, description="`live` for real partnerships; `test` for trials and demonstrations."
    )
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL URL of the application role; unset, the service starts its own server.",
    )
    migration_database_url: SecretStr | None = Field(
        None, description="PostgreSQL URL of the migrator role, used by `sosafe migrations` only."
    )
    administrator_database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL URL of somebody who may create roles, used by `sosafe migrations prepare` only.",
    )
    reader_database_url: SecretStr | None = Field(
        None, description="PostgreSQL URL of the reader role, which serves the open indicators."
    )
    data_directory: Path = Field(
        default_factory=default_data_directory,
        description="Home of the embedded server, the signing keys and the installation secret.",
    )
    postgres_binaries: Path | None = Field(
        None, description="Directory of PostgreSQL's programs for the embedded server."
    )
    host: str = Field("127.0.0.1", description="Address the web process listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port the web process listens on.")
    public_url: str = Field(
        default_factory=_loopback_url,
        description="The address by which clients reach the service, without a path.",
        json_schema_extra={"x-default": "`http://127.0.0.1:` and the port"},
    )
    workers: int = Field(1, ge=1, le=64, description="Web processes.")
    pool_size: int = Field(10, ge=1, le=100, description="Database connections of each web process.")
    pool_wait_seconds: float = Field(1.0, gt=0, le=30, description="Longest wait for a connection, then 503.")
    handler_seconds: float = Field(10.0, gt=0, le=60, description="Longest time for one request, then 503.")
    body_seconds: float = Field(30.0, gt=0, le=300, description="Longest time to receive a body, then 408.")
    body_bytes: int = Field(262_144, ge=1024, description="Largest JSON body.")
    import_part_bytes: int = Field(10_485_760, ge=1024, description="Largest part of an import upload.")
    import_bytes: int = Field(536_870_912, ge=1024, description="Largest import file.")
    import_rows: int = Field(5_000_000, ge=1, description="Most rows of one import of incidents.")
    export_bytes: int = Field(536_870_912, ge=1024, description="Largest export of a list.")
    export_file_bytes: int = Field(2_147_483_648, ge=1024, description="Largest export that a worker writes.")
    export_seconds: float = Field(
        60.0, gt=0, le=600, description="Longest time to write an export, then 503."
    )
    exports_at_once: int = Field(
        2, ge=1, le=50, description="Exports that one web process writes at once; beyond, 503."
    )
    wait_seconds: float = Field(
        30.0,
        ge=0,
        le=60,
        description="Longest time that an answer waits for work to end, where that is preferred.",
    )
    stream_seconds: float = Field(
        300.0, gt=0, le=900, description="Longest time of one stream of events; its reader then asks anew."
    )
    heartbeat_seconds: float = Field(15.0, gt=0, le=60, description="Longest silence of a stream of events.")
    watches_at_once: int = Field(
        16,
        ge=1,
        le=1000,
        description="Waiting answers and streams of one web process; beyond, answers do not wait and streams are 503.",
    )
    requests_per_minute: int = Field(
        600, ge=1, description="Quota of one client, or of one address on open routes."
    )
    in_flight: int = Field(
        64, ge=1, description="Requests worked on at once by one web process; beyond, 503."
    )
    user_token_seconds: int = Field(900, ge=60, le=900, description="Lifetime of a person's access token.")
    client_token_seconds: int = Field(900, ge=60, le=3600, description="Lifetime of a client's access token.")
    sealing_key: int = Field(
        1,
        ge=1,
        le=9999,
        description="Number of the key that seals secret locations from now on; raise it by one to change keys.",
    )
    webhook_senders: int = Field(
        8, ge=1, le=64, description="Receivers of webhooks that one worker calls at the same time."
    )
    webhook_local_receivers: bool = Field(
        False, description="Whether webhooks may lead to this machine, without TLS; never when live."
    )
    metrics_host: str = Field("127.0.0.1", description="Address on which each process tells its metrics.")
    metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port of `/metrics`; each further process takes the next free one. Unset, there are no metrics.",
    )
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Least level that is logged."
    )

    @cached_property
    def keys_directory(self) -> Path:
        return self.data_directory / "keys"

    @cached_property
    def secret_file(self) -> Path:
        return self.data_directory / "installation-secret"

    @property
    def issuer(self) -> str:
        return self.public_url

    @property
    def audience(self) -> str:
        return f"{self.public_url}/v1"


def unknown_variables() -> list[str]:
    """Variables with our prefix that no setting answers to."""
    known = CLIENT_VARIABLES | {PREFIX + name.upper() for name in Settings.model_fields}
    ours = (name for name in os.environ if name.upper().startswith(PREFIX))
    return sorted(name for name in ours if name.upper() not in known and not name.startswith(TEST_PREFIX))


def load_settings(**overrides: Any) -> Settings:
    """Raises `UnsafeConfiguration` naming what is wrong, never showing a value."""
    unknown = unknown_variables()
    if unknown:
        raise UnsafeConfiguration(f"unknown setting: {', '.join(unknown)}")
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        found = (item for item in error.errors(include_input=False) if item["type"] != _FOLLOWS_A_FAULTY_ONE)
        faulty = sorted({PREFIX + str(item["loc"][0]).upper() for item in found})
        raise UnsafeConfiguration(f"not a valid value: {', '.join(faulty)}") from None
    if settings.environment is Environment.LIVE and not settings.public_url.startswith("https://"):
        raise UnsafeConfiguration(
            "SOSAFE_PUBLIC_URL must start with https:// when SOSAFE_ENVIRONMENT is live"
        )
    if settings.environment is Environment.LIVE and settings.webhook_local_receivers:
        raise UnsafeConfiguration(
            "SOSAFE_WEBHOOK_LOCAL_RECEIVERS must not be set when SOSAFE_ENVIRONMENT is live"
        )
    return settings
