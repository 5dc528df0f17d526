"""Rules of panels: what each kind admits and shows, how long, and the lives of meetings and actions. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import TypeVar

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.agencies.vocabulary import GroupRole, PanelKind
from sosafe_api.domains.panels.vocabulary import TitleCode
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.vocabulary import RiskGrade


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    PUBLISHED = "published"
    HELD = "held"
    MINUTES_APPROVED = "minutes_approved"
    CANCELLED = "cancelled"


class AgendaItemStatus(StrEnum):
    """Where something put before a panel stands."""

    ON_AGENDA = "on_agenda"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class ActionStatus(StrEnum):
    """Where something that an agency is to do stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RequestStatus(StrEnum):
    """What became of a question to an agency."""

    OPEN = "open"
    ANSWERED = "answered"
    NOTHING_HELD = "nothing_held"
    REFUSED = "refused"


_BETWEEN_WORDS = re.compile(r"[\W_]+")
Of = TypeVar("Of", bound=StrEnum)


def _life(table: Mapping[Of, frozenset[Of]]) -> dict[StrEnum, frozenset[StrEnum]]:
    return {status: frozenset(reachable) for status, reachable in table.items()}


M, T, A, Q = MeetingStatus, AgendaItemStatus, ActionStatus, RequestStatus
MEETING_TRANSITIONS: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    M.PLANNED: frozenset({M.PUBLISHED, M.CANCELLED}),
    M.PUBLISHED: frozenset({M.HELD, M.CANCELLED}),
    M.HELD: frozenset({M.MINUTES_APPROVED}),
    M.MINUTES_APPROVED: frozenset(),
    M.CANCELLED: frozenset(),
}
ITEM_TRANSITIONS: dict[AgendaItemStatus, frozenset[AgendaItemStatus]] = {
    T.ON_AGENDA: frozenset({T.DECIDED, T.WITHDRAWN}),
    T.DECIDED: frozenset(),
    T.WITHDRAWN: frozenset(),
}
ACTION_TRANSITIONS: dict[ActionStatus, frozenset[ActionStatus]] = {
    A.OPEN: frozenset({A.IN_PROGRESS, A.COMPLETED, A.CANCELLED}),
    A.IN_PROGRESS: frozenset({A.COMPLETED, A.CANCELLED}),
    A.COMPLETED: frozenset(),
    A.CANCELLED: frozenset(),
}
REQUEST_TRANSITIONS: dict[RequestStatus, frozenset[RequestStatus]] = {
    Q.OPEN: frozenset({Q.ANSWERED, Q.NOTHING_HELD, Q.REFUSED}),
    Q.ANSWERED: frozenset(),
    Q.NOTHING_HELD: frozenset(),
    Q.REFUSED: frozenset(),
}
LIVES: dict[str, dict[StrEnum, frozenset[StrEnum]]] = {
    "The life of a meeting": _life(MEETING_TRANSITIONS),
    "The life of an agenda item": _life(ITEM_TRANSITIONS),
    "The life of a panel's action": _life(ACTION_TRANSITIONS),
    "The life of a request for information": _life(REQUEST_TRANSITIONS),
}
TAKES_ITEMS = frozenset({M.PLANNED, M.PUBLISHED})
TAKES_DECISIONS = frozenset({M.PUBLISHED, M.HELD})
UNDONE = frozenset({A.OPEN, A.IN_PROGRESS})
# The agency that is to act reports on it; that it need not act any more is the panel's to say.
HOLDER_MAY = frozenset({A.IN_PROGRESS, A.COMPLETED})
# An observer watches how the panel works and needs nobody's file for it.
SEATS_WITH_A_PACK = frozenset(GroupRole) - {GroupRole.OBSERVER}


class FieldSet(Enum):
    """The parts of what is presented, by the names that the access rules give to sets of fields."""

    PERSON = "F1"  # name, age band, ward, how contact is safe
    CONTACT = "F2"  # date of birth, outward postcode, telephone, e-mail
    ACCOUNT = "F3"  # question, summary, grade of risk, children


EVERYTHING = frozenset(FieldSet)
_PERSON_AND_ACCOUNT = frozenset({FieldSet.PERSON, FieldSet.ACCOUNT})


@dataclass(frozen=True, slots=True)
class Presented:
    """What the rules of a panel look at."""

    title: TitleCode
    risk_grade: RiskGrade | None
    age_band: AgeBand
    supported_to_25: bool


Condition = Callable[[Presented], FieldError | None]


def _abuse_only(item: Presented) -> FieldError | None:
    if item.title is TitleCode.DOMESTIC_ABUSE:
        return None
    return FieldError("domestic_abuse_only", "This panel deals with domestic abuse only.", "#/title_code")


