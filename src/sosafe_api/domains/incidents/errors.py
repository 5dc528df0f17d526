"""Why a file as a whole is not read."""


class FileRefused(Exception):
    """Not a file of its kind; `code` is a key of `rules.files.LAYOUTS`, which says what to do about it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
