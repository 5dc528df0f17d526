"""Requests as figures: how many, how long, how many at once; by the operation's name, never by its address."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

UNANSWERED = "none"
# From a stored answer (well below a millisecond) to the longest time that a request may take.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class RequestFigures:
    """Counts a request in two microseconds.

    The status is counted by its class alone, and durations by operation alone: with both, each process would hold
    a series for each of some thousands of pairs, times the buckets.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "sosafe_http_requests",
            "Requests that have been answered, by operation and class of status.",
            ["operation", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "sosafe_http_request_duration_seconds",
            "Time from a request's head to the last byte of its answer.",
            ["operation"],
            buckets=BUCKETS,
            registry=registry,
        )
        self._running = Gauge(
            "sosafe_http_requests_in_flight", "Requests worked on at the moment.", registry=registry
        )
        self._most = Gauge("sosafe_http_requests_in_flight_limit", "Beyond so many, 503.", registry=registry)
        # The library finds a labelled series anew each time, for more than the counting itself costs.
        self._counted: dict[tuple[str, int], Callable[[], None]] = {}
        self._timed: dict[str, Callable[[float], None]] = {}

    def count(self, operation: str, status: int, seconds: float) -> None:
        """`operation` is a name of the contract; `status` 0 where the caller went before an answer began."""
        counted = self._counted.get((operation, status))
        if counted is None:
            shown = f"{status // 100}xx" if status else UNANSWERED
            counted = self._counted[operation, status] = self._requests.labels(operation, shown).inc
            self._timed[operation] = self._seconds.labels(operation).observe
        counted()
        self._timed[operation](seconds)

    def watch_running(self, running: Callable[[], int], most: int) -> None:
        """`running` says how many requests are worked on at the moment, of `most` that may be."""
        self._running.set_function(running)
        self._most.set(most)
