"""Random publishing histories: referrals of a few services, released again and again with corrections in between."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Measure, Records
from sosafe_api.domains.kpis.rules.publication import Decision, Ledgers, decide, new_ledgers
from sosafe_api.domains.kpis.vocabulary import Breakdown

START = date(2024, 4, 1)
DEFINITIONS = [item for item in REGISTRY.values() if item.records is Records.REFERRALS]
STATUSES = [Measure.ACCEPTED, Measure.ACCEPTED, Measure.DECLINED, Measure.UNDECIDED]


@dataclass(frozen=True)
class Referral:
    """One referral, as far as indicators count it."""

    month: date
    agency: str
    service: str
    status: Measure
    reason: str

    def counted(self) -> Iterator[CountKey]:
        for measure in (Measure.RECEIVED, self.status):
            yield CountKey(measure, self.month)
            yield CountKey(measure, self.month, Breakdown.AGENCY, self.agency)
            yield CountKey(measure, self.month, Breakdown.SERVICE, self.service)
        if self.status is Measure.DECLINED:
            yield CountKey(Measure.DECLINED, self.month, Breakdown.REASON, self.reason)


@dataclass
class History:
    """What a partnership published so far. `seed` makes it the same at every run."""

    seed: int
    referrals: list[Referral] = field(default_factory=list)
    ledgers: Ledgers = field(default_factory=new_ledgers)
    published: list[tuple[Counts, Decision]] = field(default_factory=list)
    months: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.members = {
            Breakdown.AGENCY: _members("agency", self.random.randint(2, 4)),
            Breakdown.SERVICE: _members("service", self.random.randint(2, 5)),
            Breakdown.REASON: _members("reason", 3),
        }
        self.busy = self.random.choice([1, 3, 8, 20])
        # About every third one has a service of which no table tells a number.
        services = [member.code for member in self.members[Breakdown.SERVICE]]
        withheld = services[: self.seed % 3 == 0]
        self.withheld = frozenset((Breakdown.SERVICE, code) for code in withheld)

    def pass_time(self, months: int) -> None:
        for month in months_between(add_months(START, self.months), add_months(START, self.months + months)):
            self.referrals += [self._referral(month) for _ in range(self.random.randint(0, 2 * self.busy))]
        self.months += months

    def correct(self) -> None:
        """Some referrals arrive late, some were entered in error, some are decided meanwhile."""
        months = months_between(START, add_months(START, self.months))
        for _ in range(self.random.randint(0, 2)):
            self.referrals.append(self._referral(self.random.choice(months)))
        for _ in range(self.random.randint(0, 2)):
            if self.referrals:
                self.referrals.pop(self.random.randrange(len(self.referrals)))

    def counts(self) -> Counts:
        by_key: dict[CountKey, int] = {}
        for referral in self.referrals:
            for key in referral.counted():
                by_key[key] = by_key.get(key, 0) + 1
        months = frozenset(months_between(START, add_months(START, self.months)))
        return Counts(by_key, months, self.members, self.withheld)

    def publish(self) -> Decision:
        counts = self.counts()
        end = add_months(START, self.months)
        decision = decide(DEFINITIONS, counts, (START, end), self.ledgers, attacked=True)
        for ledger in self.ledgers.values():
            ledger.turn_page()
        self.published.append((counts, decision))
        return decision

    def _referral(self, month: date) -> Referral:
        chosen = {by: self.random.choice(parts).code for by, parts in self.members.items()}
        status = self.random.choice(STATUSES)
        return Referral(
            month, chosen[Breakdown.AGENCY], chosen[Breakdown.SERVICE], status, chosen[Breakdown.REASON]
        )


def _members(kind: str, number: int) -> list[Member]:
    return [Member(f"{kind}-{index}", f"Example {kind} {index}") for index in range(number)]


def played(seed: int, releases: int) -> History:
    """A history of some releases, most of them after new months, most with corrections of what was published."""
    history = History(seed)
    history.pass_time(history.random.choice([3, 3, 6]))
    history.publish()
    for _ in range(releases - 1):
        history.correct()
        history.pass_time(history.random.choice([0, 1, 3]))
        history.publish()
    return history
