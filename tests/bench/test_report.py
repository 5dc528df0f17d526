"""What the benchmark prints can be read: whole figures, the goals, and whether each was met."""

from io import StringIO

import pytest
from rich.console import Console

pytest.importorskip("asyncpg", reason="the dependency group `bench` is not installed")

from bench.load import Measured
from bench.report import Growth, show_comparisons, show_growth
from bench.rounds import Comparison, Sample
from bench.workloads import WORKLOADS


def sample(per_second: int, cpu_us: float) -> Sample:
    return Sample(Measured(per_second, 1.0, 12.3, 45.6), cpu_us, 1234.0, 0.0)


def printed(width: int, ratio_of_requests: float, ratio_of_cpu: float) -> str:
    theirs = [sample(20_000, 1_000.0)] * 3
    ours = [sample(round(20_000 * ratio_of_requests), 1_000.0 * ratio_of_cpu)] * 3
    file = StringIO()
    show_comparisons(Console(file=file, width=width), [Comparison(WORKLOADS["create"], ours, theirs)])
    return file.getvalue()


def test_no_figure_is_cut_short_on_a_narrow_terminal() -> None:
    text = printed(60, 0.75, 1.5)
    for figure in ("Push a referral", "15,000", "20,000", "1,500", "1,234", "0.75", "1.50x", "≥ 0.5, ≤ 2.0x"):
        assert figure in text, figure
    assert "…" not in text


def test_a_goal_is_met_by_requests_and_processor_time_together() -> None:
    assert "missed" not in printed(200, 0.5, 2.0)
    assert "missed" in printed(200, 0.49, 2.0)
    assert "missed" in printed(200, 0.5, 2.01)


def test_a_ratio_is_the_median_of_the_rounds_that_stood_side_by_side() -> None:
    ours = [sample(100, 1.0), sample(50, 1.0), sample(400, 1.0)]
    theirs = [sample(100, 1.0), sample(100, 2.0), sample(100, 4.0)]
    comparison = Comparison(WORKLOADS["list"], ours, theirs)
    assert (comparison.ratio, comparison.cpu_ratio) == (1.0, 0.5)


def test_growth_counts_the_services_and_the_databases_work() -> None:
    growth = Growth("Push a referral", [sample(1, 766.0)], [sample(1, 1_766.0)])
    assert (growth.ratio, growth.met) == (1.5, False)
    file = StringIO()
    show_growth(Console(file=file, width=60), 10_000, 1_000_000, [growth])
    assert "1.50x" in file.getvalue()
    assert "1,000,000 rows" in file.getvalue()
