"""What returns refuse because of what is already there, and why a file as a whole is not read."""

from sosafe_api.core.errors import BusinessRule


class EnteredInError(BusinessRule):
    """A record that was an error is not corrected any more."""

    def __init__(self) -> None:
        super().__init__("The record was entered in error: it counts nowhere and is not changed any more.")


class ReturnRefused(Exception):
    """Not a file of these records; `code` is stable, `detail` says what to do about it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
