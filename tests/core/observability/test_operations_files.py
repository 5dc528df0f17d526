"""The dashboard, the alert rules and the operator's page name the metrics that there are, and no others."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from sosafe_api.core.observability.process import Observed
from sosafe_api.core.settings import Settings
from sosafe_api.worker import observed_worker
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import settings_for
from tests.safety.service_process import free_port

pytestmark = [pytest.mark.database]
OPERATIONS = Path(__file__).parents[3] / "docs" / "operations"
DASHBOARD = json.loads((OPERATIONS / "dashboard.json").read_text(encoding="utf-8"))
RULES = [
    rule
    for group in yaml.safe_load((OPERATIONS / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
NAME = re.compile(r"\b(?:sosafe|process|python)_[a-z_]+\b(?!\s*[,)=~!]*=)")
BY = re.compile(r"\bby \(([^)]*)\)")
MATCHED = re.compile(r"[{,]\s*([a-z_]+)\s*(?:=~|!=|=)")
SUFFIXES = {"counter": ["_total"], "gauge": [""], "histogram": ["_bucket", "_sum", "_count"]}
# Given by Prometheus to each target, and by a histogram to its buckets.
ADDED = {"job", "instance", "le"}


def queries() -> list[str]:
    asked = [target["expr"] for panel in PANELS for target in panel["targets"]]
    return [*asked, *(rule["expr"] for rule in RULES)]


def labels_in(query: str) -> set[str]:
    grouped = {label.strip() for found in BY.findall(query) for label in found.split(",")}
    return grouped | set(MATCHED.findall(query))


def names_in(query: str) -> set[str]:
    return set(NAME.findall(BY.sub("", query)))


@pytest.fixture(scope="module")
def told(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The metrics of a web process and of a worker, each with its kind."""
    settings = settings_for(tmp_path_factory.mktemp("told") / "home", metrics_port=free_port())
    return {
        name: kind
        for process in (Observed.web(settings, database.urls), observed_worker(settings, database.urls))
        for name, kind in families_of(process)
    }


def families_of(process: Observed) -> Iterator[tuple[str, str]]:
    process.start()
    assert process.listener is not None
    text = httpx.get(f"http://127.0.0.1:{process.listener.port}/metrics").text
    process.stop()
    for family in text_string_to_metric_families(text):
        yield family.name, family.type


def series(told: dict[str, str]) -> set[str]:
    return {name + suffix for name, kind in told.items() for suffix in SUFFIXES.get(kind, [])}


def test_every_metric_that_is_queried_exists(told: dict[str, str]) -> None:
    assert len(queries()) > 30
    assert all(names_in(query) for query in queries())
    assert {name for query in queries() for name in names_in(query)} <= series(told)


def test_a_query_of_what_does_not_exist_is_seen(told: dict[str, str]) -> None:
    for wrong in ("sosafe_http_requests", "sosafe_no_such_metric", "process_cpu_second_total"):
        assert not names_in(f"sum by (job) (rate({wrong}[5m]))") <= series(told)


def test_every_label_that_is_queried_is_in_the_operators_page_or_added_by_prometheus() -> None:
    page = (OPERATIONS / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| `sosafe_")]
    documented = {label for row in rows for label in re.findall(r"`([a-z]+)`", row[2])}
    assert {label for query in queries() for label in labels_in(query)} <= documented | ADDED


def test_every_metric_of_ours_stands_on_the_operators_page_and_no_other(told: dict[str, str]) -> None:
    page = (OPERATIONS / "README.md").read_text(encoding="utf-8")
    documented: set[str] = set()
    for line in page.splitlines():
        if line.startswith("| `sosafe_"):
            first, *more = re.findall(r"`([a-z_…]+)`", line.split("|")[1])
            stem = first if "limit" in line else first.rpartition("_")[0]
            documented |= {first, *(name.replace("…", stem) for name in more)}
    ours = {name + ("_total" if kind == "counter" else "") for name, kind in told.items()}
    assert documented == {name for name in ours if name.startswith("sosafe_")}


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_each_panel_says_what_it_shows_and_lies_beside_the_others(panel: dict[str, Any]) -> None:
    assert panel["description"].endswith(".")
    assert all(target["legendFormat"] for target in panel["targets"])
    place = panel["gridPos"]
    assert place["x"] + place["w"] <= 24
    overlapping = [
        other["title"]
        for other in DASHBOARD["panels"]
        if other is not panel and _overlap(place, other["gridPos"])
    ]
    assert overlapping == []


def _overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    return all(
        one[start] < other[start] + other[length] and other[start] < one[start] + one[length]
        for start, length in (("x", "w"), ("y", "h"))
    )


def test_each_rule_says_what_it_means_and_how_grave_it_is() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES) >= 8
    for rule in RULES:
        assert rule["annotations"]["summary"]
        assert rule["labels"]["severity"] in ("warning", "critical")


def test_the_settings_that_the_page_names_exist() -> None:
    page = (OPERATIONS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"SOSAFE_[A-Z_]+", page))
    assert named == {"SOSAFE_LOG_LEVEL", "SOSAFE_METRICS_PORT", "SOSAFE_METRICS_HOST"}
    assert {name.removeprefix("SOSAFE_").lower() for name in named} <= set(Settings.model_fields)
