"""`sosafe push` sends the bytes of the file, and tells of each row that was sent, whatever comes after it."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import api_client, command_line
from sosafe_api.cli.statuses import Status
from tests.cli.developing import client_of, own_directories, run, running, told
from tests.cli.scripted import Answer, Scripted, problem, scripted, telling
from tests.fixtures.world import World

HELD = telling(201, {"id": "held-1"})
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(api_client, "wait", lambda _: None)
    return own_directories(tmp_path, monkeypatch)


@pytest.fixture
def taking() -> Iterator[Scripted]:
    """A service that holds whatever it is sent."""
    with scripted(HELD) as found:
        yield found


def written(directory: Path, content: bytes) -> Path:
    path = directory / "referrals.ndjson"
    path.write_bytes(content)
    return path


def pushed(found: Scripted, file: Path, *more: str) -> Result:
    return run({"SOSAFE_URL": found.url, "SOSAFE_TOKEN": "none"}, "push", file, *more)


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": 1.10, "b":"\\u00e9", "c": 12345678901234567890123, "d" : 1E2}',
        '{"note": "one\u2028two\u2029three\u0085four\u000cfive"}'.replace("\u000c", "\\f").encode(),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_the_bytes_of_the_line_are_what_is_sent(
    taking: Scripted, tmp_path: Path, line: bytes, end: bytes
) -> None:
    result = pushed(taking, written(tmp_path, BYTE_ORDER_MARK + line + b"\n\n" + line + end))
    assert result.exit_code == Status.DONE, result.output
    assert taking.bodies == [line, line]


def test_one_document_over_several_lines_is_sent_as_it_stands(taking: Scripted, tmp_path: Path) -> None:
    document = json.dumps({"agency_reference": "A", "more": [1, 2]}, indent=2).encode()
    result = pushed(taking, written(tmp_path, BYTE_ORDER_MARK + document + b"\n"), "--json")
    assert [outcome["agency_reference"] for outcome in told(result)] == ["A"]
    assert taking.bodies == [document]


def test_the_input_is_read_as_bytes_too(taking: Scripted) -> None:
    line = '{"agency_reference": "é\u2028"}'.encode()
    environment = {"SOSAFE_URL": taking.url, "SOSAFE_TOKEN": "none"}
    words = ["push", "-", "--json"]
    result = CliRunner(charset="latin-1").invoke(command_line("push"), words, input=line, env=environment)
    assert result.exit_code == Status.DONE, result.output
    assert taking.bodies == [line]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (b'{"a": 1, "a": 2}', "line 2 states a property twice"),
        (b'{"a": {"b": 1, "b": 1}}', "line 2 states a property twice"),
        (b'{"a": NaN}', "line 2 holds NaN or Infinity"),
        (b'{"a": [-Infinity]}', "line 2 holds NaN or Infinity"),
        (b'{"a": ', "line 2 is not JSON"),
        (b"[" * 100_000, "line 2 is not JSON"),
        (b"[1]", "line 2 is not an object"),
        ('{"a": 2}'.encode("utf-16-le"), "line 2 is not JSON"),
        (b'{"a": "\xe9"}', "cannot be read as text in UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "cannot be read as text in UTF-8"),
        ('{"a": 1}\u2028{"a": 2}'.encode(), "line 2 is not JSON"),
    ],
)
def test_what_readers_of_json_take_differently_is_not_sent(
    taking: Scripted, tmp_path: Path, wrong: bytes, why: str
) -> None:
    result = pushed(taking, written(tmp_path, b'{"a": 1}\n' + wrong))
    assert (result.exit_code, taking.asked) == (Status.USAGE, [])
    assert why in " ".join(result.stderr.replace("│", " ").split())


def test_a_document_over_several_lines_is_judged_the_same(taking: Scripted, tmp_path: Path) -> None:
    assert pushed(taking, written(tmp_path, b'{\n"a": 1,\n"a": 2\n}')).exit_code == Status.USAGE
    assert taking.asked == []


@pytest.mark.parametrize(
    ("then", "status"), [(problem(503), Status.UNAVAILABLE), (problem(401), Status.NOT_SIGNED_IN)]
)
@pytest.mark.parametrize("form", ["--json", ""])
def test_what_was_sent_is_told_whatever_becomes_of_a_later_row(
    tmp_path: Path, then: Answer, status: Status, form: str
) -> None:
    rows = written(tmp_path, b"".join(b'{"agency_reference": "R%d"}\n' % number for number in range(3)))
    with scripted(HELD, problem(422), then) as found:
        result = pushed(found, rows, *filter(None, [form]))
    assert result.exit_code == status
    assert ["held-1" in result.stdout, "some_code" in result.stdout] == [True, True]
    assert ["R0" in result.stdout, "R1" in result.stdout, "R2" in result.stdout] == [True, True, False]


def test_what_was_sent_is_told_at_control_c(tmp_path: Path) -> None:
    """A service that answers the first row and then is down: the second is being waited for."""
    rows = written(tmp_path, b'{"agency_reference": "R0"}\n{"agency_reference": "R1"}\n')
    with scripted(HELD, Answer(0)) as found:
        environment = {"SOSAFE_URL": found.url, "SOSAFE_TOKEN": "none", "COLUMNS": "240"}
        with running(environment, "push", str(rows)) as process:
            while len(found.asked) < 2:
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            printed, _ = process.communicate(timeout=60)
    assert (process.returncode, "held-1" in printed) == (Status.INTERRUPTED, True)


@pytest.mark.parametrize("reference", ["A[/b]", "[red]", "\\ud800"])
def test_a_reference_is_shown_as_it_is(taking: Scripted, tmp_path: Path, reference: str) -> None:
    result = pushed(taking, written(tmp_path, b'{"agency_reference": "%s"}' % reference.encode()))
    assert result.exit_code == Status.DONE, result.output
    assert (reference if "[" in reference else "held as held-1") in result.stdout


@pytest.mark.database
def test_a_narrative_with_other_ends_of_lines_is_held_as_it_is(world: World, tmp_path: Path) -> None:
    narrative = "One\u2028two\u2029three."
    rows = [world.referral(f"REF-{number}", narrative=narrative) for number in range(2)]
    content = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
    result = run(client_of(world), "push", written(tmp_path, content), "--json")
    assert result.exit_code == Status.DONE, result.output
    held = world.superuser.execute(
        "SELECT narrative FROM referral_details WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert held == [(narrative,), (narrative,)]
