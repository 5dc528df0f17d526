"""`python -m bench`: measures the service against the reference, and how well people match; prints goals too."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import psutil
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import (
    history,
    incidents,
    matching,
    observations,
    observing,
    partnership,
    picture,
    processes,
    releases,
    workloads,
)
from bench.database import MeasuredDatabase, fill, measured_database, settle
from bench.load import LoadProcess
from bench.partnership import Partnership, Tokens
from bench.processes import OTHER_CORE, PRODUCT, REFERENCE, Server
from bench.report import Growth, as_json, show_comparisons, show_growth, show_releases
from bench.rounds import Comparison, Rounds, Sample
from bench.workloads import CURVE, WORKLOADS, Scene
from sosafe_api.core import clock
from sosafe_api.core.logging import configure
from sosafe_api.core.months import add_months, first_of_month, months_between
from sosafe_api.core.settings import Settings, load_settings

FEW_ROWS = 10_000
TEN_KILOBYTES = 10_000
RELEASES_PICTURE = Path(__file__).with_name("releases.svg")
MORE = ("curve", "matching", "observed", "release")
console = Console()


class Bench:
    """One run: a database that grows, the services beside it, and the rounds."""

    def __init__(self, database: MeasuredDatabase, home: Path, load: LoadProcess, seconds: float) -> None:
        self._database = database
        self._settings: Settings = processes.settings_in(home)
        self._load = load
        self._seconds = seconds
        self._partnership: Partnership = partnership.make(database.urls)
        self._tokens = Tokens(self._settings, self._partnership)
        self._observed_from = ""

    def fill(self, first: int, last: int) -> None:
        with _progress() as progress:
            task = progress.add_task("rows written", total=last - first + 1)
            fill(
                self._database,
                self._partnership,
                range(first, last + 1),
                lambda rows: progress.advance(task, rows),
            )

    def add_incidents(self, number: int) -> None:
        end = first_of_month(clock.today())
        months = months_between(add_months(end, -history.MONTHS), end)
        with _progress() as progress:
            task = progress.add_task("incidents written", total=number)
            incidents.add_months(
                self._database,
                self._partnership,
                months,
                number // len(months),
                lambda rows: progress.advance(task, rows),
            )

    def publish(self) -> None:
        """A release by the service's own operation, and its observations for the reference."""
        with processes.product(self._settings, self._database) as server:
            took = releases.publish(
                server, self._tokens, self._partnership, self._settings, self._database.urls
            )
            console.print(f"A release of every indicator was computed and checked in {took:.1f} s.")
            _, _, whole = workloads.ask(server, f"{workloads.OBSERVATIONS}?period=month")
        months = whole["data"]
        in_ten_kilobytes = TEN_KILOBYTES * len(months) // len(json.dumps(whole))
        self._observed_from = months[-in_ten_kilobytes:][0]["period"]["start"]
        with self._database.connect() as connection:
            observations.keep(connection, whole)

    def curve(self, names: list[str], rounds: int) -> dict[str, list[Sample]]:
        with (
            processes.product(self._settings, self._database) as server,
            _progress() as progress,
        ):
            measured = self._rounds()
            found: dict[str, list[Sample]] = {}
            for name in names:
                task = progress.add_task(f"{name}, few rows", total=rounds)
                found[name] = []
                for number in range(rounds):
                    sample = measured.sample(WORKLOADS[name], server, warm_up=number == 0)
                    found[name].append(sample)
                    progress.advance(task)
            return found

    def compare(self, names: list[str], rounds: int) -> list[Comparison]:
        with self._services() as servers, _progress() as progress:
            measured = self._rounds()
            found = []
            for name in names:
                task = progress.add_task(name, total=rounds)
                advance = partial(progress.advance, task)
                found.append(measured.compare(WORKLOADS[name], servers, rounds, advance))
            return found

    def between_releases(self, rounds: int) -> float:
        """How many requests a second the open indicator answers after a referral has arrived, to before: the median."""
        with processes.product(self._settings, self._database) as server:
            measured = self._rounds()
            sender = self._partnership.senders[0]
            ratios = []
            for number in range(rounds):
                before = measured.sample(WORKLOADS["kpi"], server, warm_up=number == 0)
                workloads.push(server, self._tokens.issue(sender), self._partnership, f"BETWEEN/{number}")
                after = measured.sample(WORKLOADS["kpi"], server, warm_up=False)
                ratios.append(after.measured.per_second / before.measured.per_second)
            return median(ratios)

    @contextmanager
    def _services(self) -> Iterator[dict[str, Server]]:
        with ExitStack() as stack:
            yield {
                PRODUCT: stack.enter_context(processes.product(self._settings, self._database)),
                REFERENCE: stack.enter_context(processes.reference(self._settings, self._database)),
            }

    def _rounds(self) -> Rounds:
        with self._database.connect() as connection:
            settle(connection)
            (backend,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
            postmaster = psutil.Process(backend).ppid()
            rows = connection.execute("SELECT id, agency_id, service_id FROM referrals").fetchall()
        scene = Scene(self._partnership, self._tokens, workloads.some_referrals(rows), self._observed_from)
        return Rounds(self._load, postmaster, scene, self._seconds)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:>20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console,
    )  # fmt: skip


