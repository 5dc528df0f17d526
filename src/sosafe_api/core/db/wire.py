"""One round trip with PostgreSQL over a connection of the pool, for statements that are run at every request.

psycopg's own cursors cost four times as much processor time a statement (`bench/README.md`). This module uses
the same connection, libpq and type conversions, and leaves out cursors, generators and a lock nobody contends for.
"""

import asyncio
import os
import re
from collections.abc import Mapping
from itertools import count
from typing import Any

import psycopg
from psycopg import errors, pq
from psycopg.adapt import PyFormat, Transformer

Row = tuple[Any, ...]
Parameters = Mapping[str, Any] | None
MOST_PREPARED = 200
_TEXT, _BINARY = 0, 1
_NAMED = re.compile(rb"%\((\w+)\)s")
_STALE = frozenset({"0A000", "26000"})  # a prepared statement that no longer fits the tables, or is unknown
_FAILED = (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE)
_statements: dict[bytes, tuple[bytes, tuple[str, ...]]] = {}


def numbered(statement: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The statement with `$1` for the first named parameter, and the names in that order."""
    found = _statements.get(statement)
    if found is None:
        names = tuple(dict.fromkeys(name.decode() for name in _NAMED.findall(statement)))
        text = _NAMED.sub(lambda match: b"$%d" % (names.index(match[1].decode()) + 1), statement)
        found = text.replace(b"%%", b"%"), names
        if len(_statements) < MOST_PREPARED * 10:
            _statements[statement] = found
    return found


class StalePlan(errors.OperationalError):
    """The tables have changed since the statement was prepared; on another connection it works."""


class Wire:
    """Sends to one connection and waits for its answer; the connection is nobody else's meanwhile.

    A wait that is given up leaves the connection in the middle of an answer: it must not be used again.
    """

    def __init__(self, driver: psycopg.AsyncConnection[Row]) -> None:
        self._server = driver.pgconn
        self._converter = Transformer(driver)
        self._prepared: dict[tuple[bytes, tuple[int, ...]], bytes] = {}
        self._numbers = count(1)
        self._encoding = driver.info.encoding
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Future[None] | None = None
        # The event loop watches a second name of the socket, for good: psycopg watches the first when it needs to.
        self._socket = os.dup(self._server.socket)
        self._watched = False

    def close(self) -> None:
        self._unwatch()
        os.close(self._socket)

    async def simple(self, statements: bytes) -> tuple[bytes, list[Row]]:
        """Runs statements without parameters; answers the last one's command tag and the last rows."""
        self._server.send_query(statements)
        rows: list[Row] = []
        tag = b""
        for result in await self._results():
            tag = result.command_status or b""
            if result.status == pq.ExecStatus.TUPLES_OK:
                rows = self._rows(result)
        return tag, rows

    async def prepared(self, statement: bytes, parameters: Parameters) -> list[Row]:
        """Runs one statement, prepared at its first use on this connection; its rows, or none."""
        text, names = numbered(statement)
        values = [parameters[name] for name in names] if parameters else ()
        converter = self._converter
        sent = converter.dump_sequence(values, [PyFormat.AUTO] * len(values))
        types, formats = converter.types or (), converter.formats
        name = self._prepared.get((text, types)) or await self._prepare(text, types)
        if name:
            self._server.send_query_prepared(name, sent, formats, _BINARY)
        else:
            self._server.send_query_params(text, sent, types, formats, _BINARY)
        (result,) = await self._results()
        return self._rows(result) if result.status == pq.ExecStatus.TUPLES_OK else []

    async def _prepare(self, text: bytes, types: tuple[int, ...]) -> bytes:
        """Empty when so many statements are prepared that further ones are sent as they are."""
        if len(self._prepared) >= MOST_PREPARED:
            return b""
        name = b"sosafe_%d" % next(self._numbers)
        self._server.send_prepare(name, text, types)
        await self._results()
        self._prepared[text, types] = name
        return name

    def _rows(self, result: pq.abc.PGresult) -> list[Row]:
        self._converter.set_pgresult(result)
        return self._converter.load_rows(0, result.ntuples, tuple)

    async def _results(self) -> list[pq.abc.PGresult]:
        """Every result up to the end of the answer; raises the database's own error."""
        server, found = self._server, []
        while server.flush():
            await self._writable()
        while True:
            while server.is_busy():
                await self._readable()
                server.consume_input()
            result = server.get_result()
            if result is None:
                break
            found.append(result)
        for result in found:
            if result.status in _FAILED:
                raise self._error(result)
        return found

    async def _readable(self) -> None:
        """Waits until the server has sent something."""
        if not self._watched:
            self._loop.add_reader(self._socket, self._wake)
            self._watched = True
        self._waiting = self._loop.create_future()
        try:
            await self._waiting
        finally:
            self._waiting = None

    async def _writable(self) -> None:
        """Waits until the server takes more, or has sent something that must be read first."""
        self._loop.add_writer(self._socket, self._wake)
        try:
            await self._readable()
        finally:
            self._loop.remove_writer(self._socket)
        self._server.consume_input()

    def _wake(self) -> None:
        if self._waiting is None:
            self._unwatch()  # what has come is for psycopg itself
        elif not self._waiting.done():
            self._waiting.set_result(None)

    def _unwatch(self) -> None:
        if self._watched:
            self._loop.remove_reader(self._socket)
            self._watched = False

    def _error(self, result: pq.abc.PGresult) -> psycopg.Error:
        error = errors.error_from_result(result, encoding=self._encoding)
        if error.sqlstate in _STALE:
            self._prepared.clear()
            return StalePlan(str(error.sqlstate))
        return error
