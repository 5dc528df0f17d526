"""What stands between a client and the service, breaks answers off, and gives its own: real connections."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


@dataclass
class Between:
    """Hands on every call. Of an answer to `cuts(path)` only that many bytes leave before the connection ends.

    For a call to which `refuses(path)` gives a status, a problem of that is the answer.
    """

    cuts: Callable[[str], int | None] = lambda _: None
    changed: Callable[[str, bytes, dict[str, str]], bytes] = lambda _path, content, _headers: content
    refuses: Callable[[str], int | None] = lambda _: None
    url: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, range

    def ranges(self, ending: str) -> list[str]:
        return [found for method, path, found in self.asked if method == "GET" and path.endswith(ending)]


@contextmanager
def between(service_url: str) -> Iterator[Between]:
    found = Between()
    with httpx.Client(base_url=service_url, timeout=30) as onward:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found, onward))
        found.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _handler(found: Between, onward: httpx.Client) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def hand_on(self) -> None:
            found.asked.append((self.command, self.path, self.headers.get("Range", "")))
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.close_connection = True
            if refused := found.refuses(self.path):
                self.send_response(refused)
                self.end_headers()
                self.wfile.write(b'{"title": "Not now", "code": "some_code"}')
                return
            named = {name: value for name, value in self.headers.items() if name != "Host"}
            answer = onward.request(self.command, self.path, content=content, headers=named)
            headers = dict(answer.headers.items())
            body = found.changed(self.path, answer.content, headers)
            cut = found.cuts(self.path)
            self.send_response(answer.status_code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body if cut is None else body[:cut])

        def do_GET(self) -> None:
            self.hand_on()

        def do_POST(self) -> None:
            self.hand_on()

        def do_PATCH(self) -> None:
            self.hand_on()

        def do_DELETE(self) -> None:
            self.hand_on()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    return Handler
