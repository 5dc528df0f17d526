"""Rounds: the two services in turn under the same load, what each request cost, and the medians."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import LoadProcess, Measured
from bench.processes import PRODUCT, REFERENCE, Server, Watch
from bench.workloads import Scene, Workload

WARM_UP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One round of one service. `others` is how many cores worked for anybody else meanwhile."""

    measured: Measured
    cpu_us: float
    database_cpu_us: float
    others: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rounds of one workload; ratios are of the two rounds that stood side by side."""

    workload: Workload
    product: list[Sample]
    reference: list[Sample]

    @property
    def ratio(self) -> float:
        return _median_ratio(self.product, self.reference, lambda sample: sample.measured.per_second)

    @property
    def cpu_ratio(self) -> float:
        return _median_ratio(self.product, self.reference, lambda sample: sample.cpu_us)

    @property
    def met(self) -> bool:
        cpu_goal = self.workload.cpu_goal
        return self.ratio >= self.workload.goal and (cpu_goal is None or self.cpu_ratio <= cpu_goal)


def _median_ratio(
    ours: Sequence[Sample], theirs: Sequence[Sample], value: Callable[[Sample], float]
) -> float:
    return median(value(mine) / value(other) for mine, other in zip(ours, theirs, strict=True))


def middle(samples: Sequence[Sample], value: Callable[[Sample], float]) -> float:
    return median(value(sample) for sample in samples)


class Rounds:
    """Measures servers that run beside one database under one load."""

    def __init__(self, load: LoadProcess, postmaster: int, scene: Scene, seconds: float) -> None:
        self._load = load
        self._postmaster = postmaster
        self._scene = scene
        self._seconds = seconds

    def compare(
        self, workload: Workload, servers: dict[str, Server], rounds: int, done: Callable[[], None]
    ) -> Comparison:
        """Interleaved, so that whatever disturbs the machine disturbs both."""
        samples: dict[str, list[Sample]] = {PRODUCT: [], REFERENCE: []}
        for number in range(rounds):
            order = (PRODUCT, REFERENCE) if number % 2 == 0 else (REFERENCE, PRODUCT)
            for name in order:
                samples[name].append(self.sample(workload, servers[name], warm_up=number == 0))
            done()
        return Comparison(workload, samples[PRODUCT], samples[REFERENCE])

    def sample(self, workload: Workload, server: Server, *, warm_up: bool) -> Sample:
        if warm_up:
            self._load.drive(workload.plan(self._scene, server), WARM_UP_SECONDS)
        plan = workload.plan(self._scene, server)
        before = self._times(server)
        measured = self._load.drive(plan, self._seconds)
        service, database, load, ours, machine = (
            after - earlier for after, earlier in zip(self._times(server), before, strict=True)
        )
        others = max(0.0, machine - service - database - load - ours) / measured.seconds
        micro = 1e6 / measured.requests
        return Sample(measured, service * micro, database * micro, others)

    def _times(self, server: Server) -> tuple[float, ...]:
        return (
            server.cpu_seconds(),
            Watch.tree_seconds(self._postmaster),
            Watch.tree_seconds(self._load.pid),
            sum(os.times()[:2]),
            Watch.machine_seconds(),
        )
