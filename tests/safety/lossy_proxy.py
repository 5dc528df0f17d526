"""A wire to PostgreSQL that can be cut: whole, or just when the answer to a COMMIT is on its way back."""

import asyncio
import contextlib
import shutil
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Self

SOCKET = ".s.PGSQL.5432"
CHUNK = 65_536


class LossyProxy:
    """Listens on a socket of its own and passes everything on to the server's."""

    def __init__(self, server_sockets: Path) -> None:
        self._target = server_sockets / SOCKET
        self.directory = Path(tempfile.mkdtemp(prefix="sosafe-wire-"))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._listener: asyncio.Server | None = None
        self._links: set[_Link] = set()
        self.loses_next_commit = False

    def __enter__(self) -> Self:
        self._thread.start()
        self.restore()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._run(self._finish())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
        shutil.rmtree(self.directory)

    def cut(self) -> None:
        """Nobody listens any more, and what was open is closed: the database is down."""
        self._run(self._cut())

    def restore(self) -> None:
        self.loses_next_commit = False
        self._run(self._listen())

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    async def _listen(self) -> None:
        if self._listener is None:
            self._listener = await asyncio.start_unix_server(self._connect, str(self.directory / SOCKET))

    async def _cut(self) -> None:
        if self._listener is not None:
            self._listener.close()
            (self.directory / SOCKET).unlink(missing_ok=True)
            self._listener = None
        for link in list(self._links):
            link.close()

    async def _finish(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(str(self._target))
        link = _Link(self, writer, back)
        self._links.add(link)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.gather(link.ask(reader), link.answer(there))
        self._links.discard(link)
        link.close()


class _Link:
    """One connection through the proxy."""

    def __init__(self, proxy: LossyProxy, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self._proxy, self._client, self._server = proxy, client, server
        self._answer_is_lost = False

    def close(self) -> None:
        self._client.close()
        self._server.close()

    async def ask(self, reader: asyncio.StreamReader) -> None:
        while sent := await reader.read(CHUNK):
            if b"COMMIT" in sent and self._proxy.loses_next_commit:
                self._proxy.loses_next_commit = False
                self._answer_is_lost = True
            self._server.write(sent)
            await self._server.drain()
        self.close()

    async def answer(self, reader: asyncio.StreamReader) -> None:
        while sent := await reader.read(CHUNK):
            if self._answer_is_lost:
                break
            self._client.write(sent)
            await self._client.drain()
        self.close()
