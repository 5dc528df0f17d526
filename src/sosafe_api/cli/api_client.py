"""The public API as the command line calls it: signs in again, waits when told to, tries a lost call again."""

import time
from typing import Any

import httpx

ATTEMPTS = 6
LONGEST_PAUSE = 60


class StepRefused(Exception):
    """The service refused a step; the message says why, `members` are those of its problem document.

    `answered` is False where there was no service to refuse it.
    """

    def __init__(
        self, message: str, code: str = "", members: dict[str, Any] | None = None, *, answered: bool = True
    ) -> None:
        super().__init__(message)
        self.answered = answered
        self.code = code
        self.members = members or {}


class ApiClient:
    """Calls that may be repeated: each is protected by a key, an offset or a version."""

    def __init__(self, http: httpx.Client, client_id: str, client_secret: str, token: str = "") -> None:
        self._http = http
        self._credentials = (client_id, client_secret)
        self._renews = not token
        if token:
            self._http.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """The answer's body; raises `StepRefused`."""
        if "Authorization" not in self._http.headers:
            self.sign_in()
        answer: httpx.Response | None = None
        for attempt in range(ATTEMPTS):
            try:
                answer = self._http.request(method, path, **options)
            except httpx.TransportError:
                time.sleep(2**attempt / 4)
                continue
            if answer.status_code == httpx.codes.UNAUTHORIZED and self._renews and not attempt:
                self.sign_in()
            elif answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
                time.sleep(min(float(answer.headers.get("Retry-After", "1")), LONGEST_PAUSE))
            else:
                break
        if answer is None:
            raise StepRefused("the service cannot be reached", answered=False)
        return _body(answer)

    def sign_in(self) -> None:
        """Gets a token for the client; raises `StepRefused`."""
        try:
            answer = self._http.post(
                "/oauth2/token", auth=self._credentials, data={"grant_type": "client_credentials"}
            )
        except httpx.TransportError as error:
            raise StepRefused("the service cannot be reached", answered=False) from error
        if answer.is_error:
            raise StepRefused("the service does not know this client and secret")
        self._http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        body: dict[str, Any] = answer.json()
    except ValueError as error:
        raise StepRefused(
            f"what answers is not the service: status {answer.status_code}", answered=False
        ) from error
    if answer.is_error:
        raise StepRefused(f"{body['title']}. {body.get('detail', '')}".strip(), body["code"], body)
    return body
