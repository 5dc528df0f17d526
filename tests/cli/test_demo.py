"""`make demo` as a newcomer meets it: it starts, prints five commands, and they work as printed, each time."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from sosafe_api.core.clock import LONDON
from sosafe_api.core.settings import load_settings
from sosafe_api.demo.referrals import referrals
from sosafe_api.installation import installation
from sosafe_api.provisioning import as_owner, enter
from tests.fixtures.waiting import wait_until
from tests.journeys.pages import FOLDER, run

pytestmark = pytest.mark.timeout(900)  # processes of their own, each importing everything afresh
START_SECONDS = 200
EX_CONFIG = 78


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data directory that the embedded server's account can reach, also when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="sosafe-demo-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory) / "data of a demonstration"


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


class Demo:
    """`sosafe demo` in a process of its own; what it prints is read as it comes."""

    def __init__(self, home: Path, port: int) -> None:
        self._environment = {name: value for name, value in os.environ.items() if "SOSAFE" not in name}
        self._environment |= {"SOSAFE_DATA_DIRECTORY": str(home), "SOSAFE_PORT": str(port)}
        self.url = f"http://127.0.0.1:{port}"
        self.printed = ""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sosafe_api", "demo", *arguments]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=60, check=False
        )

    def token(self, name: str) -> str:
        command = [sys.executable, "-m", "sosafe_api", "tokens", "issue", "--as", name]
        issued = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=60, check=True
        )
        return issued.stdout.strip()

    @contextmanager
    def running(self, *arguments: str) -> Iterator["Demo"]:
        command = [sys.executable, "-m", "sosafe_api", "demo", *arguments]
        with subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True) as process:
            reader = threading.Thread(target=self._read, args=(process,), daemon=True)
            reader.start()
            try:
                wait_until(lambda: "# 5." in self.printed or process.poll() is not None, START_SECONDS)
                yield self
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)
                reader.join(5)

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.printed += line


def pasted(printed: str) -> list[Any]:
    """The answers of the five commands, pasted as printed into a shell of somebody who set nothing."""
    script = printed[printed.index("SOSAFE=") :] + '\necho "$TOKEN"'
    bash = shutil.which("bash")
    assert bash
    bare = {"PATH": os.environ["PATH"], "HOME": tempfile.gettempdir()}
    ran = subprocess.run(
        [bash, "-c", script], env=bare, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    decoder, text, found = json.JSONDecoder(), ran.stdout, []
    while text.lstrip().startswith("{"):
        value, end = decoder.raw_decode(text := text.lstrip())
        found.append(value)
        text = text[end:]
    assert text.strip().count(".") == 2, "the token"
    return found


def assert_the_five_work(printed: str, url: str) -> list[str]:
    """Answers the references that the agency's list shows, newest first."""
    receipt, received, accepted, mine, indicator = pasted(printed)
    assert receipt["status"] == "submitted"
    assert (received["to"], accepted["to"]) == ("received", "accepted")
    newest = mine["data"][0]
    assert (newest["id"], newest["status"]) == (receipt["id"], "accepted")
    assert all(item["value"] > 0 for item in indicator["data"])
    assert url in printed
    return [item["agency_reference"] for item in mine["data"]]


def assert_pasting_again_pushes_nothing_twice(printed: str) -> None:
    answers = pasted(printed)
    assert answers[0]["status"] == "submitted"  # the receipt of the first time
    assert [answer["code"] for answer in answers[1:3]] == ["transition_not_allowed"] * 2
    references = [item["agency_reference"] for item in answers[3]["data"]]
    assert references.count(answers[0]["agency_reference"]) == 1


def assert_a_page_tells_the_truth(printed: str, directory: Path) -> None:
    pasted = printed[printed.index("SOSAFE=") : printed.index("# 1.")]
    for told, shown in run(FOLDER / "a-referral-becomes-a-case.md", pasted, directory):
        assert told == shown


def assert_the_calendar_fills(url: str) -> None:
    """Four-weekly street meets and quarterly events, planned while the commands can be read already."""

    def told() -> set[str]:
        found = httpx.get(f"{url}/v1/partnerships/demo/events").json()["data"]
        return {event["title"] for event in found}

    wait_until(lambda: len(told()) == 2, START_SECONDS)
    assert told() == {"Street meet in Bedwell", "Town centre partnership event"}
    assert httpx.get(f"{url}/v1/partnerships/demo/calendar").text.count("RRULE:FREQ=WEEKLY;") == 1


