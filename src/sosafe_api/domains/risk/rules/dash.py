"""What follows from an assessment by DASH: the count, the grade with its grounds, the route.

The questions themselves belong to their authors and are known here by number only. The assessor's judgement
can raise the grade that the count gives and never lowers it (SafeLives, Marac referral criteria).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.referrals.vocabulary import RiskGrade
from sosafe_api.domains.risk.rules.bands import GRADES, Terms
from sosafe_api.domains.risk.vocabulary import DashAnswer, DashVersion, PairHistory, RiskGround, RiskRoute

QUESTIONS = {DashVersion.DASH_24: 24, DashVersion.DASH_27: 27}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What counts beside the answers: the assessor's own grade, domestic events in 12 months, the pair's past."""

    judged: RiskGrade | None = None
    domestic_events: int | None = None
    history: PairHistory = PairHistory.PERPETRATOR_NOT_STATED


@dataclass(frozen=True, slots=True)
class Finding:
    """What an assessment comes to. `count_grade` is what the count alone gives."""

    yes_count: int
    count_grade: RiskGrade
    grade: RiskGrade
    grounds: tuple[RiskGround, ...]
    route: RiskRoute


def question_errors(version: DashVersion, questions: Sequence[int]) -> list[FieldError]:
    """What is wrong with the numbers of the questions answered: each of the version's must stand once."""
    errors = []
    seen: set[int] = set()
    for place, number in enumerate(questions):
        pointer = f"#/answers/{place}/question"
        if number > QUESTIONS[version]:
            detail = f"Must be at most {QUESTIONS[version]} in this version."
            errors.append(FieldError("too_large", detail, pointer=pointer))
        if number in seen:
            errors.append(FieldError("repeated_value", "Must be answered once.", pointer=pointer))
        seen.add(number)
    missing = sorted(set(range(1, QUESTIONS[version] + 1)) - seen)
    if missing:
        detail = f"Must answer every question; missing: {', '.join(map(str, missing))}."
        errors.append(FieldError("required", detail, pointer="#/answers"))
    return errors


def counted(version: DashVersion, terms: Terms) -> frozenset[int]:
    """The 24 questions that count: all of the 24, or the 27 without those that the rule leaves out."""
    every = frozenset(range(1, QUESTIONS[version] + 1))
    return every - terms.uncounted_questions if version is DashVersion.DASH_27 else every


def assess(
    version: DashVersion, answers: Mapping[int, DashAnswer], terms: Terms, beside: Circumstances
) -> Finding:
    count = sum(answers[number] is DashAnswer.YES for number in counted(version, terms))
    given = terms.grade_of(count)
    grade = max(given, beside.judged or given, key=GRADES.index)
    reasons = {
        RiskGround.VISIBLE_HIGH_RISK: given is RiskGrade.HIGH,
        RiskGround.PROFESSIONAL_JUDGEMENT: beside.judged is RiskGrade.HIGH or grade is not given,
        RiskGround.POTENTIAL_ESCALATION: (beside.domestic_events or 0) >= terms.escalation_threshold,
        RiskGround.REPEAT: beside.history is PairHistory.REPEAT,
    }
    grounds = tuple(ground for ground, holds in reasons.items() if holds)
    by_ground = bool(terms.marac_grounds.intersection(grounds))
    return Finding(count, given, grade, grounds, RiskRoute.MARAC if by_ground else terms.route_of(grade))
