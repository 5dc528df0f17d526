"""The command line `sosafe`: serving, migrating, provisioning, and what partners' developers run."""

import sys

import typer
from rich.console import Console

from sosafe_api.cli import contract, database, imports, kpis, people, serving
from sosafe_api.core.db.embedded import EmbeddedServerError
from sosafe_api.core.db.private_files import UnsafePrivateFile
from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.core.http.policy import UndeclaredPolicy
from sosafe_api.core.secrets import UnsafeSecret
from sosafe_api.core.security.keys import NoSigningKey, UnsafeKeyFile
from sosafe_api.core.settings import UnsafeConfiguration

EXIT_CONFIGURATION = 78  # EX_CONFIG of sysexits.h: what is wrong is the installation, not the call
UNSAFE = (
    UnsafeConfiguration,
    UnsafeKeyFile,
    UnsafeSecret,
    UnsafePrivateFile,
    NoSigningKey,
    UndeclaredPolicy,
    EmbeddedServerError,
)

app = typer.Typer(
    name="sosafe",
    help="One REST service for a community safety partnership.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("serve")(serving.serve)
app.command("worker")(serving.worker)
app.command("demo")(serving.demo)
app.command("import")(imports.import_files)
app.command("openapi")(contract.openapi)
app.command("reference")(contract.write_reference)
app.add_typer(database.app, name="migrations")
app.add_typer(kpis.app, name="kpis")
app.add_typer(people.keys, name="keys")
app.add_typer(people.tokens, name="tokens")
app.add_typer(people.clients, name="clients")
app.add_typer(people.users, name="users")
app.add_typer(people.partnerships, name="partnerships")


def main() -> None:
    """Exits with 78 when the installation is unsafe or incomplete, and says what to mend."""
    try:
        app()
    except UNSAFE as error:
        Console(stderr=True).print(f"[bold red]sosafe does not start:[/] {error}", highlight=False)
        sys.exit(EXIT_CONFIGURATION)
    except ServiceUnavailable:
        Console(stderr=True).print("[bold red]sosafe:[/] the database cannot be reached", highlight=False)
        sys.exit(1)
