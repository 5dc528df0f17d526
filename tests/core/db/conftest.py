"""Embedded servers of every PostgreSQL version found on this machine."""

from contextlib import ExitStack
from functools import cache

import pytest

from sosafe_api.core.db.embedded import EmbeddedPostgres, find_all_binaries, major_version
from tests.core.db.servers import new_home


@pytest.fixture
def home():
    with new_home() as path:
        yield path


@pytest.fixture(params=find_all_binaries(), ids=lambda path: f"postgresql-{major_version(path)}")
def binaries(request):
    return request.param


@pytest.fixture(scope="session")
def start_shared_server():
    """One running server of each version, for the tests that leave it as it is."""
    with ExitStack() as running:

        def start(programs):
            home = running.enter_context(new_home())
            return running.enter_context(EmbeddedPostgres(home, binaries=programs))

        yield cache(start)


@pytest.fixture
def embedded(start_shared_server, binaries):
    return start_shared_server(binaries)
