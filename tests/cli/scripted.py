"""Whatever may stand at the address of the service: a real server that answers as a list says, its last for ever."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` 0 ends the connection instead."""

    status: int
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Scripted:
    """What came, in order; the bodies apart."""

    url: str
    answers: list[Answer]
    asked: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def telling(status: int, body: Any, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json", **named})


def problem(status: int, **headers: str) -> Answer:
    """As the service tells one."""
    return telling(status, {"title": "It is so", "code": "some_code", "detail": "And why."}, **headers)


@contextmanager
def scripted(*answers: Answer) -> Iterator[Scripted]:
    found = Scripted("", list(answers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found))
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(found: Scripted) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def told(self) -> None:
            found.asked.append(f"{self.command} {self.path}")
            found.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            answer = found.next()
            self.close_connection = True
            if not answer.status:
                return
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def do_GET(self) -> None:
            self.told()

        def do_POST(self) -> None:
            self.told()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    return Handler
