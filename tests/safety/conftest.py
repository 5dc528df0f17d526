"""Markers of the safety promises, so that `-m p12` runs the proofs of promise 12, and a failing service."""

from collections.abc import Iterator

import pytest

from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.safety.faulty import FaultyInstallation, faulty_installation

PROMISES = {
    "p01": "default deny",
    "p02": "row scope holds twice",
    "p03": "a foreign object and an absent one look alike",
    "p04": "answers are built from an allow-list",
    "p05": "a secret location appears nowhere but in its reveal",
    "p06": "an exclusion beats every grant, and hides without a trace",
    "p07": "no personal data before the audit row is committed",
    "p09": "only tokens of ours are accepted",
    "p12": "2xx means committed",
    "p13": "the same request makes the same object once",
    "p15": "a change is told if and only if it was committed",
    "p16": "no update is lost",
    "p17": "faults fail closed",
    "p19": "every input has a bound",
    "p20": "no input yields a 5xx",
    "p21": "errors teach nothing",
    "p22": "logs hold no personal data",
    "p25": "each read of personal data states a purpose",
    "p28": "partnerships never see each other",
    "p30": "it refuses to run unsafely",
    "p31": "instants are UTC, days are London's",
}


def pytest_configure(config: pytest.Config) -> None:
    for name, promise in PROMISES.items():
        config.addinivalue_line("markers", f"{name}: {promise}")
    config.addinivalue_line("markers", "slow: takes more than ten seconds")


@pytest.fixture(scope="session")
def faulty(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyInstallation]:
    with faulty_installation(database, tmp_path_factory.mktemp("faulty") / "home") as installation:
        yield installation


@pytest.fixture
def faulty_world(faulty: FaultyInstallation) -> Iterator[World]:
    """A partnership of the installation whose database fails on demand."""
    built = World(faulty.service, faulty.superuser).build()
    yield built
    built.close()
