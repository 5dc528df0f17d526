"""A release as it is made: drafted, computed and checked by the background, approved by a second person."""

from time import perf_counter
from typing import Any

from bench import workloads
from bench.partnership import Partnership, Tokens
from bench.processes import Server
from sosafe_api import worker
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.settings import Settings

RELEASES = "/v1/kpi-releases"


def publish(
    server: Server, tokens: Tokens, partnership: Partnership, settings: Settings, urls: DatabaseUrls
) -> float:
    """Answers the seconds that the background took; raises `RuntimeError` where a step is refused."""
    drafter, approver = (
        {"Authorization": f"Bearer {tokens.issue(someone)}"}
        for someone in (partnership.administrator, partnership.approver)
    )
    asked = {**drafter, "Idempotency-Key": f"release-of-the-measurement-{perf_counter()}"}
    draft = _expect(201, workloads.ask(server, RELEASES, asked, {"notes": "Release of the measurement."}))
    began = perf_counter()
    while worker.do_next(settings, urls):
        pass
    took = perf_counter() - began
    path = f"{RELEASES}/{draft['id']}"
    checked = _expect(200, workloads.ask(server, path, drafter))
    if checked["status"] != "checked":
        raise RuntimeError(f"the release is {checked['status']}: {checked['findings']}")
    steps = {**approver, "If-Match": checked["etag"]}
    _expect(201, workloads.ask(server, f"{path}/transitions", steps, {"to": "published"}))
    return took


def _expect(status: int, answer: tuple[int, dict[str, str], Any]) -> dict[str, Any]:
    if answer[0] != status:
        raise RuntimeError(f"no release was published: {answer[2]}")
    content: dict[str, Any] = answer[2]
    return content
