"""What reports refuse because of where they stand."""

from sosafe_api.core.errors import Conflict


class DocumentNotReady(Conflict):
    """Documents are made after a report is asked for."""

    def __init__(self) -> None:
        super().__init__("The document is being prepared, or could not be: the report's `status` says which.")
