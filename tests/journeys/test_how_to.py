"""Every command of every how-to page runs on the demonstration, and prints what the page shows."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.journeys.demonstration import at_work, held
from tests.journeys.pages import FOLDER, pages, run, steps

pytestmark = [pytest.mark.database, pytest.mark.timeout(300)]
# In place of the command line, which takes a second to start: the token that it would issue.
COMMAND = """sosafe() {
  if [ "${1-} ${2-} ${3-}" = "tokens issue --as" ] && [ -f "$TOKENS/$4${5-}" ]; then cat "$TOKENS/$4${5-}"
  else command sosafe "$@"; fi
}"""
IN_THE_BACKGROUND = (
    "/v1/exports",
    "/v1/imports",
    "/v1/kpi-releases",
    "/v1/reports",
    "/v1/webhooks",
    "sosafe export",
)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_a_page_says_what_happens(
    service: RunningService, database: TestDatabase, tokens: Path, tmp_path: Path, page: Path
) -> None:
    pasted = f"SOSAFE={service.url}\n{COMMAND}"
    text = page.read_text(encoding="utf-8")
    waits = any(path in text for path in IN_THE_BACKGROUND)
    with at_work(service, database) if waits else nullcontext():
        for printed, shown in run(
            page, pasted, tmp_path, TOKENS=str(tokens), **installation(service, database)
        ):
            assert printed == shown


def installation(service: RunningService, database: TestDatabase) -> dict[str, str]:
    """Where the command line finds the keys and the database of the service."""
    return {
        "SOSAFE_DATA_DIRECTORY": str(service.settings.data_directory),
        "SOSAFE_DATABASE_URL": database.urls.app,
        "SOSAFE_MIGRATION_DATABASE_URL": database.urls.migrator,
    }


def test_every_page_is_listed_and_holds_commands() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert pages()
    for page in pages():
        assert f"({page.name})" in listed, page.name
        assert any(step.shown for step in steps(page)), f"{page.name} shows nothing that a test could hold"


def test_somebody_holds_each_role_of_the_demonstration_and_sits_in_each_panel(
    database: TestDatabase, demonstration: list[str]
) -> None:
    roles = held(database)
    assert {role for role, _, _ in roles} == set(Role) - {Role.IMPORT_CLIENT, Role.INDICATOR_READER}
    kinds = {kind for _, kind, _ in roles if kind is not None}
    assert kinds == set(PanelKind) - {PanelKind.PROFESSIONALS_MEETING}
    for kind in kinds:
        coordinators = {
            agency for role, sits, agency in roles if (role, sits) == (Role.PANEL_COORDINATOR, kind)
        }
        assert len(coordinators) == 2, "minutes are approved by a second"
        assert any((role, sits) == (Role.PANEL_MEMBER, kind) for role, sits, _ in roles)
