"""What the change feed refuses."""

from sosafe_api.core.errors import ServiceError


class ChangeCursorExpired(ServiceError):
    """Changes after the cursor are no longer kept."""

    code = "change_cursor_expired"
