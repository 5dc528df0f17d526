"""Why a file as a whole is not read."""


class FileRefused(Exception):
    """Not one of today's street files; `code` is a key of `rules.LAYOUTS`, which says what to do about it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
