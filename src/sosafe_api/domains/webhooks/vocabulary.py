"""Codes of webhooks and deliveries."""

from enum import StrEnum


class WebhookStatus(StrEnum):
    """Where a webhook stands. Only an active one is told of changes."""

    UNVERIFIED = "unverified"
    ACTIVE = "active"
    PARKED = "parked"
    DISABLED = "disabled"


class WebhookStep(StrEnum):
    """What a webhook may be moved to; verified it becomes active by itself."""

    UNVERIFIED = "unverified"
    DISABLED = "disabled"


class DeliveryStatus(StrEnum):
    """Where a delivery stands. A dead one is tried no more, unless it is replayed."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class DeliveryFailure(StrEnum):
    """Why the last attempt of a delivery failed: a class of faults, never what the receiver or the system said."""

    NAME_NOT_RESOLVED = "name_not_resolved"
    ADDRESS_NOT_PUBLIC = "address_not_public"
    NOT_CONNECTED = "not_connected"
    CERTIFICATE_NOT_VALID = "certificate_not_valid"
    TIMED_OUT = "timed_out"
    BROKEN_ANSWER = "broken_answer"
    REFUSED = "refused"
    CHALLENGE_NOT_ECHOED = "challenge_not_echoed"
    NO_LONGER_PERMITTED = "no_longer_permitted"
