"""Codes of questionnaires, waves, results, and of what complainants say."""

from enum import StrEnum


class SurveyQuestionKind(StrEnum):
    """How a question is answered: by one option, several, several in order, a point of a scale, or free text."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKED = "ranked"
    SCALE = "scale"
    TEXT = "text"


class PerceptionKpi(StrEnum):
    """The indicators that a question can feed."""

    FEELING_SAFE_BY_DAY = "feeling_safe_by_day"
    FEELING_SAFE_AFTER_DARK = "feeling_safe_after_dark"
    AWARE_OF_PARTNERSHIP = "aware_of_partnership"
    EVENT_VISITORS_SATISFIED = "event_visitors_satisfied"


class QuestionnaireStatus(StrEnum):
    """Where a version stands: only a published one is asked, and it never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class WaveStatus(StrEnum):
    """Whether responses are still taken; results are read once the wave is closed."""

    OPEN = "open"
    CLOSED = "closed"
    ENTERED_IN_ERROR = "entered_in_error"


class SurveyMethod(StrEnum):
    """How people were asked."""

    ONLINE = "online"
    POSTAL = "postal"
    TELEPHONE = "telephone"
    FACE_TO_FACE = "face_to_face"
    PAPER_AT_EVENT = "paper_at_event"
    MIXED = "mixed"


class SurveyAudience(StrEnum):
    """Who was asked: residents, those who came to an event, or others."""

    RESIDENTS = "residents"
    EVENT_VISITORS = "event_visitors"
    BUSINESSES = "businesses"
    SERVICE_USERS = "service_users"
    OTHER = "other"


class WaveMaterial(StrEnum):
    """What a wave rests on: its responses, or counts that alone are known of it."""

    RESPONSES = "responses"
    COUNTS = "counts"


class EffectiveBaseMethod(StrEnum):
    """How the effective base was found.

    `unweighted`: every response counts alike. `kish`: (Σw)² ÷ Σw². `design_effect`: base ÷ stated design effect.
    """

    UNWEIGHTED = "unweighted"
    KISH = "kish"
    DESIGN_EFFECT = "design_effect"


class ShareStatus(StrEnum):
    """Whether a count is told: `suppressed` since a small one would follow, `not_known` where nobody stated it."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    NOT_KNOWN = "not_known"


class Satisfaction(StrEnum):
    """How satisfied a complainant was with how the case was dealt with."""

    VERY_SATISFIED = "very_satisfied"
    FAIRLY_SATISFIED = "fairly_satisfied"
    NEITHER = "neither"
    FAIRLY_DISSATISFIED = "fairly_dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


class ComplainantMeasure(StrEnum):
    """What is counted of complainants.

    `satisfied`: very or fairly satisfied. `no_further_case`: nothing was reported again after the closure.
    """

    SATISFIED = "satisfied"
    WOULD_REPORT_AGAIN = "would_report_again"
    FEELS_SAFER = "feels_safer"
    NO_FURTHER_CASE = "no_further_case"
