"""The only module that imports python-jose: it signs and checks signatures, always of a stated algorithm."""

import json
from collections.abc import Mapping
from typing import Any

from jose import jwk, jws  # type: ignore[import-untyped]


class PreparedKey:
    """A key parsed once and bound to one algorithm, whatever a token's header says."""

    def __init__(self, material: bytes | Mapping[str, str], algorithm: str) -> None:
        self.algorithm = algorithm
        readable = material if isinstance(material, bytes) else dict(material)
        self._key: Any = jwk.construct(readable, algorithm)

    def sign(self, claims: Mapping[str, object], *, key_id: str, token_type: str) -> str:
        payload = json.dumps(claims, separators=(",", ":"), allow_nan=False).encode()
        headers = {"kid": key_id, "typ": token_type}
        return str(jws.sign(payload, self._key, headers=headers, algorithm=self.algorithm))

    def verified_payload(self, token: str) -> bytes:
        """Raises python-jose's or any other exception when the signature is not this key's."""
        # Only the signature is checked here: the library lets claims pass that are missing or mistyped.
        return bytes(jws.verify(token, self._key, algorithms=[self.algorithm]))
