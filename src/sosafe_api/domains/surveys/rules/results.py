"""Results of a question: shares with their intervals, ranks by points, and changes against another wave. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sosafe_api.core.statistics import Interval, Proportion, Z, pooled_z, wilson
from sosafe_api.domains.surveys.rules.disclosure import Place, givens
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.tallies import Base, Given, Tally
from sosafe_api.domains.surveys.vocabulary import ShareStatus


@dataclass(frozen=True, slots=True)
class Share:
    """How many gave an answer, and which share of the base that is; None where that is not told."""

    given: Given
    status: ShareStatus
    count: int | None
    proportion: Proportion | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """The points of an option and its place among those whose points are shown; equal points share a place."""

    answer: str
    score: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """By how many percentage points a share differs, and whether chance alone would seldom do that."""

    points: float
    z: float | None
    significant: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What is shown of a question, of everybody or of one group; without a base, nothing."""

    question: Question
    base: Base | None
    shares: tuple[Share, ...]
    ranking: tuple[Ranked, ...]

    def share(self, given: Given) -> Share | None:
        return next((share for share in self.shares if share.given == given), None)


def findings(
    question: Question, tally: Tally, base: Base, shown: frozenset[Place], group: tuple[str, str] = ("", "")
) -> Findings:
    """Of a group that is not shown, no base and no share."""
    if Place(*group) not in shown:
        base_shown, places = None, frozenset[Place]()
    else:
        base_shown, places = base, shown
    shares = tuple(
        _share(given, tally, base, seen=Place(*group, *given) in places) for given in givens(question)
    )
    return Findings(question, base_shown, shares, tuple(_ranking(question, tally, shares)))


def _share(given: Given, tally: Tally, base: Base, *, seen: bool) -> Share:
    if not tally.knows(given):
        return Share(given, ShareStatus.NOT_KNOWN, None, None, None)
    if not seen:
        return Share(given, ShareStatus.SUPPRESSED, None, None, None)
    count = tally.counts.get(given, 0)
    if not base.effective:
        return Share(given, ShareStatus.SHOWN, count, None, None)
    proportion = Proportion(min(tally.share(given), 1.0), base.effective)
    interval = wilson(proportion.share * proportion.base, proportion.base)
    return Share(given, ShareStatus.SHOWN, count, proportion, interval)


def _ranking(question: Question, tally: Tally, shares: Sequence[Share]) -> list[Ranked]:
    """Points by rank, weighted; an option one of whose counts is hidden has neither points nor a place."""
    if not question.ranks:
        return []
    scores: dict[str, float | None] = {}
    for answer in question.labels:
        own = [share for share in shares if share.given.answer == answer]
        hidden = any(share.count is None for share in own)
        points = (
            question.points[share.given.rank - 1] * tally.weights.get(share.given, 0.0) for share in own
        )
        scores[answer] = None if hidden else sum(points)
    told = [score for score in scores.values() if score is not None]
    ranked = [
        Ranked(answer, score, None if score is None else 1 + sum(other > score for other in told))
        for answer, score in scores.items()
    ]
    return sorted(ranked, key=lambda each: (each.rank is None, each.rank or 0))


def change_of(later: Share, earlier: Share | None) -> Change | None:
    """None where either share is hidden, or nobody was asked."""
    if earlier is None or later.proportion is None or earlier.proportion is None:
        return None
    z = pooled_z(later.proportion, earlier.proportion)
    points = 100 * (later.proportion.share - earlier.proportion.share)
    return Change(points, z, z is not None and abs(z) > Z)
