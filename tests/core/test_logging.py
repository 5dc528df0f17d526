"""What libraries log is one JSON object a line like our own, without a value of any record."""

import json
import logging
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.safety.service_process import ServiceProcess

PROGRAM = """
import asyncio, logging, structlog
from sosafe_api.core.logging import configure
configure("INFO")
configure("INFO")
async def fail():
    raise ValueError("Example Person")
async def forget():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0.01)
    del task
asyncio.run(forget())
logging.getLogger("library").warning("called by %s", "Example Person")
logging.getLogger("library").info("about itself")
logging.getLogger("library").error({"name": "Example Person"})
logging.getLogger("library").log(35, "between\\nExample Person")
structlog.get_logger("ours").info("ours")
"""


def test_the_lines_of_libraries_are_json_and_repeat_no_value() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert run.stdout == ""
    assert "Example Person" not in run.stderr
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    told = [(line.get("logger"), line["level"], line["event"]) for line in lines]
    assert told == [
        ("asyncio", "error", "Task exception was never retrieved"),
        ("library", "warning", "called by %s"),
        ("library", "error", "dict"),
        ("library", "warning", "between"),
        (None, "info", "ours"),
    ]
    assert lines[0]["error"] == "ValueError"
    assert lines[0]["raised_at"][-1].endswith(":fail")
    assert lines[1]["logged_at"].startswith("<string>:")


def test_a_talkative_level_makes_libraries_no_more_talkative() -> None:
    program = (
        "import logging; from sosafe_api.core.logging import configure; configure('DEBUG');"
        " print(logging.root.level)"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert int(run.stdout) == logging.WARNING


@pytest.mark.database
def test_what_the_server_says_of_a_caller_is_json_too(database: TestDatabase, tmp_path: Path) -> None:
    with ServiceProcess(database.urls, tmp_path / "home") as process:
        with socket.create_connection(("127.0.0.1", process.settings.port), 5) as caller:
            caller.sendall(b"Example Person\r\n\r\n")
            caller.recv(1024)
        wait_until(lambda: "Invalid HTTP request" in process.log_file.read_text())
        lines = [json.loads(line) for line in process.log_file.read_text().splitlines()]
    (line,) = [line for line in lines if line["event"].startswith("Invalid HTTP request")]
    assert (line["logger"], line["level"]) == ("uvicorn.error", "warning")
    assert "Example Person" not in json.dumps(lines)
