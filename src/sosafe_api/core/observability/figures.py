"""The figures of one process: what Prometheus reads from it, each with labels that the code alone names."""

from functools import partial

from prometheus_client import CollectorRegistry, Gauge, GCCollector, PlatformCollector, ProcessCollector

from sosafe_api import __version__
from sosafe_api.core.db.session import Database


def registry_of(process: str) -> CollectorRegistry:
    """A registry that holds what the process itself costs. `process` is `web` or `worker`."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    Gauge(
        "sosafe_process_info", "1, labelled with the kind of process and its version.", ["process", "version"],
        registry=registry,
    ).labels(process, __version__).set(1)  # fmt: skip
    return registry


def watch_pools(registry: CollectorRegistry, **databases: Database) -> None:
    """Connections that each pool may have, has lent at the moment, and for how many requests wait."""
    size = Gauge(
        "sosafe_database_pool_size", "Connections that the pool may have.", ["pool"], registry=registry
    )
    lent = Gauge(
        "sosafe_database_pool_lent", "Connections that a transaction has.", ["pool"], registry=registry
    )
    waiting = Gauge(
        "sosafe_database_pool_waiting", "Transactions that wait for one.", ["pool"], registry=registry
    )
    for name, database in databases.items():
        size.labels(name).set(database.pool.size)
        lent.labels(name).set_function(partial(getattr, database.pool, "lent"))
        waiting.labels(name).set_function(partial(getattr, database.pool, "waiting"))
