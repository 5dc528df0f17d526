"""Fixtures of every test: a real PostgreSQL, the real service over HTTP, a fresh partnership each time."""

import signal

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.server",
    "tests.fixtures.worker_program",
    "tests.fixtures.world",
    "tests.journeys.demonstration",
]


def pytest_configure() -> None:
    """A run that a shell put in the background ignores Control-C, and so would every program that a test starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