def compare(
    names: list[str], rows: int, rounds: int, seconds: float
) -> tuple[list[Comparison], list[Growth]]:
    """The workloads beside the reference, and how their cost grows with the rows."""
    curve = [name for name in CURVE if "curve" in names]
    compared = [name for name in WORKLOADS if name in names or name in curve]
    few = min(FEW_ROWS, rows // 10)
    if not processes.can_pin():
        console.print("This machine has no two cores to keep apart: the figures disturb each other.")
    with (
        processes.on_core(OTHER_CORE),
        measured_database(load_settings().postgres_binaries) as (database, home),
        LoadProcess() as load,
    ):
        bench = Bench(database, home, load, seconds)
        bench.fill(1, few)
        bench.publish()
        at_first = bench.curve(curve, rounds)
        bench.fill(few + 1, rows)
        if {"kpi", "kpi-304"} & set(names):
            bench.add_incidents(history.INCIDENTS_FOR_EACH * rows)
            bench.publish()
        comparisons = bench.compare(compared, rounds)
        if "kpi" in names:
            ratio = bench.between_releases(rounds)
            console.print(f"Open indicator after a referral arrived between releases, to before: {ratio:.2f}")
    growths = [
        Growth(item.workload.title, at_first[item.workload.name], item.product)
        for item in comparisons
        if item.workload.name in curve
    ]
    show_comparisons(console, comparisons)
    if growths:
        show_growth(console, few, rows, growths)
    return comparisons, growths


def main(
    rows: Annotated[
        int,
        typer.Option(min=1000, help="Referrals in the database; behind a release, five incidents for each."),
    ] = 1_000_000,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of each service.")] = 5,
    seconds: Annotated[float, typer.Option(min=0.2, help="Length of a round.")] = 3.0,
    workload: Annotated[list[str] | None, typer.Option(help="Only this one; may be repeated.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every round here as well.")] = None,
) -> None:
    """Measures the service against a hand-written one of the same SQL and answers, and how well people match."""
    known = [*WORKLOADS, *MORE]
    names = workload or known
    if unknown := set(names) - set(known):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: choose of {', '.join(known)}")
    configure("WARNING")
    written: dict[str, Any] = {}
    if "matching" in names:
        quality = matching.measure(matching.PEOPLE, seed=matching.SEED, strangers=matching.STRANGERS)
        matching.show(console, quality)
        written |= matching.as_json(quality)
    if "observed" in names:
        costs = observing.measure()
        observing.show(console, costs)
        written["observed"] = [asdict(cost) for cost in costs]
    if "release" in names:
        found = history.measure(rows, lambda release: console.print(history.line(release)))
        show_releases(console, found)
        picture.draw(found, 2 * history.STEPS, RELEASES_PICTURE)
        console.print(f"Both curves: {RELEASES_PICTURE}")
        written["releases"] = [asdict(release) for release in found]
    if not set(names) <= {"matching", "observed", "release"}:
        written |= as_json(*compare(names, rows, rounds, seconds))
    if json_file:
        json_file.write_text(json.dumps(written, default=str, indent=1))


if __name__ == "__main__":
    typer.run(main)
