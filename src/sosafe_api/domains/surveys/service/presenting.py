"""How findings are told: percentages to a tenth, what is hidden as null with the reason beside it."""

from collections.abc import Sequence
from typing import Any

from sosafe_api.core.statistics import Interval, rounded
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.results import Change, Findings, Share, change_of
from sosafe_api.domains.surveys.rules.tallies import Base

Json = dict[str, Any]
Group = tuple[str, str]


def result(found: Findings, earlier: Findings | None, group: Group | None = None) -> Json:
    """`earlier` is of the wave compared with; `group` is the code and the label of a group."""
    question = found.question
    return {
        "question": question.code,
        "wording": question.wording,
        "kind": question.kind,
        "group": group[0] if group else None,
        "group_label": group[1] if group else None,
        "base": None if found.base is None else _base(found.base),
        "answers": [_share(question, share, earlier) for share in found.shares],
        "ranking": _ranking(found, earlier) if question.ranks else None,
    }


def limits(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    return {"low": percent(interval.low), "high": percent(interval.high)}


def percent(share: float) -> float:
    """To a tenth. A binary fraction is cut to ten places first, so that halves are halves."""
    return float(rounded(round(100 * share, 10), 1))


def differing(mine: Sequence[Question], theirs: Sequence[Question]) -> list[str]:
    """Questions of one code that are not asked in the same words, with the same answers."""
    others = {question.code: question for question in theirs}
    return [
        question.code
        for question in mine
        if question.code in others and _asked(question) != _asked(others[question.code])
    ]


def _asked(question: Question) -> tuple[object, ...]:
    return question.wording, question.kind, question.options, question.scale, question.ranks


def _base(base: Base) -> Json:
    return {
        "unweighted": base.unweighted,
        "weighted": float(rounded(base.weighted, 1)),
        "effective": float(rounded(base.effective, 1)),
        "effective_method": base.method,
        "small_base": base.small,
    }


def _share(question: Question, share: Share, earlier: Findings | None) -> Json:
    change = change_of(share, earlier.share(share.given)) if earlier else None
    return {
        "answer": share.given.answer,
        "label": question.labels[share.given.answer],
        "position": share.given.rank or None,
        "count": share.count,
        "percent": None if share.proportion is None else percent(share.proportion.share),
        "interval": limits(share.interval),
        "status": share.status,
        "change": None if change is None else _change(change),
    }


def _change(change: Change) -> Json:
    return {
        "percentage_points": percent(change.points / 100),
        "z": None if change.z is None else float(rounded(change.z, 2)),
        "significant": change.significant,
    }


def _ranking(found: Findings, earlier: Findings | None) -> Json:
    """Ranks are compared where both waves had the same options and points."""
    before: dict[str, int | None] = {}
    if earlier is not None and _asked(earlier.question)[2:] == _asked(found.question)[2:]:
        before = {each.answer: each.rank for each in earlier.ranking}
    return {
        "method": "points_by_position",
        "points": found.question.points,
        "places": [
            {
                "answer": each.answer,
                "score": None if each.score is None else float(rounded(each.score, 1)),
                "rank": each.rank,
                "earlier_rank": before.get(each.answer),
            }
            for each in found.ranking
        ],
    }
