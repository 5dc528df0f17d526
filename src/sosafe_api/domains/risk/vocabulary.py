"""Codes of risk assessments: which list of questions, what was answered, why somebody goes to which panel."""

from enum import StrEnum


class DashVersion(StrEnum):
    """Which list of DASH questions was asked: that of all agencies, or that of the police (DASH 2009)."""

    DASH_24 = "dash_24"
    DASH_27 = "dash_27"


class DashAnswer(StrEnum):
    """What was answered to a question. Not known is not no."""

    YES = "yes"
    NO = "no"
    DONT_KNOW = "dont_know"


class AnswerSource(StrEnum):
    """Who or what an answer comes from."""

    VICTIM = "victim"
    PROFESSIONAL = "professional"
    RECORD = "record"
    OTHER = "other"


class RiskGround(StrEnum):
    """Why an assessment calls for attention, after the criteria for referral to a MARAC; any one suffices."""

    VISIBLE_HIGH_RISK = "visible_high_risk"
    PROFESSIONAL_JUDGEMENT = "professional_judgement"
    POTENTIAL_ESCALATION = "potential_escalation"
    REPEAT = "repeat"


class RiskRoute(StrEnum):
    """Where the partnership discusses a risk of this grade."""

    MARAC = "marac"
    SADA_PANEL = "sada_panel"


class PairHistory(StrEnum):
    """What earlier referrals to MARAC of the same victim and the same perpetrator mean for the event."""

    PERPETRATOR_NOT_STATED = "perpetrator_not_stated"
    NO_EARLIER_REFERRAL = "no_earlier_referral"
    REPEAT = "repeat"
    LAPSED = "lapsed"


class AssessmentPhase(StrEnum):
    """Whether a scored assessment was made before or after the work with the person."""

    BEFORE = "before"
    AFTER = "after"


class ScoreDirection(StrEnum):
    """What a higher total of a tool means."""

    HIGHER_IS_WORSE = "higher_is_worse"
    HIGHER_IS_BETTER = "higher_is_better"


class ScoreChange(StrEnum):
    """What became of the total between two assessments by the same version of a tool."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
