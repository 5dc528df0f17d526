"""The public API as the command line calls it: signs in again, waits when told to, tries a lost call again."""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from sosafe_api.cli.credentials import Credentials
from sosafe_api.cli.refusals import StepRefused, unreachable
from sosafe_api.cli.statuses import Status

PAUSES = (0.25, 0.5, 1, 2, 4, 8, 16, 32)  # a minute in all: a database or a service restarts in less
LONGEST_PAUSE = 60
UNREADABLE_PAUSE = 1
wait = time.sleep
PASSING = frozenset(
    {
        httpx.codes.TOO_MANY_REQUESTS,
        httpx.codes.INTERNAL_SERVER_ERROR,
        httpx.codes.BAD_GATEWAY,
        httpx.codes.SERVICE_UNAVAILABLE,
        httpx.codes.GATEWAY_TIMEOUT,
    }
)
UNKNOWN_CLIENT = frozenset({httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED})
FILES = frozenset({httpx.codes.OK, httpx.codes.PARTIAL_CONTENT})
NEVER_SENT = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)  # and never will be
POINTED_TO = (
    "scope",
    "allowed_to",
    "existing",
)  # members that the sentences of a problem leave to the reader


class ApiClient:
    """Calls that may be repeated: each is protected by a key, an offset or a version.

    With a token alone there is nothing to sign in by again, and its end is the end of the calls.
    """

    def __init__(self, http: httpx.Client, credentials: Credentials | None, token: str = "") -> None:
        self._http = http
        self._credentials = None if token else credentials
        self._token = token
        if token:
            self._http.headers["Authorization"] = f"Bearer {token}"

    @property
    def caller(self) -> tuple[str, str]:
        """The service and who calls it: what is kept of one caller is of no use to another."""
        who = self._credentials.client_id if self._credentials else _subject(self._token)
        return str(self._http.base_url), who

    def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """The answer's body, empty where there is none; raises `StepRefused`."""
        return _body(self._asked(lambda: self._http.request(method, path, **options)))

    @contextmanager
    def stream(self, path: str, **headers: str) -> Iterator[httpx.Response]:
        """A file as it arrives; raises `StepRefused`, and while it is read httpx's `TransportError`."""
        as_it_is = {
            "Accept-Encoding": "identity",
            **headers,
        }  # digests are of what is sent, not of what is unpacked

        def send() -> httpx.Response:
            request = self._http.build_request("GET", path, headers=as_it_is)
            return self._http.send(request, stream=True)

        answer = self._asked(send)
        try:
            if answer.status_code not in FILES:
                raise _refusal(_read(answer))
            yield answer
        finally:
            answer.close()

    def sign_in(self, *, again: bool = False) -> None:
        """Gets a token for the client; raises `StepRefused`.

        The first time, that nobody answers at the address is told at once: it may be mistyped.
        """
        credentials = self._credentials
        if credentials is None:
            raise StepRefused("there is nothing to sign in by", status=Status.NOT_SIGNED_IN)

        def send() -> httpx.Response:
            proof = credentials.proof()  # a new one each time: an assertion is good for one call
            form = {"grant_type": "client_credentials", **proof.pop("data", {})}
            return self._http.post("/oauth2/token", data=form, **proof)

        answer = _patiently(send, at_once=not again)
        if not answer.is_success:
            raise _not_known(answer)
        try:
            self._http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        except (ValueError, KeyError, TypeError) as error:
            raise _stranger(answer) from error

    def _asked(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        if "Authorization" not in self._http.headers:
            self.sign_in()
        answer = _patiently(send)
        if answer.status_code == httpx.codes.UNAUTHORIZED and self._credentials:
            answer.close()
            self.sign_in(again=True)
            answer = _patiently(send)
        return answer


def _patiently(send: Callable[[], httpx.Response], *, at_once: bool = False) -> httpx.Response:
    """The answer, after what passes by itself has been waited for; raises `StepRefused` where there is none.

    `at_once` has it told without another attempt that nobody answers, unless somebody did before.
    """
    for pause in (*PAUSES, None):
        told = 0.0
        try:
            answer = send()
        except httpx.RequestError as error:
            if pause is None or at_once or isinstance(error, NEVER_SENT):
                raise unreachable() from error
        else:
            if pause is None or not _passes(answer):
                return answer
            at_once = False
            told = _told_pause(answer)
            answer.close()
        wait(max(pause, told))
    raise AssertionError  # the last attempt returned or raised


def _passes(answer: httpx.Response) -> bool:
    """Whether the same call may do later; a conflict does that says when: the first call of this key still runs."""
    in_progress = answer.status_code == httpx.codes.CONFLICT and "Retry-After" in answer.headers
    return in_progress or answer.status_code in PASSING


def _told_pause(answer: httpx.Response) -> float:
    """What `Retry-After` says, a number or a date (RFC 9110 section 10.2.3), and never longer than is reasonable."""
    told = answer.headers.get("Retry-After", "0").strip()
    if told.isascii() and told.isdecimal():
        return min(float(told), LONGEST_PAUSE)
    try:
        then = parsedate_to_datetime(told)
    except (TypeError, ValueError):
        return UNREADABLE_PAUSE
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max((then - datetime.now(UTC)).total_seconds(), 0), LONGEST_PAUSE)


