"""One POST to a receiver: the name is looked up once, every answer checked, and the address checked connected to.

A name that resolves to another address a moment later (rebinding) therefore changes nothing. Redirects are not
followed, proxies of the environment not used, and little is read of the answer.
"""

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum

import httpx

from sosafe_api.core.outgoing.addresses import may_connect

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 10.0
MOST_READ = 4096
Resolver = Callable[[str, int], Awaitable[list[str]]]


class Failure(StrEnum):
    """What kept a request from being answered; a class of faults, never a message of the system."""

    NAME_NOT_RESOLVED = "name_not_resolved"
    ADDRESS_NOT_PUBLIC = "address_not_public"
    NOT_CONNECTED = "not_connected"
    CERTIFICATE_NOT_VALID = "certificate_not_valid"
    TIMED_OUT = "timed_out"
    BROKEN_ANSWER = "broken_answer"


class CannotSend(Exception):
    """No answer was had; `failure` says of which kind the fault is."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered; of the content at most 4 KB."""

    status: int
    content: bytes = field(repr=False)
    retry_after: str | None = None


async def resolve(host: str, port: int) -> list[str]:
    """Every address that the machine's resolver gives for the name.

    In a thread that nobody waits for: a name server that does not answer holds it longer than a receiver is given,
    and the loop's own threads are waited for when the loop ends.
    """
    found: Future[list[str]] = Future()
    found.set_running_or_notify_cancel()

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            found.set_exception(error if isinstance(error, OSError) else OSError(error))
        else:
            found.set_result(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))

    threading.Thread(target=look_up, name="name-look-up", daemon=True).start()
    return await asyncio.wrap_future(found)


class Sender:
    """Sends under the rules of this package; one is shared by all of a process, since certificates are read once."""

    def __init__(
        self, *, local: bool = False, trusted: ssl.SSLContext | None = None, resolver: Resolver = resolve
    ) -> None:
        self._local = local
        self._trusted = trusted or ssl.create_default_context()
        self._resolve = resolver

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Raises `CannotSend`; after ten seconds at most, whatever the receiver does."""
        try:
            address = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise CannotSend(Failure.NAME_NOT_RESOLVED) from error
        return asyncio.run(self._in_time(address, content, headers))

    async def _in_time(self, url: httpx.URL, content: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                return await self._post(url, await self._address(url), content, headers)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise CannotSend(Failure.TIMED_OUT) from error
        except httpx.ConnectError as error:
            raise CannotSend(_why_not_connected(error)) from error
        except httpx.HTTPError as error:
            raise CannotSend(Failure.BROKEN_ANSWER) from error

    async def _address(self, url: httpx.URL) -> str:
        """One address that is a public one; none where any that the name leads to is not."""
        try:
            found = await self._resolve(url.host, url.port or 443)
        except OSError as error:
            raise CannotSend(Failure.NAME_NOT_RESOLVED) from error
        if not found:
            raise CannotSend(Failure.NAME_NOT_RESOLVED)
        if not all(may_connect(address, local=self._local) for address in found):
            raise CannotSend(Failure.ADDRESS_NOT_PUBLIC)
        return found[0]

    async def _post(self, url: httpx.URL, address: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        options = {"sni_hostname": url.host}  # the name is in SNI and must be in the certificate
        sent = {**headers, "Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"}
        timeout = httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS)
        async with (
            httpx.AsyncClient(
                verify=self._trusted, trust_env=False, follow_redirects=False, timeout=timeout
            ) as client,
            client.stream(
                "POST", url.copy_with(host=address), content=content, headers=sent, extensions=options
            ) as response,
        ):
            read = b""
            async for piece in response.aiter_raw(MOST_READ):
                read += piece
                if len(read) >= MOST_READ:
                    break
            return Answer(response.status_code, read[:MOST_READ], response.headers.get("retry-after"))


def _why_not_connected(error: httpx.ConnectError) -> Failure:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Failure.CERTIFICATE_NOT_VALID
        cause = cause.__cause__ or cause.__context__
    return Failure.NOT_CONNECTED
