"""What a command of the developer's command line ends with when a step of it is refused."""

from typing import Any

from sosafe_api.cli.statuses import Status


class StepRefused(Exception):
    """A step cannot be done; the message says why.

    `members` are those of the service's problem document; `status` is what the command ends with.
    """

    def __init__(
        self,
        message: str,
        code: str = "",
        members: dict[str, Any] | None = None,
        *,
        status: Status = Status.REFUSED,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.members = members or {}
        self.status = status

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Each value that is at fault, where the service names them."""
        found: list[dict[str, Any]] = self.members.get("errors", [])
        return found

    @property
    def told_faults(self) -> list[str]:
        """Each of them in a line: its place, the rule's code, and what to do."""
        return [
            f"{_place(fault)}: {fault['code']}: {fault['detail']}".removeprefix(": ") for fault in self.faults
        ]


def _place(fault: dict[str, Any]) -> str:
    return next((str(fault[name]) for name in ("pointer", "parameter", "header") if fault.get(name)), "")


def unreachable() -> StepRefused:
    return StepRefused("the service cannot be reached", status=Status.UNAVAILABLE)
