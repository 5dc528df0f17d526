"""Installations to attack and to use."""

import pytest

from tests.core.security.installation import Installation


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Installation:
    """For attacks: they change nothing, and the clock stands still."""
    return Installation(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def installation(tmp_path) -> Installation:
    return Installation(tmp_path / "keys")
