"""What the tests of the embedded server share: a place for its data, questions to it, processes around it."""

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

IS_ROOT = os.geteuid() == 0


@contextmanager
def new_home():
    """Not pytest's own temporary directory: root's is closed to the account that root's server runs under."""
    parent = Path(tempfile.mkdtemp(prefix="sosafe-test-"))
    if IS_ROOT:
        parent.chmod(0o711)
    yield parent / "home"
    shutil.rmtree(parent)


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