def _no_abuse(item: Presented) -> FieldError | None:
    if item.title is not TitleCode.DOMESTIC_ABUSE:
        return None
    detail = (
        "Domestic abuse is not put before this panel: put it before the domestic abuse panel or the MARAC."
    )
    return FieldError("no_domestic_abuse", detail, "#/title_code")


def _high_risk(item: Presented) -> FieldError | None:
    if item.risk_grade is RiskGrade.HIGH:
        return None
    detail = "The MARAC deals with high risk only: put other grades before the domestic abuse panel."
    return FieldError("high_risk_only", detail, "#/account/risk_grade")


def _below_high_risk(item: Presented) -> FieldError | None:
    if item.risk_grade is None:
        return FieldError("required", "Must be given for this panel.", "#/account/risk_grade")
    if item.risk_grade is not RiskGrade.HIGH:
        return None
    return FieldError("not_high_risk", "High risk is put before the MARAC.", "#/account/risk_grade")


def _young(item: Presented) -> FieldError | None:
    if item.age_band in {AgeBand.UNDER_16, AgeBand.FROM_16_TO_17}:
        return None
    if item.age_band is AgeBand.FROM_18_TO_24 and item.supported_to_25:
        return None
    detail = "This panel deals with people under 18, or under 25 where `supported_to_25` is true."
    return FieldError("young_people_only", detail, "#/person/age_band")


def _nuisance_only(item: Presented) -> FieldError | None:
    if item.title is TitleCode.ANTI_SOCIAL_BEHAVIOUR:
        return None
    detail = "This forum deals with anti-social behaviour only."
    return FieldError("anti_social_behaviour_only", detail, "#/title_code")


@dataclass(frozen=True, slots=True)
class PanelRule:
    """What a kind of panel admits, and what its members see of it; no field set is the bare agenda."""

    shows: frozenset[FieldSet]
    admits: tuple[Condition, ...] = ()


PANELS: dict[PanelKind, PanelRule] = {
    PanelKind.MARAC: PanelRule(EVERYTHING, (_abuse_only, _high_risk)),
    PanelKind.SADA_PANEL: PanelRule(_PERSON_AND_ACCOUNT, (_abuse_only, _below_high_risk)),
    PanelKind.MULTIPLE_NEEDS: PanelRule(_PERSON_AND_ACCOUNT, (_no_abuse,)),
    PanelKind.YOUTH_MULTIPLE_NEEDS: PanelRule(_PERSON_AND_ACCOUNT, (_young,)),
    PanelKind.PROFESSIONALS_MEETING: PanelRule(_PERSON_AND_ACCOUNT),
    # Residents sit in it, so nobody's name or story is shown.
    PanelKind.ASB_FORUM: PanelRule(frozenset(), (_nuisance_only,)),
}


def admission_errors(kind: PanelKind, item: Presented) -> list[FieldError]:
    """Every rule of this kind of panel that the item breaks."""
    return [error for condition in PANELS[kind].admits if (error := condition(item)) is not None]


READABLE_FOR = timedelta(days=14)


def readable_by_members(status: MeetingStatus, meets_on: date, today: date) -> bool:
    """Members read what is before them from publication until 14 days after the meeting."""
    published = status in {M.PUBLISHED, M.HELD, M.MINUTES_APPROVED}
    return published and today <= meets_on + READABLE_FOR


def readable_by_coordinators(status: MeetingStatus, meets_on: date, today: date) -> bool:
    """The coordinator prepares the agenda and writes the minutes, however late these are approved."""
    if status is M.CANCELLED:
        return False
    return status is not M.MINUTES_APPROVED or today <= meets_on + READABLE_FOR


def action_readable_by_its_holder(status: ActionStatus, since: date, today: date) -> bool:
    """Whoever is to act, or to see that it is done, reads on whom for as long as it is not, and 14 days."""
    return status in UNDONE or today <= since + READABLE_FOR


def minutes_readable_by_members(approved_on: date | None, today: date) -> bool:
    return approved_on is not None and today <= approved_on + READABLE_FOR


_OLDEST = ((15, AgeBand.UNDER_16), (17, AgeBand.FROM_16_TO_17), (24, AgeBand.FROM_18_TO_24),
           (34, AgeBand.FROM_25_TO_34), (44, AgeBand.FROM_35_TO_44), (54, AgeBand.FROM_45_TO_54),
           (64, AgeBand.FROM_55_TO_64))  # fmt: skip


def age_band(born_on: date, on: date) -> AgeBand:
    """The band of somebody's age in completed years; who is born on 29 February is older from 1 March."""
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return next((band for oldest, band in _OLDEST if years <= oldest), AgeBand.OVER_64)


def names(text: str, full_name: str) -> bool:
    """Whether a text holds a name as whole words, however it is written between them."""
    return f" {_words(full_name)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join(_BETWEEN_WORDS.sub(" ", text.casefold()).split())


def is_overdue(status: str, due_on: date, today: date) -> bool:
    return status in {"open", "in_progress"} and due_on < today
