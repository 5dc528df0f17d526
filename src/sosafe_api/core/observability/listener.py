"""Where Prometheus finds the figures: a port beside the API's, which nobody outside need reach."""

import errno
import socket
import threading
from http import HTTPStatus
from http.server import ThreadingHTTPServer

import structlog
from prometheus_client import CollectorRegistry, MetricsHandler

from sosafe_api.core.errors import UnsafeInstallation
from sosafe_api.core.settings import Settings

PATH = "/metrics"
PORTS = 80  # the most web processes of one machine, and a few workers
_log = structlog.get_logger("sosafe.metrics")


class NoPortForMetrics(UnsafeInstallation):
    """None of the ports from SOSAFE_METRICS_PORT on is free."""


class _Handler(MetricsHandler):
    timeout = 10  # a caller that sends nothing holds a thread no longer
    server_version, sys_version = "", ""

    def do_GET(self) -> None:  # noqa: N802 - the library calls it by this name
        # A selection by the caller (`?name[]=`) would cost as much and is asked for by nobody.
        if self.path != PATH:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        super().do_GET()


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class MetricsListener:
    """A thread that answers `GET /metrics` until it is stopped; it answers while the event loop is busy, too."""

    def __init__(self, settings: Settings, registry: CollectorRegistry) -> None:
        self._server = _bound(settings, registry)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True)

    def start(self) -> None:
        self._thread.start()
        _log.info("metrics", port=self.port)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _bound(settings: Settings, registry: CollectorRegistry) -> ThreadingHTTPServer:
    """Each process takes the first free port, since each counts for itself. Raises `NoPortForMetrics`."""
    first = settings.metrics_port or 0
    handler = _Handler.factory(registry)
    family = socket.AF_INET6 if ":" in settings.metrics_host else socket.AF_INET
    server = type(_Server.__name__, (_Server,), {"address_family": family})
    for port in range(first, min(first + PORTS, 65_536)):
        try:
            found: ThreadingHTTPServer = server((settings.metrics_host, port), handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise NoPortForMetrics("SOSAFE_METRICS_HOST is not an address of this machine") from error
        else:
            return found
    raise NoPortForMetrics(f"none of the {PORTS} ports from SOSAFE_METRICS_PORT on is free")
