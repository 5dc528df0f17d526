"""The embedded PostgreSQL from start to end: shared, stopped, killed, begun anew, and never with a loss."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from sosafe_api.core.db.embedded import EmbeddedPostgres
from tests.core.db.servers import IS_ROOT, ask, is_running, mode, postmaster
from tests.fixtures.waiting import wait_until

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


class TestLifetime:
    def test_a_second_opener_attaches_and_leaves_the_server_running(self, embedded, binaries):
        with EmbeddedPostgres(embedded.data_directory, binaries=binaries) as second:
            assert embedded.owned
            assert not second.owned
            assert second.superuser_dsn == embedded.superuser_dsn
            assert ask(second, "SELECT 1") == (1,)
        assert ask(embedded, "SELECT 1") == (1,)

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
