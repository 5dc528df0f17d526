"""A receiver of webhooks in the test's process: real HTTP, answering as the test says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook as Verifier

Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class Received:
    """One request as it came."""

    headers: dict[str, str]
    content: bytes
    at: float = field(default_factory=time.monotonic)

    @property
    def message(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.content)
        return found

    def verified_by(self, secret: str) -> bool:
        """As a receiver checks it, with the library of Standard Webhooks."""
        Verifier(secret).verify(self.content, self.headers)
        return True


@dataclass
class Receiver:
    """What came, challenges apart, and what is answered: by default 204, and the challenge itself."""

    port: int = 0
    requests: list[Received] = field(default_factory=list)
    challenges: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Answer] = lambda _: (204, b"", {})
    echo: bool = True
    down: bool = False  # connections end before a byte is read
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks"

    def take(self, received: Received) -> Answer:
        if received.message["type"] == "webhook.challenge":
            self.challenges.append(received)
            challenge = received.message["data"]["challenge"] if self.echo else "something else"
            return 200, json.dumps({"challenge": challenge}).encode(), {}
        with self.lock:
            self.requests.append(received)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return self.answer(received)
        finally:
            with self.lock:
                self.at_once -= 1

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [received.message for received in self.requests]


@contextmanager
def receiving(context: Any = None) -> Iterator[Receiver]:
    """A receiver that listens; over TLS where a context is given."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def handle(self) -> None:
            if not receiver.down:
                super().handle()

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            status, body, headers = receiver.take(Received(dict(self.headers.items()), content))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield receiver
    server.shutdown()
    thread.join()
    server.server_close()