def assert_the_figures_arrive(demo: Demo) -> None:
    """Of a printed strategy, loaded after the commands: their release by a second person says that all are there."""
    headers = {"Authorization": f"Bearer {demo.token('demo.scrutiny')}"}
    days = "period=financial_year&from=2016-04-01&before=2017-04-01"

    def told() -> list[float | None]:
        found = httpx.get(f"{demo.url}/v1/kpis/no_more_housed/observations?{days}", headers=headers).json()
        return [item["value"] for item in found["data"]]

    wait_until(lambda: told() != [], START_SECONDS)
    assert told() == [96.0]


def assert_the_crime_rate_is_drawn(url: str) -> None:
    """As the page on charts shows it; the release that holds it is the very last step."""
    open_rate = f"{url}/v1/partnerships/demo/kpis/crime_rate"
    wait_until(lambda: httpx.get(f"{open_rate}/chart.svg?period=quarter").status_code == 200, START_SECONDS)
    assert httpx.get(f"{open_rate}/observations?period=quarter").json()["data"][-1]["value"] > 0


def forget(home: Path, name: str) -> None:
    """Leaves the demonstration as a release made it that did not know this person."""
    settings = load_settings(data_directory=home)
    with installation(settings) as found, as_owner(found.urls) as connection:
        enter(connection, "demo")
        gone = connection.execute("UPDATE principals SET disabled_at = now() WHERE client_id = %s", (name,))
        assert gone.rowcount == 1


def test_the_five_commands_work_as_printed_at_each_start(home: Path, port: int) -> None:
    demo = Demo(home, port)
    with demo.running():
        assert_the_five_work(demo.printed, demo.url)
        assert_pasting_again_pushes_nothing_twice(demo.printed)
        assert_a_page_tells_the_truth(demo.printed, home.parent)
        assert_the_calendar_fills(demo.url)
        assert_the_figures_arrive(demo)
        assert_the_crime_rate_is_drawn(demo.url)
        beside = demo.run()
        assert beside.returncode == 0
        assert "already runs" in beside.stdout
        assert_the_five_work(beside.stdout, demo.url)
        refused = demo.run("--reset")
        assert (refused.returncode, "stop it first" in refused.stderr) == (EX_CONFIG, True)
        assert httpx.get(f"{demo.url}/readyz").status_code == 200
    later = Demo(home, port)
    with later.running():
        assert later.printed.partition("agencies")[0] == demo.printed.partition("agencies")[0]
        assert_the_five_work(later.printed, later.url)
        assert_the_calendar_fills(later.url)
        forget(home, "demo.police-analyst")
    older = Demo(home, port)
    with older.running():
        assert_the_five_work(older.printed, older.url)
        wait_until(lambda: "missing" in older.printed, START_SECONDS)
        assert "has no demo.police-analyst" in older.printed
        assert "`make demo-reset`" in older.printed
    afresh = Demo(home, port)
    with afresh.running("--reset"):
        references = assert_the_five_work(afresh.printed, afresh.url)
        # What was pushed before is forgotten.
        assert [reference.startswith("TRY/") for reference in references] == [True, False, False]


def test_a_port_that_another_program_holds_is_named(home: Path) -> None:
    elsewhere = home.with_name("never made")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken: int = other.getsockname()[1]
        refused = Demo(elsewhere, taken).run()
    assert refused.returncode == EX_CONFIG
    assert f"port {taken} is taken" in refused.stderr.replace("\n", " ")
    assert not elsewhere.exists()


def test_what_is_no_demonstration_is_not_thrown_away(home: Path, port: int) -> None:
    directory = home.with_name("an installation")
    directory.mkdir(exist_ok=True)
    (directory / "installation-secret").write_text("kept")
    refused = Demo(directory, port).run("--reset")
    assert (refused.returncode, "not thrown away" in refused.stderr) == (EX_CONFIG, True)
    assert (directory / "installation-secret").read_text() == "kept"


@pytest.mark.parametrize("hour", [0, 7, 11, 23])
def test_nothing_of_the_demonstration_lies_ahead(hour: int) -> None:
    now = datetime(2026, 11, 26, hour, 30, tzinfo=UTC)
    made = list(referrals(date(2024, 11, 1), now))
    assert max(step.at for item in made for step in item.steps) <= now
    assert all(item.steps[0].at.astimezone(LONDON).date() == item.referred_on for item in made)
    assert len(made) > 1_000
    earlier = {item.reference for item in referrals(date(2024, 11, 1), now.replace(day=20))}
    assert earlier < {item.reference for item in made}, "the same at every start, whenever that is"
