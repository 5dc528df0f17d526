"""What each disclosure policy does with counts; `standard` hides by the suppression that all tables share.

Three policies (ADR 0016). `open_source`: the data are public in the same detail already, or about no person:
nothing is hidden.
`standard`: counts of 1 to 4 are hidden, and others with them, until every hidden count could be another one
as far as a reader can tell. `sensitive`: counts below 10 are withheld and others rounded to base 5.
"""

from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

SMALLEST_SENSITIVE = 10
BASE = 5
# Counts up when a policy would show or hide other counts than before; a frozen definition keeps the number.
POLICY_VERSIONS = {
    DisclosurePolicy.OPEN_SOURCE: 1,
    DisclosurePolicy.STANDARD: 1,
    DisclosurePolicy.SENSITIVE: 1,
}


def ten_five(count: int) -> int | None:
    """A count under the `sensitive` policy: withheld below 10, else rounded to the nearest multiple of 5."""
    if count < SMALLEST_SENSITIVE:
        return None
    return (2 * count + BASE) // (2 * BASE) * BASE
