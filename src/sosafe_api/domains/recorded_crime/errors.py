"""What recorded crime refuses: files that are none of its kinds, and a group that is there already."""

from sosafe_api.core.errors import Conflict, FieldError


class FileRefused(Exception):
    """Not a file of its kind; `code` is a key of `rules.files.REFUSALS`, which says what to do about it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GroupInUse(Conflict):
    """The area has a group from this day on, of other areas."""

    def __init__(self) -> None:
        detail = "A group of other areas begins on this day already: correct that one, or state another day."
        super().__init__(errors=[FieldError("group_in_use", detail, pointer="#/valid_from")])
