"""Every command of every how-to page runs, and prints what the page shows."""

from pathlib import Path

import pytest

from tests.fixtures.world import World
from tests.journeys.pages import FOLDER, pages, run, steps

pytestmark = [pytest.mark.database, pytest.mark.timeout(120)]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_a_page_says_what_happens(world: World, page: Path) -> None:
    environment = {"SOSAFE": world.service.url} | {
        name.upper().replace("-", "_"): world.token(someone) for name, someone in world.people.items()
    }
    for printed, shown in run(page, environment):
        assert printed == shown


def test_every_page_is_listed_and_holds_commands() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert pages()
    for page in pages():
        assert f"({page.name})" in listed, page.name
        assert any(step.shown for step in steps(page)), f"{page.name} shows nothing that a test could hold"
