"""The embedded PostgreSQL for an ordinary user and for root, whom PostgreSQL itself refuses."""

import multiprocessing
import os
import pwd
from pathlib import Path

from sosafe_api.core.db.binaries import copy_tree
from sosafe_api.core.db.embedded import EmbeddedPostgres, find_binaries
from tests.core.db.servers import IS_ROOT, ask, postmaster


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


def test_an_ordinary_user_runs_the_server_as_themselves(home):
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

    def test_root_hands_over_programs_that_the_servers_account_cannot_reach(home):
        closed = home.parent / "closed"
        closed.mkdir(mode=0o700)
        copied = copy_tree(find_binaries(), closed)
        with EmbeddedPostgres(home, binaries=copied) as server:
            assert ask(server, "SELECT 1") == (1,)
            program = Path(f"/proc/{postmaster(home)}/exe").readlink()
            assert program.is_relative_to(home)
            assert program.stat().st_uid == 0, "the server's account cannot change its own programs"

    def test_a_user_id_without_a_name_is_told_what_to_do(home):
        nameless = pwd.struct_passwd(("", "", 54321, 54321, "", "", ""))
        how, message = in_process_of(nameless, lambda: EmbeddedPostgres(home).start().owned)
        assert how == "EmbeddedServerError"
        assert "user id 54321" in message
        assert "SOSAFE_DATABASE_URL" in message

    def test_anothers_data_directory_is_told_by_name(home):
        home.mkdir(mode=0o700)
        how, message = in_process_of(pwd.getpwnam("nobody"), lambda: EmbeddedPostgres(home).start().owned)
        assert how == "EmbeddedServerError"
        assert str(home) in message
        assert "SOSAFE_DATABASE_URL" in message