def _body(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code == httpx.codes.NO_CONTENT:
        return {}
    if not answer.is_success:
        raise _refusal(answer)
    found = _object(answer)
    if found is None:
        raise _stranger(answer)
    return found


def _refusal(answer: httpx.Response) -> StepRefused:
    """What an answer says that is no success: as a problem of the service, or else as that of somebody else."""
    problem = _object(answer)
    if problem is None or not answer.is_error or not _is_problem(problem):
        return _stranger(answer)
    if _passes(answer):
        status = Status.UNAVAILABLE
    elif answer.status_code == httpx.codes.UNAUTHORIZED:
        status = Status.NOT_SIGNED_IN
    else:
        status = Status.REFUSED
    return StepRefused(_sentences(problem), problem["code"], problem, status=status)


def _not_known(answer: httpx.Response) -> StepRefused:
    """What the token endpoint's answer says (RFC 6749 section 5.2)."""
    error = (_object(answer) or {}).get("error")
    if answer.status_code in UNKNOWN_CLIENT and isinstance(error, str):
        told = "the service does not know this client and secret, or key"
        return StepRefused(told, status=Status.NOT_SIGNED_IN)
    return _refusal(answer)


def _read(answer: httpx.Response) -> httpx.Response:
    try:
        answer.read()
    except httpx.RequestError as error:
        raise unreachable() from error
    return answer


def _object(answer: httpx.Response) -> dict[str, Any] | None:
    """The answer's JSON, None where it is not that of an object."""
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_problem(found: dict[str, Any]) -> bool:
    """Whether it has what is read of a problem: a proxy's errors are JSON too."""
    texts = (found.get("title"), found.get("code"), found.get("detail", ""))
    faults = found.get("errors", [])
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(faults, list)
        and all(isinstance(fault, dict) and {"code", "detail"} <= fault.keys() for fault in faults)
    )


def _sentences(problem: dict[str, Any]) -> str:
    """What a problem says, with the members that its sentences point to."""
    found = {name: problem[name] for name in POINTED_TO if problem.get(name)}
    named = [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}."
        for name, value in found.items()
    ]
    return " ".join([f"{problem['title']}.", problem.get("detail", ""), *named]).strip()


def _stranger(answer: httpx.Response) -> StepRefused:
    told = f"what answers is not the service: status {answer.status_code}"
    if _passes(answer):
        told = f"the service cannot be reached for now: status {answer.status_code}"
    return StepRefused(told, status=Status.UNAVAILABLE)


def _subject(token: str) -> str:
    """Whom a token is of, by what it says itself: to tell callers apart, and for nothing else."""
    try:
        payload = token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"])
    except (IndexError, KeyError, TypeError, ValueError):
        return hashlib.sha256(token.encode()).hexdigest()
