"""What each disclosure policy does with one count, and the versions of the policies.

Three policies (ADR 0031). `open_source`: the data are public in the same detail already, or about no person:
nothing is hidden.
`standard`: counts of 1 to 4 are hidden, and others with them, until every hidden small count could be 5 or more as
far as a reader can tell. `sensitive`: the 10-5 rule, whole partnership and years only.
"""

from collections.abc import Collection

from sosafe_api.core.disclosure.knowledge import Sum
from sosafe_api.core.disclosure.ledger import Kept, Told
from sosafe_api.domains.agencies.vocabulary import ServiceKind
from sosafe_api.domains.kpis.rules.definition import Definition
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

SMALLEST_SENSITIVE = 10
BASE = 5
SMALLEST_POPULATION = 50
# What such a service receives is a sensitive indicator of its own, told by year and rounded: no other table tells it.
SENSITIVE_SERVICES = frozenset(
    {
        ServiceKind.CRISIS_INTERVENTION,
        ServiceKind.DOMESTIC_ABUSE_SUPPORT,
        ServiceKind.ONE_TO_ONE_SUPPORT,
        ServiceKind.PERPETRATOR_PROGRAMME,
        ServiceKind.SAFE_ACCOMMODATION,
    }
)
LARGEST_SHARE = 80
# Counts up when a policy would show or hide other counts than before; a frozen definition keeps the number.
POLICY_VERSIONS = {
    DisclosurePolicy.OPEN_SOURCE: 1,
    DisclosurePolicy.STANDARD: 3,
    DisclosurePolicy.SENSITIVE: 3,
}


def ten_five(count: int, population: int | None = None) -> int | None:
    """A count under the `sensitive` policy: withheld below 10, else rounded to the nearest multiple of 5.

    None of a population of 50 or more is shown as 0: it could be anybody.
    """
    if count == 0 and population is not None and population >= SMALLEST_POPULATION:
        return 0
    if count < SMALLEST_SENSITIVE:
        return None
    return (2 * count + BASE) // (2 * BASE) * BASE


def is_base_too_small(definition: Definition, base: int | None) -> bool:
    """Under `sensitive`, no share, rate or median is told of fewer than 50; both numbers are the rounded ones."""
    sensitive = definition.disclosure is DisclosurePolicy.SENSITIVE
    return sensitive and bool(definition.base) and base is not None and base < SMALLEST_POPULATION


def known_range(parts: Sum, told: int | None) -> tuple[Told, Kept | None]:
    """What the 10-5 rule tells of a count, and how much of that range must stay open to a reader."""
    if told is None:
        return Told(parts, 0, SMALLEST_SENSITIVE - 1), Kept(parts, BASE, BASE)
    if told == 0:
        return Told(parts, 0, 0), None
    half = BASE // 2
    return Told(parts, max(SMALLEST_SENSITIVE, told - half), told + half), Kept(parts, 0, half)


def is_dominated(shares: Collection[int]) -> bool:
    """Fewer than two agencies contribute, or one more than 80%: it knows its own share, and so the others'."""
    total = sum(shares)
    return sum(share > 0 for share in shares) < 2 or 100 * max(shares) > LARGEST_SHARE * total  # noqa: PLR2004


def own_share(value: int, shares: Collection[int], smallest: int) -> int:
    """The largest share of an agency that would leave it a small count of all others; 0 where none would."""
    return max((share for share in shares if 0 < share < value < share + smallest), default=0)
