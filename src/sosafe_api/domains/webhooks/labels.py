"""Labels of the codes of webhooks, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.webhooks.vocabulary import DeliveryFailure, DeliveryStatus, WebhookStatus

LABELS = {
    WebhookStatus: ListLabels(
        {
            "unverified": Label(
                "Unverified", description="The receiver has not echoed the challenge yet; it is sent again."
            ),
            "parked": Label(
                "Parked", description="The receiver failed for three days, or answered 410: nothing is sent."
            ),
        }
    ),
    DeliveryStatus: ListLabels(
        {
            "waiting": Label("Waiting", description="To be sent, or sent again."),
            "dead": Label(
                "Dead",
                description="Given up: sent again only when it is replayed. `last_failure` says why.",
            ),
        }
    ),
    DeliveryFailure: ListLabels(
        {
            "name_not_resolved": Label("Name not resolved", description="No address was found for the host."),
            "address_not_public": Label(
                "Address not public", description="The host leads to an address that is not public."
            ),
            "certificate_not_valid": Label(
                "Certificate not valid",
                description="It is expired, of another host, or of an unknown issuer.",
            ),
            "timed_out": Label(
                "Timed out", description="Not connected within 3 seconds, or not answered within 10."
            ),
            "broken_answer": Label("Broken answer", description="What came back is not an answer of HTTP."),
            "refused": Label("Refused", description="The answer's status is not 2xx."),
            "challenge_not_echoed": Label(
                "Challenge not echoed", description="The answer does not hold the challenge that was sent."
            ),
            "no_longer_permitted": Label(
                "No longer permitted",
                description="The webhook's program may not read the record any more, so it was not told.",
            ),
        }
    ),
}
