"""The figures, as tables for a reader and as JSON for a comparison between two runs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.history import GOAL_SECONDS, Release
from bench.rounds import Comparison, Sample, middle
from bench.workloads import CURVE_GOAL

WIDTH = 140  # of the wider table, with seven digits in each figure


@dataclass(frozen=True, slots=True)
class Growth:
    """One workload's cost with few rows and with many, the service's and the database's work together."""

    title: str
    few: list[Sample]
    many: list[Sample]

    @property
    def ratio(self) -> float:
        return middle(self.many, _whole_cost) / middle(self.few, _whole_cost)

    @property
    def met(self) -> bool:
        return self.ratio < CURVE_GOAL


def _whole_cost(sample: Sample) -> float:
    return sample.cpu_us + sample.database_cpu_us


def show_comparisons(console: Console, comparisons: Sequence[Comparison]) -> None:
    table = Table(title="The service against the reference (medians; CPU is the server's, per request)")
    for heading in ("workload", "", "req/s", "CPU µs", "database µs", "p50 ms", "p99 ms", "others"):
        table.add_column(heading, justify="left" if heading in {"workload", ""} else "right")
    for heading in ("ratio", "CPU", "goal"):
        table.add_column(heading, justify="right")
    for comparison in comparisons:
        goal = f"≥ {comparison.workload.goal}"
        if comparison.workload.cpu_goal:
            goal += f", ≤ {comparison.workload.cpu_goal}x"
        verdict = "[green]met[/]" if comparison.met else "[red]missed[/]"
        ratios = (f"{comparison.ratio:.2f}", f"{comparison.cpu_ratio:.2f}x", goal)
        table.add_row(comparison.workload.title, "service", *_figures(comparison.product), *ratios)
        table.add_row("", "reference", *_figures(comparison.reference), "", "", verdict, end_section=True)
    _print(console, table)


def _print(console: Console, table: Table) -> None:
    """Whole figures also where there is no terminal or a narrow one, which would cut them short."""
    Console(file=console.file, width=max(console.width, WIDTH), force_terminal=console.is_terminal).print(
        table
    )


def _figures(samples: Sequence[Sample]) -> tuple[str, ...]:
    return (
        f"{middle(samples, lambda sample: sample.measured.per_second):,.0f}",
        f"{middle(samples, lambda sample: sample.cpu_us):,.0f}",
        f"{middle(samples, lambda sample: sample.database_cpu_us):,.0f}",
        f"{middle(samples, lambda sample: sample.measured.p50_ms):.1f}",
        f"{middle(samples, lambda sample: sample.measured.p99_ms):.1f}",
        f"{middle(samples, lambda sample: sample.others):.2f}",
    )


def show_growth(console: Console, few: int, many: int, growths: Sequence[Growth]) -> None:
    table = Table(title="The service alone, as its history grows (CPU µs of service and database a request)")
    for heading in ("workload", f"{few:,} rows", f"{many:,} rows", "growth", "goal", ""):
        table.add_column(heading, justify="left" if heading == "workload" else "right")
    for growth in growths:
        table.add_row(
            growth.title,
            f"{middle(growth.few, _whole_cost):,.0f}",
            f"{middle(growth.many, _whole_cost):,.0f}",
            f"{growth.ratio:.2f}x",
            f"< {CURVE_GOAL}x",
            "[green]met[/]" if growth.met else "[red]missed[/]",
        )
    _print(console, table)


def as_json(comparisons: Sequence[Comparison], growths: Sequence[Growth]) -> dict[str, Any]:
    return {
        "comparisons": [
            {
                "workload": comparison.workload.name,
                "ratio": comparison.ratio,
                "cpu_ratio": comparison.cpu_ratio,
                "met": comparison.met,
                "service": [asdict(sample) for sample in comparison.product],
                "reference": [asdict(sample) for sample in comparison.reference],
            }
            for comparison in comparisons
        ],
        "growth": [asdict(growth) | {"ratio": growth.ratio, "met": growth.met} for growth in growths],
    }


def show_releases(console: Console, found: Sequence[Release]) -> None:
    table = Table(title="A release of every measure, from its draft to its check")
    for heading in ("referrals", "incidents", "counted of them", "seconds", "goal", ""):
        table.add_column(heading, justify="right")
    for release in found:
        met = release.seconds < GOAL_SECONDS
        table.add_row(
            f"{release.referrals:,}",
            f"{release.incidents:,}",
            f"{release.new:,} new" if release.counted else "months that were not there before",
            f"{release.seconds:.1f}",
            f"< {GOAL_SECONDS:.0f}",
            "[green]met[/]" if met else "[red]missed[/]",
        )
    _print(console, table)
