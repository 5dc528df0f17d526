"""What a release of every measure costs, as the history behind it grows and as more has come new since the last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import psycopg

from bench import incidents, partnership, processes, releases
from bench.database import MeasuredDatabase, Received, fill, measured_database, settle
from bench.partnership import Partnership, Tokens
from sosafe_api.core import clock
from sosafe_api.core.months import add_months, first_of_month, months_between
from sosafe_api.core.settings import load_settings

MONTHS = 120
INCIDENTS_FOR_EACH = 5
STEPS = 5
NEW_AT_EACH_STEP = 10_000
NEW_AT_THE_END = (0, 1_000, 10_000, 50_000, 100_000)
GOAL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Release:
    """`counted` says that nothing of the history had to be counted, only what was new."""

    referrals: int
    incidents: int
    new: int
    seconds: float
    counted: bool = True


class History:
    """Referrals and incidents of a partnership, which reach back further and further."""

    def __init__(self, database: MeasuredDatabase, referrals: int, number: int) -> None:
        self._database = database
        self.people: Partnership = partnership.make(database.urls)
        self._of_month = referrals // MONTHS, number // MONTHS
        self._end = first_of_month(clock.today())
        self._start = self._end
        self.referrals = self.incidents = 0

    def grow(self, months: int, progress: Callable[[int], None]) -> None:
        """So many months more, before all that there are."""
        earlier = add_months(self._start, -months)
        added = months_between(earlier, self._start)
        self._refer(months * self._of_month[0], earlier, self._start, None)
        incidents.add_months(self._database, self.people, added, self._of_month[1], progress)
        self.incidents += len(added) * self._of_month[1]
        self._start = earlier

    def add(self, new: int) -> None:
        """What came in or was changed since: half referrals, half returned incidents of the latest month."""
        latest = add_months(self._end, -1)
        if new:
            self._refer(new // 2, latest, self._end, clock.now())
            with self._connect() as connection:
                incidents.add_returned(connection, self.people, latest, new // 2)
            self.incidents += new // 2

    def _refer(self, number: int, since: date, until: date, changed_at: datetime | None) -> None:
        first = self.referrals + 1
        self.referrals += number
        received = Received(_first_hour(since), _first_hour(until) - timedelta(hours=2), changed_at)
        fill(self._database, self.people, range(first, self.referrals + 1), received=received)

    @contextmanager
    def _connect(self) -> Iterator[psycopg.Connection]:
        with self._database.connect() as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection
            settle(connection)


def _first_hour(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def measure(referrals: int, told: Callable[[Release], None]) -> list[Release]:
    """Every release in turn; `told` hears of each as it is done."""
    found: list[Release] = []
    with measured_database(load_settings().postgres_binaries) as (database, home):
        settings = processes.settings_in(home)
        history = History(database, referrals, INCIDENTS_FOR_EACH * referrals)
        with processes.product(settings, database) as server:

            def release(new: int, *, counted: bool = True) -> None:
                tokens = Tokens(settings, history.people)
                took = releases.publish(server, tokens, history.people, settings, database.urls)
                found.append(Release(history.referrals, history.incidents, new, took, counted))
                told(found[-1])

            for _ in range(STEPS):
                history.grow(MONTHS // STEPS, lambda _: None)
                release(0, counted=False)
                history.add(NEW_AT_EACH_STEP)
                release(NEW_AT_EACH_STEP)
            for new in NEW_AT_THE_END:
                history.add(new)
                release(new)
    return found


def line(release: Release) -> str:
    """One release as it is done, since the next one takes minutes."""
    told = f"{release.new:,} new" if release.counted else "earlier months added"
    return f"{release.referrals:>12,} referrals {release.incidents:>12,} incidents, {told}: {release.seconds:.1f} s"
