"""What can go wrong with a question about patterns."""

from sosafe_api.core.errors import FieldError, InvalidParameter


def refused(parameter: str, code: str, detail: str) -> InvalidParameter:
    """A query parameter that is well formed and cannot be answered."""
    return InvalidParameter(errors=[FieldError(code, detail, parameter=parameter)])
