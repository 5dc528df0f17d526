"""The public API as the command line calls it: signs in again, waits when told to, tries a lost call again."""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from sosafe_api.cli.credentials import Credentials
from sosafe_api.cli.refusals import StepRefused, unreachable
from sosafe_api.cli.statuses import Status

ATTEMPTS = 6
LONGEST_PAUSE = 60
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
            if answer.is_error:
                answer.read()
                _body(answer)
            yield answer
        finally:
            answer.close()

    def sign_in(self) -> None:
        """Gets a token for the client; raises `StepRefused`."""
        if self._credentials is None:
            raise StepRefused("there is nothing to sign in by", status=Status.NOT_SIGNED_IN)
        proof = self._credentials.proof()
        form = {"grant_type": "client_credentials", **proof.pop("data", {})}
        try:
            answer = self._http.post("/oauth2/token", data=form, **proof)
        except httpx.TransportError as error:
            raise unreachable() from error
        if answer.is_error:
            raise StepRefused("the service does not know this client and secret, or key")
        try:
            self._http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        except (ValueError, KeyError) as error:
            raise _stranger(answer) from error

    def _asked(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        if "Authorization" not in self._http.headers:
            self.sign_in()
        answer: httpx.Response | None = None
        for attempt in range(ATTEMPTS):
            if answer is not None:
                answer.close()
            try:
                answer = send()
            except httpx.TransportError:
                time.sleep(2**attempt / 4)
                continue
            if answer.status_code == httpx.codes.UNAUTHORIZED and self._credentials and not attempt:
                self.sign_in()
            elif answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
                time.sleep(min(float(answer.headers.get("Retry-After", "1")), LONGEST_PAUSE))
            else:
                break
        if answer is None:
            raise unreachable()
        return answer


def _body(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code == httpx.codes.NO_CONTENT:
        return {}
    try:
        body: dict[str, Any] = answer.json()
    except ValueError as error:
        raise _stranger(answer) from error
    if answer.is_error:
        raise StepRefused(_sentences(body), body["code"], body)
    return body


def _sentences(problem: dict[str, Any]) -> str:
    """What a problem says, with the members that its sentences point to."""
    found = {name: problem[name] for name in POINTED_TO if problem.get(name)}
    named = [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}." for name, value in found.items()
    ]
    return " ".join([f"{problem['title']}.", problem.get("detail", ""), *named]).strip()


def _stranger(answer: httpx.Response) -> StepRefused:
    told = f"what answers is not the service: status {answer.status_code}"
    return StepRefused(told, status=Status.UNAVAILABLE)


def _subject(token: str) -> str:
    """Whom a token is of, by what it says itself: to tell callers apart, and for nothing else."""
    try:
        payload = token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"])
    except (IndexError, KeyError, TypeError, ValueError):
        return hashlib.sha256(token.encode()).hexdigest()
