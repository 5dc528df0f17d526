"""Markers of the safety promises, so that `-m p12` runs the proofs of promise 12."""

import pytest

PROMISES = {
    "p01": "default deny",
    "p02": "row scope holds twice",
    "p03": "a foreign object and an absent one look alike",
    "p04": "answers are built from an allow-list",
    "p07": "no personal data before the audit row is committed",
    "p12": "2xx means committed",
    "p17": "faults fail closed",
    "p19": "every input has a bound",
    "p20": "no input yields a 5xx",
    "p21": "errors teach nothing",
    "p22": "logs hold no personal data",
    "p25": "each read of personal data states a purpose",
    "p28": "partnerships never see each other",
    "p30": "it refuses to run unsafely",
}


def pytest_configure(config: pytest.Config) -> None:
    for name, promise in PROMISES.items():
        config.addinivalue_line("markers", f"{name}: {promise}")
    config.addinivalue_line("markers", "slow: takes more than ten seconds")
