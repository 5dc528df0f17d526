"""Running and checking the migrations: to head, down and up again, the SQL for review, one visible head."""

import io
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, pool, text

from sosafe_api.core.db.columns import metadata
from sosafe_api.core.db.roles import OWNER
from sosafe_api.core.db.safety import head_revision, migrations_directory


def configuration(url: str | None = None, output: io.StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output else Config()
    config.set_main_option("script_location", str(migrations_directory()))
    config.set_main_option(
        "file_template", "%%(year)d-%%(month).2d-%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str = "base") -> None:
    command.downgrade(configuration(url), revision)


def offline_sql(revisions: str = "base:head") -> str:
    """The statements that a database administrator can review; nothing is run."""
    output = io.StringIO()
    command.upgrade(configuration(output=output), revisions, sql=True)
    return output.getvalue()


def new_revision(url: str, message: str) -> Path:
    """Writes a revision from the difference between the tables declared and the database; updates HEAD."""
    made = command.revision(configuration(url), message, autogenerate=True, rev_id=_identifier())
    script = made if not isinstance(made, list) else made[0]
    if script is None:
        raise RuntimeError("Alembic wrote no revision")
    (migrations_directory() / "HEAD").write_text(f"{script.revision}\n", encoding="utf-8")
    return Path(script.path)


def _identifier() -> str:
    return datetime.now(UTC).strftime("%Y%m%d%H%M")


def check_head() -> list[str]:
    """Complaints when there is not exactly one head, or HEAD names another."""
    heads = ScriptDirectory.from_config(configuration()).get_heads()
    if list(heads) != [head_revision()]:
        return [f"migrations/HEAD names {head_revision()}, but the heads are {', '.join(heads)}"]
    return []


def differences(url: str) -> list[str]:
    """What the migrated database lacks of the declared tables, or has beyond them."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {OWNER}"))  # only the owner sees the whole schema
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, metadata)]
