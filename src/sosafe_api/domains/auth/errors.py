"""How the token endpoint refuses, in the words of RFC 6749 section 5.2."""


class TokenRefused(Exception):
    """`code` is one of the error codes of RFC 6749; nothing else is told."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
