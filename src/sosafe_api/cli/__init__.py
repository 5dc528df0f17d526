"""The command line `sosafe`: serving, migrating, provisioning, and what partners' developers run."""

import gc
import os
import sys
from importlib import import_module

import typer
from rich.console import Console

from sosafe_api.cli.completion import asked
from sosafe_api.cli.statuses import Status
from sosafe_api.core.errors import ServiceUnavailable, UnsafeInstallation

MODULES = {
    "serve": "serving",
    "worker": "working",
    "demo": "demonstration",
    "login": "login",
    "logout": "login",
    "client-key": "login",
    "push": "push",
    "import": "imports",
    "export": "export",
    "changes": "changes",
    "webhook": "webhook",
    "kpi": "kpi",
    "openapi": "contract",
    "compatibility": "contract",
    "reference": "contract",
    "migrations": "database",
    "kpis": "kpis",
    "notices": "notices",
    "usage": "usage",
    "keys": "people",
    "tokens": "people",
    "clients": "people",
    "users": "people",
    "partnerships": "people",
    "sandboxes": "sandboxes",
}


def command_line(name: str = "", *, names_only: bool = False) -> typer.Typer:
    """The command that is asked for, or all of them; to import all takes seconds, so one is all it imports.

    `names_only` is for a shell that completes a command's name: nothing is imported.
    """
    app = typer.Typer(
        name="sosafe",
        help="One REST service for a community safety partnership.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_name_the_command)
    for each in [name] if name in MODULES else MODULES:
        if names_only:
            app.command(each)(_name_the_command)
            continue
        found = import_module(f"{__name__}.{MODULES[each]}").COMMANDS[each]
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=each)
        else:
            app.command(each)(found)
    return app


def _name_the_command() -> None:
    """Keeps the command's name on the command line when there is but one."""


def main() -> None:
    """Exits with 78 when the installation is unsafe or incomplete, and says what to mend."""
    try:
        gc.disable()  # while modules are imported there is no garbage, and looking for it takes a fifth of the start
        wanted = asked(sys.argv[1:], os.environ, MODULES)
        commands = command_line(wanted.name, names_only=wanted.names_only)
        gc.enable()
        commands()
    except UnsafeInstallation as error:
        Console(stderr=True).print(f"[bold red]sosafe does not start:[/] {error}", highlight=False)
        sys.exit(Status.CONFIGURATION)
    except ServiceUnavailable:
        Console(stderr=True).print("[bold red]sosafe:[/] the database cannot be reached", highlight=False)
        sys.exit(Status.REFUSED)
