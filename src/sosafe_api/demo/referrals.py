"""Two years of fictional referrals: the same at every start afresh, so a figure seen once is seen again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sosafe_api.core.clock import LONDON, london_date
from sosafe_api.demo.organisations import AGENCIES, SERVICES, DemoAgency, DemoService

SEED = 2018
TRIES_A_WORKING_DAY, CHANCE = 5, 0.48  # about twelve a week
WITHDRAWN, REVIEWED, COMPLETED = 0.03, 0.6, 0.8  # shares of referrals
SATURDAY = 5
GIVEN = (
    "Ash",
    "Birch",
    "Cedar",
    "Elm",
    "Fern",
    "Hazel",
    "Holly",
    "Ivy",
    "Juniper",
    "Linden",
    "Maple",
    "Rowan",
)
FAMILY = ("Example", "Sample", "Fiction", "Pretend", "Invented", "Imagined")
DECLINES = (
    ("not_eligible", 6),
    ("no_capacity", 5),
    ("out_of_area", 3),
    ("already_open", 3),
    ("unable_to_contact", 3),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a demonstration referral."""

    status: str
    at: datetime
    by_service: bool
    reason_code: str | None = None


@dataclass(frozen=True, slots=True)
class DemoReferral:
    """A fictional referral with its whole history."""

    number: int
    agency: DemoAgency
    service: DemoService
    reason: str
    full_name: str
    date_of_birth: date
    referred_on: date
    steps: tuple[Step, ...]

    @property
    def reference(self) -> str:
        return f"{self.agency.slug.upper()}/{self.referred_on.year}/{self.number:05d}"


def referrals(first: date, now: datetime) -> Iterator[DemoReferral]:
    """Every fictional referral from the first day until now, oldest first; nothing in it lies ahead."""
    chance = random.Random(SEED)  # noqa: S311  # made-up people, not secrets
    day, number = first, 0
    while day <= london_date(now):
        tries = TRIES_A_WORKING_DAY if day.weekday() < SATURDAY else 0
        for _ in range(sum(chance.random() < CHANCE for _ in range(tries))):
            number += 1
            found = _referral(chance, number, day, now)
            if found.steps:
                yield found
        day += timedelta(days=1)


def _referral(chance: random.Random, number: int, day: date, now: datetime) -> DemoReferral:
    service = chance.choices(SERVICES, [item.share for item in SERVICES])[0]
    agency = chance.choices(AGENCIES, [item.share for item in AGENCIES])[0]
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} {number}"
    age = chance.randint(max(service.minimum_age or 12, 12), 75)
    received = datetime.combine(day, time(8 + chance.randrange(9), chance.randrange(60)), LONDON)
    born = date(day.year - age, chance.randint(1, 12), chance.randint(1, 28))
    steps = tuple(step for step in _steps(chance, service, received) if step.at <= now)
    return DemoReferral(number, agency, service, chance.choice(service.reasons), name, born, day, steps)


def _steps(chance: random.Random, service: DemoService, received: datetime) -> Iterator[Step]:
    yield Step("submitted", received, by_service=False)
    at = received + timedelta(hours=chance.uniform(0.5, 30))
    if chance.random() < WITHDRAWN:
        yield Step("withdrawn", at, by_service=False, reason_code="client_request")
        return
    yield Step("received", at, by_service=True)
    if chance.random() < REVIEWED:
        at += timedelta(hours=chance.uniform(1, 40))
        yield Step("under_review", at, by_service=True)
    at += timedelta(days=chance.gammavariate(2.0, service.days / 3))
    if chance.random() >= service.accepts:
        reason = chance.choices([code for code, _ in DECLINES], [weight for _, weight in DECLINES])[0]
        yield Step("declined", at, by_service=True, reason_code=reason)
        return
    yield Step("accepted", at, by_service=True)
    at += timedelta(days=chance.uniform(1, 9))
    yield Step("in_progress", at, by_service=True)
    at += timedelta(days=chance.gammavariate(3.0, 25))
    if chance.random() < COMPLETED:
        yield Step("completed", at, by_service=True)
    else:
        yield Step("not_completed", at, by_service=True, reason_code="disengaged")
