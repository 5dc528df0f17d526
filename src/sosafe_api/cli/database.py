"""`sosafe migrations`: bring the tables up to date, check the migrations, show their SQL, write a new one."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

import sosafe_api.tables  # noqa: F401  # the declared tables, which the migrated ones are compared with
from sosafe_api.core.db import migrations
from sosafe_api.core.db.embedded import EmbeddedPostgres
from sosafe_api.core.db.roles import DATABASE, prepare_embedded, prepare_named
from sosafe_api.core.db.safety import head_revision
from sosafe_api.core.settings import UnsafeConfiguration, load_settings
from sosafe_api.installation import installation, prepare_tables

app = typer.Typer(help="The database's tables.", no_args_is_help=True)


@app.command()
def prepare(
    database: Annotated[str, typer.Option(help="The name of the database.")] = DATABASE,
) -> None:
    """Make the roles and the database on your own PostgreSQL server; once, before the first upgrade."""
    settings = load_settings()
    if settings.administrator_database_url is None:
        raise UnsafeConfiguration("SOSAFE_ADMINISTRATOR_DATABASE_URL is needed to make roles and a database")
    administrator = settings.administrator_database_url.get_secret_value()
    written = prepare_named(administrator, settings.data_directory, database)
    typer.echo(f"The settings that name the database are in {written}.")


@app.command()
def upgrade() -> None:
    """Bring the database to this version's tables."""
    with installation(load_settings()) as found:
        if not found.urls.migrator:
            raise UnsafeConfiguration("SOSAFE_MIGRATION_DATABASE_URL is needed to migrate")
        prepare_tables(found.urls)
    typer.echo(f"The tables are at revision {head_revision()}.")


@app.command()
def sql(
    revisions: Annotated[str, typer.Argument(help="FROM:TO, as Alembic writes it.")] = "base:head",
) -> None:
    """Print the SQL of the migrations, for review; nothing is run."""
    typer.echo("SET lock_timeout = '2s';\nSET statement_timeout = '60s';")
    typer.echo(migrations.offline_sql(revisions))


@app.command()
def check() -> None:
    """Run all migrations up, down and up on a scratch server; compare the result with the declared tables."""
    complaints = migrations.check_head()
    with _scratch_database() as url:
        migrations.upgrade(url)
        complaints += migrations.differences(url)
        migrations.downgrade(url)
        migrations.upgrade(url)
        complaints += migrations.differences(url)
    for complaint in complaints:
        typer.echo(complaint, err=True)
    if complaints:
        raise typer.Exit(1)
    typer.echo("The migrations run up, down and up, and give the declared tables.")


@app.command()
def new(message: Annotated[str, typer.Argument(help="What the migration does, in a few words.")]) -> None:
    """Write a migration from the difference between the declared tables and the migrated ones."""
    with _scratch_database() as url:
        migrations.upgrade(url)
        typer.echo(migrations.new_revision(url, message))


@contextmanager
def _scratch_database() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="sosafe-scratch-") as directory:
        home = Path(directory)
        home.chmod(0o711)
        with EmbeddedPostgres(home / "data", binaries=load_settings().postgres_binaries) as server:
            yield prepare_embedded(server).migrator


COMMANDS = {"migrations": app}
