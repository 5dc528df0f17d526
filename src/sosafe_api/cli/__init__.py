"""The command line `sosafe`: serving, migrating, provisioning, and what partners' developers run."""

import gc
import sys
from importlib import import_module

import typer
from rich.console import Console

from sosafe_api.core.errors import ServiceUnavailable, UnsafeInstallation

EXIT_CONFIGURATION = 78  # EX_CONFIG of sysexits.h: what is wrong is the installation, not the call
MODULES = {
    "serve": "serving",
    "worker": "working",
    "demo": "demonstration",
    "login": "login",
    "logout": "login",
    "push": "push",
    "import": "imports",
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


def command_line(asked: str = "") -> typer.Typer:
    """The command that is asked for, or all of them; to import all takes seconds, so one is all it imports."""
    app = typer.Typer(
        name="sosafe",
        help="One REST service for a community safety partnership.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_name_the_command)
    for name in [asked] if asked in MODULES else MODULES:
        found = import_module(f"{__name__}.{MODULES[name]}").COMMANDS[name]
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def _name_the_command() -> None:
    """Keeps the command's name on the command line when there is but one."""


def main() -> None:
    """Exits with 78 when the installation is unsafe or incomplete, and says what to mend."""
    try:
        gc.disable()  # while modules are imported there is no garbage, and looking for it takes a fifth of the start
        commands = command_line(next(iter(sys.argv[1:]), ""))
        gc.enable()
        commands()
    except UnsafeInstallation as error:
        Console(stderr=True).print(f"[bold red]sosafe does not start:[/] {error}", highlight=False)
        sys.exit(EXIT_CONFIGURATION)
    except ServiceUnavailable:
        Console(stderr=True).print("[bold red]sosafe:[/] the database cannot be reached", highlight=False)
        sys.exit(1)
