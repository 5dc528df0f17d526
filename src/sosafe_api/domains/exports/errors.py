"""What exports refuse because of where they stand."""

from sosafe_api.core.errors import ServiceError


class ExportNotReady(ServiceError):
    """An export has its content from when it is written until it expires."""

    code = "export_not_ready"


class Overtaken(Exception):
    """The export was deleted, or another worker began it again: what this one writes is wanted no more."""
