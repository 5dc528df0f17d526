"""What reports refuse because of where they stand."""

from sosafe_api.core.errors import ServiceError


class DocumentNotReady(ServiceError):
    """Documents are made after a report is asked for."""

    code = "document_not_ready"
