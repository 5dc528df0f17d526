"""A receiver of webhooks on this machine, for development: answers the challenge, believes no unsigned message."""

import json
import queue
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status

MOST_BYTES = 65_536
SECRET_SECONDS = 10  # a challenge may be faster than the answer that holds the secret
CHALLENGE = "webhook.challenge"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Received:
    """A message; `message` is None where its signature is not of the webhook's secret."""

    id: str
    message: dict[str, Any] | None


@dataclass
class Receiver:
    """What came, in order; the secret is told to it once it is known."""

    path: str = field(default_factory=lambda: f"/{secrets.token_urlsafe(16)}")
    port: int = 0
    messages: "queue.Queue[Received]" = field(default_factory=queue.Queue)
    _secret: str = ""
    _known: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}{self.path}"

    def believe(self, secret: str) -> None:
        self._secret = secret
        self._known.set()

    def take(self, headers: dict[str, str], content: bytes) -> tuple[HTTPStatus, bytes]:
        """What is answered."""
        message_id = headers.get("webhook-id", "")
        if not self._known.wait(SECRET_SECONDS):
            return HTTPStatus.SERVICE_UNAVAILABLE, b""
        try:
            Webhook(self._secret).verify(content, headers)
            message: dict[str, Any] = json.loads(content)
        except (WebhookVerificationError, ValueError):
            self.messages.put(Received(message_id, None))
            return HTTPStatus.UNAUTHORIZED, b""
        self.messages.put(Received(message_id, message))
        if message["type"] == CHALLENGE:
            return HTTPStatus.OK, json.dumps({"challenge": message["data"]["challenge"]}).encode()
        return HTTPStatus.OK, b""


@contextmanager
def receiving(port: int) -> Iterator[Receiver]:
    """A receiver that listens on this machine only; port 0 takes a free one. Raises `StepRefused` for one in use."""
    receiver = Receiver()
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), _handler(receiver))
    except OSError as error:
        raise StepRefused(
            f"port {port} cannot be listened on: {error.strerror}", status=Status.USAGE
        ) from error
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != receiver.path:
                self._answer(HTTPStatus.NOT_FOUND)
            elif not length.isdecimal() or int(length) > MOST_BYTES:
                self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            else:
                headers = {name.lower(): value for name, value in self.headers.items()}
                self._answer(*receiver.take(headers, self.rfile.read(int(length))))

        def do_GET(self) -> None:
            """By this a later call sees whether its registration is still listened for."""
            self._answer(HTTPStatus.NO_CONTENT if self.path == receiver.path else HTTPStatus.NOT_FOUND)

        def _answer(self, status: HTTPStatus, content: bytes = b"") -> None:
            self.send_response(status)
            if status is not HTTPStatus.NO_CONTENT:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """What came is printed by who listens."""

    return Handler
