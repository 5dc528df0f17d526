"""The lives of a stay and of a reveal, who may open a location, how full a place is. Pure: no I/O."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class PlaceKind(StrEnum):
    """What kind of accommodation a place is."""

    SAFE_SPACE = "safe_space"
    REFUGE_ROOM = "refuge_room"
    DISPERSED_FLAT = "dispersed_flat"
    TEMPORARY_STAY = "temporary_stay"


class PlaceStatus(StrEnum):
    """Whether stays are offered there."""

    OPEN = "open"
    CLOSED = "closed"


class PlacementStatus(StrEnum):
    """Where a stay stands."""

    REQUESTED = "requested"
    OFFERED = "offered"
    OCCUPIED = "occupied"
    ENDED = "ended"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class RefusalReason(StrEnum):
    """Why no stay came about: the service could not offer one, or the person did not take it."""

    NO_VACANCY = "no_vacancy"
    NEEDS_NOT_MET = "needs_not_met"
    NOT_ELIGIBLE = "not_eligible"
    RISK_TO_OTHERS = "risk_to_others"
    DECLINED_BY_PERSON = "declined_by_person"


class CancellationReason(StrEnum):
    """Why a stay was not needed any more before it began."""

    OTHER_ACCOMMODATION = "other_accommodation"
    REMAINS_AT_HOME = "remains_at_home"
    CONTACT_LOST = "contact_lost"
    REQUESTED_IN_ERROR = "requested_in_error"


class EndReason(StrEnum):
    """How a stay ended."""

    MOVED_TO_OWN_HOME = "moved_to_own_home"
    MOVED_TO_OTHER_REFUGE = "moved_to_other_refuge"
    MOVED_TO_FAMILY_OR_FRIENDS = "moved_to_family_or_friends"
    RETURNED_HOME_SAFELY = "returned_home_safely"
    RETURNED_TO_PERPETRATOR = "returned_to_perpetrator"
    LOCATION_COMPROMISED = "location_compromised"
    ASKED_TO_LEAVE = "asked_to_leave"
    CONTACT_LOST = "contact_lost"
    STAY_COMPLETED = "stay_completed"


class RevealGround(StrEnum):
    """By what somebody may ask for a location."""

    DUTY_ROSTER = "duty_roster"
    CURRENT_PLACEMENT = "current_placement"
    PANEL = "panel"


class RevealStatus(StrEnum):
    """Where a reveal stands; it is worked out from its times, so nothing has to expire it."""

    AWAITING_APPROVAL = "awaiting_approval"
    READY = "ready"
    OPENED = "opened"
    EXPIRED = "expired"


S, V = PlacementStatus, RevealStatus
TRANSITIONS: dict[PlacementStatus, frozenset[PlacementStatus]] = {
    S.REQUESTED: frozenset({S.OFFERED, S.REFUSED, S.CANCELLED}),
    S.OFFERED: frozenset({S.OCCUPIED, S.REFUSED, S.CANCELLED}),
    S.OCCUPIED: frozenset({S.ENDED}),
    S.ENDED: frozenset(),
    S.REFUSED: frozenset(),
    S.CANCELLED: frozenset(),
}
REVEAL_TRANSITIONS: dict[RevealStatus, frozenset[RevealStatus]] = {
    V.AWAITING_APPROVAL: frozenset({V.READY, V.EXPIRED}),
    V.READY: frozenset({V.OPENED, V.EXPIRED}),
    V.OPENED: frozenset(),
    V.EXPIRED: frozenset(),
}
LIVES: dict[str, dict[StrEnum, frozenset[StrEnum]]] = {
    "The life of a placement": {one: frozenset(others) for one, others in TRANSITIONS.items()},
    "The life of a reveal": {one: frozenset(others) for one, others in REVEAL_TRANSITIONS.items()},
}
LIVE = frozenset({S.REQUESTED, S.OFFERED, S.OCCUPIED})
REASONS: dict[PlacementStatus, type[StrEnum]] = {
    S.REFUSED: RefusalReason,
    S.CANCELLED: CancellationReason,
    S.ENDED: EndReason,
}

REVEALS_A_DAY = 3
STEP_UP_SECONDS = 300
TOKEN_LIFE = timedelta(seconds=60)
APPROVAL_TIME = timedelta(minutes=10)
LONGEST_SHIFT = timedelta(days=31)
LONGEST_STAY = timedelta(days=731)
LONGEST_CALENDAR = timedelta(days=92)
USUAL_CALENDAR = timedelta(days=28)
A_DAY = timedelta(days=1)


def allowed_transitions(status: PlacementStatus, *, on_duty: bool, sees_place: bool) -> list[PlacementStatus]:
    """Where somebody may move a stay: an offer is for who is on duty, moving in for who sees the place."""
    closed = {S.OFFERED: not on_duty, S.OCCUPIED: not sees_place}
    return [each for each in PlacementStatus if each in TRANSITIONS[status] and not closed.get(each)]


def reason_problem(to: PlacementStatus, code: str | None) -> str | None:
    """What is wrong with the reason given for a move, as an error's code."""
    reasons = REASONS.get(to)
    if reasons is None:
        return None if code is None else "not_wanted"
    if code is None:
        return "required"
    return None if code in {reason.value for reason in reasons} else "unknown_code"


def fresh(authenticated_at: int | None, now: datetime) -> bool:
    """Whether the person proved who they are within the last five minutes."""
    return authenticated_at is not None and now.timestamp() - authenticated_at <= STEP_UP_SECONDS


def reveal_status(
    *,
    needs_approval: bool,
    asked_at: datetime,
    approved_at: datetime | None,
    opened_at: datetime | None,
    now: datetime,
) -> RevealStatus:
    if opened_at is not None:
        return V.OPENED
    if needs_approval and approved_at is None:
        return V.AWAITING_APPROVAL if now < asked_at + APPROVAL_TIME else V.EXPIRED
    return V.READY if now < usable_until(asked_at, approved_at) else V.EXPIRED


def usable_until(asked_at: datetime, approved_at: datetime | None) -> datetime:
    """When the token ends: a minute after it was given, or after a second person approved it."""
    return (approved_at or asked_at) + TOKEN_LIFE


@dataclass(frozen=True, slots=True)
class Taken:
    """One unit of a place, taken from a day to another (exclusive); `staying` while somebody lives there."""

    unit: int
    starts_on: date
    ends_on: date
    staying: bool = False

    def last_until(self, today: date) -> date:
        """Who stays beyond the day agreed still takes the unit, today included."""
        return max(self.ends_on, today + A_DAY) if self.staying else self.ends_on


def free_unit(capacity: int, taken: Iterable[Taken], wanted: Taken, *, today: date) -> int | None:
    """A unit that is free on every wanted day: the wanted one if it can be, else the lowest; None if none is."""
    busy = {
        each.unit
        for each in taken
        if each.starts_on < wanted.ends_on
        and wanted.starts_on < each.last_until(today)
        and each.starts_on < each.ends_on
    }
    units = [wanted.unit, *range(1, capacity + 1)]
    return next((unit for unit in units if unit <= capacity and unit not in busy), None)


def occupancy(
    taken: Iterable[Taken], start: date, before: date, *, today: date
) -> Iterator[tuple[date, int]]:
    """How many units are taken on each day of the period."""
    stays = list(taken)
    for number in range((before - start).days):
        day = start + number * A_DAY
        yield (
            day,
            sum(
                each.starts_on <= day < each.last_until(today) and each.starts_on < each.ends_on
                for each in stays
            ),
        )
