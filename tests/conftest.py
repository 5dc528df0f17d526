"""Fixtures of every test: a real PostgreSQL, the real service over HTTP, a fresh partnership each time."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.server",
    "tests.fixtures.worker_program",
    "tests.fixtures.world",
    "tests.journeys.demonstration",
]
