"""When a delivery is tried again, when it is given up, how it is signed, and what it says. Pure."""

import base64
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

from standardwebhooks import Webhook as Signer

from sosafe_api.core.clock import wire_instant

SECRET_BYTES = 32
SECRET_PREFIX = "whsec_"  # noqa: S105  # how Standard Webhooks writes a secret
OVERLAP = timedelta(hours=24)
TRIED_FOR = timedelta(days=3)
VERIFIED_FOR = timedelta(days=180)
MOST_WEBHOOKS = 10
LONGEST_WAIT = timedelta(hours=6)
SAMPLE_TYPE = "webhook.test"
CHALLENGE_TYPE = "webhook.challenge"
_WAITS = (timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), LONGEST_WAIT)
_JITTER = 0.2
# Beside these a status of 4xx is about the one message, and the others are sent as before.
_OF_THE_RECEIVER = frozenset({401, 403, 404, 405, 408, 410, 425, 429})


def wait(failures: int, random: float) -> timedelta:
    """After the so many-th failure in turn; `random` from 0 to 1 spreads receivers that failed together."""
    base = _WAITS[min(max(failures, 1), len(_WAITS)) - 1]
    return base * (1 - _JITTER + 2 * _JITTER * random)


def asked_to_wait(status: int, retry_after: str | None, now: datetime) -> timedelta | None:
    """What 429 or 503 asks for by `Retry-After`, in seconds or as a date (RFC 9110), at most six hours."""
    if status not in (429, 503) or retry_after is None:
        return None
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < len("1000000"):
        asked = timedelta(seconds=int(retry_after))
    else:
        try:
            until = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        asked = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(asked, timedelta(0)), LONGEST_WAIT)


def holds_the_receiver(status: int | None) -> bool:
    """Whether a failure says something of the receiver, so that nothing is sent to it for a while."""
    return status is None or status in _OF_THE_RECEIVER or not 400 <= status < 500  # noqa: PLR2004


def message(change_type: str, occurred_at: datetime, data: dict[str, Any]) -> bytes:
    """The body: identifiers, versions and instants; nothing of the record's content, nothing of a person."""
    whole = {"type": change_type, "timestamp": wire_instant(occurred_at), "data": data}
    return json.dumps(whole, separators=(",", ":")).encode("ascii")


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def written(secret: bytes) -> str:
    """The secret as its owner is shown it, once."""
    return SECRET_PREFIX + base64.b64encode(secret).decode("ascii")


def headers(message_id: UUID, content: bytes, keys: Sequence[bytes], now: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks: a signature by each secret, two while one takes the other's place."""
    now = now.astimezone(UTC)
    signatures = [Signer(key).sign(str(message_id), now, content.decode("ascii")) for key in keys]
    return {
        "Content-Type": "application/json",
        "User-Agent": "SoSafe-Webhooks/1",
        "webhook-id": str(message_id),
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def echoes(challenge: str, content: bytes) -> bool:
    """Whether the answer is the challenge itself, or JSON with it as `challenge`."""
    text = content.strip()
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    echoed = found.get("challenge") if isinstance(found, dict) else text.decode("utf-8", "replace")
    return isinstance(echoed, str) and hmac.compare_digest(echoed.encode(), challenge.encode())
