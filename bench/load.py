"""The load: kept-alive connections that each send their next request as soon as the last is answered.

A process of its own on plain sockets, with every request made beforehand: it spends about ten microseconds a
request, so it never is what limits a round, and it needs nothing that is not installed anyway.
"""

import multiprocessing
import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from typing import Any, Self

CONNECTIONS = 32
# Stands in a request where each sending must differ: ten digits that are never the same twice.
UNIQUE = b"@@@@@@@@@@"
ANSWER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent, in turn, and the one status that counts as an answer."""

    port: int
    requests: list[bytes] = field(repr=False)
    status: int
    unique_from: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """One round of one service, as seen by the load."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


class WrongAnswer(Exception):
    """A service answered otherwise than planned, so there is nothing to measure."""


class _Talk:
    """One connection: what it waits for, and what has come so far."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._received = b""

    def send(self, request: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def answered(self, status: bytes) -> bool:
        """Whether the whole answer is here. Raises `WrongAnswer` for another status or a closed connection."""
        arrived = self.socket.recv(262_144)
        if not arrived:
            raise WrongAnswer("the connection was closed")
        self._received += arrived
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return False
        if self._received[9:12] != status:
            raise WrongAnswer(self._received[:2000].decode(errors="replace"))
        if len(self._received) < end + 4 + _length(self._received[:end]):
            return False
        self._received = b""
        return True


def _length(head: bytes) -> int:
    start = head.find(b"content-length: ")
    return int(head[start + 16 :].split(b"\r", 1)[0]) if start >= 0 else 0


def drive(plan: Plan, seconds: float, connections: int = CONNECTIONS) -> Measured:
    """Every request that was begun is also awaited and counted."""
    upcoming, status = _upcoming(plan), str(plan.status).encode()
    latencies: list[float] = []
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        talks = [_Talk(plan.port) for _ in range(connections)]
        for talk in talks:
            stack.callback(talk.socket.close)
            selector.register(talk.socket, selectors.EVENT_READ, talk)
        started = time.perf_counter()
        until, waiting = started + seconds, connections
        for talk in talks:
            talk.send(next(upcoming))
        while waiting:
            ready = selector.select(ANSWER_SECONDS)
            if not ready:
                raise WrongAnswer(f"nothing was answered for {ANSWER_SECONDS} seconds")
            for talk in (key.data for key, _ in ready):
                if not talk.answered(status):
                    continue
                now = time.perf_counter()
                latencies.append(now - talk.sent_at)
                if now < until:
                    talk.send(next(upcoming))
                else:
                    waiting -= 1
        ended = time.perf_counter()
    return _summed(latencies, ended - started)


def _upcoming(plan: Plan) -> Iterator[bytes]:
    unique = any(UNIQUE in request for request in plan.requests)
    for number in count(plan.unique_from):
        request = plan.requests[number % len(plan.requests)]
        yield request.replace(UNIQUE, b"%010d" % number) if unique else request


def _summed(latencies: list[float], seconds: float) -> Measured:
    shares = statistics.quantiles(latencies, n=100, method="inclusive") if len(latencies) > 1 else [0.0] * 99
    return Measured(len(latencies), seconds, shares[49] * 1000, shares[98] * 1000)


class LoadProcess:
    """Runs rounds in a process that does nothing else."""

    def __init__(self) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._pipe, other = spawning.Pipe()
        self._process: Any = spawning.Process(target=_serve, args=(other,), daemon=True)

    @property
    def pid(self) -> int:
        return int(self._process.pid)

    def drive(self, plan: Plan, seconds: float) -> Measured:
        self._pipe.send((plan, seconds))
        found = self._pipe.recv()
        if isinstance(found, Exception):
            raise found
        measured: Measured = found
        return measured

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _serve(pipe: Connection) -> None:
    while True:
        plan, seconds = pipe.recv()
        try:
            pipe.send(drive(plan, seconds))
        except (WrongAnswer, OSError) as error:
            pipe.send(WrongAnswer(str(error)))
