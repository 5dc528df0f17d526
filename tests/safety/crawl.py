"""A marked partnership, and every operation that writes tried on it by everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import httpx

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import Row
from tests.access.table import TABLE
from tests.contract.arrangements import fill
from tests.fixtures.world import World
from tests.safety.bearers import Bearers
from tests.safety.haven import MARKED
from tests.safety.marks import Marks
from tests.safety.writes import WRITES, Write, caller, crossed, prepared, refusals

# Refusals for which the service looks at the record; the others say the same to whoever gets so far.
TOLD_APART = {"spoilt", "stale"}
REVEALS = {"create_reveal", "create_reveal_approval", "create_reveal_opening"}
# A token lives for a minute; a set of costs, and the number of a tool's version, until there is a next one.
IN_TIME = REVEALS | {"create_assessment_tool", "create_savings_statement"}
ON_EARLIER_DAYS = """
UPDATE reveals SET day = earlier.day
FROM (SELECT min(day) - 1 AS day, max(day) AS last FROM reveals WHERE partnership_id = %(partnership_id)s) earlier
WHERE partnership_id = %(partnership_id)s AND reveals.day = earlier.last
"""
STATED = {"replace_place_location": MARKED}


@dataclass(frozen=True)
class Tried:
    """One request, who made it, and its answer."""

    write: Write
    what: str
    who: str
    answer: httpx.Response

    def __str__(self) -> str:
        return f"{self.write.name}, {self.what}, as {self.who}: {self.answer.status_code} {self.answer.text}"

    @property
    def shown(self) -> str:
        return self.answer.text + str(self.answer.headers)


@dataclass
class Crawl:
    """`elsewhere` is another partnership of the same installation."""

    http: httpx.Client
    world: World
    elsewhere: World
    marks: Marks
    bearers: Bearers
    writes: dict[str, list[Write]] = field(default_factory=dict)

    def begin(self, reads: list[Row]) -> None:
        """All that is read, then a request of each write for each role that it is open to, then the marks.

        So no write is aimed at what is read, and the reads may be tried before or after the writes.
        """
        fill(self.world)
        for row in reads:
            self.bearers.choose(row)
        for name in WRITES:
            self.writes[name] = [self._prepared(name) for _ in self._open_to(name)]
        self.marks.set_all()

    def refusals(self, name: str) -> Iterator[Tried]:
        """What is refused to everybody; none of it changes anything."""
        write = self.writes[name][0]
        for what, request in refusals(write):
            callers = set(self._open_to(name)) | (self._outsiders(name) if what in TOLD_APART else set())
            for who in sorted(callers):
                yield self._try(request, what, who)
        for who in sorted({*Role, "nobody"} - self._open_to(name)):
            yield self._try(write, "fit", who)

    def attempts(self, name: str) -> Iterator[Tried]:
        """Fit requests: first as those to whom nothing is there, then as those who succeed, and once more."""
        for who in sorted(self._outsiders(name)):
            yield self._try(self.writes[name][0], "fit", who)
        for role, write in zip(sorted(self._open_to(name)), self.writes[name], strict=True):
            fit = self._prepared_anew(name) if name in IN_TIME else write
            requests = {"fit": fit, "again": fit, "crossed": crossed(fit, self._pool)}
            for what, request in requests.items():
                yield self._try(request, what, role)

    def _try(self, write: Write, what: str, who: str) -> Tried:
        if write.name in REVEALS:  # a sign-in counts for five minutes, and this may run for longer
            self.__dict__.pop("_callers", None)
        answer = write.send(self.http, self._callers[who])
        if answer.status_code == 503:  # nothing was done, and a client is asked to come again: once
            answer = write.send(self.http, self._callers[who])
        tried = Tried(write, what, who, answer)
        assert answer.status_code < 500, tried
        return tried

    def _prepared_anew(self, name: str) -> Write:
        write = self._prepared(name)
        self.marks.set_all("reveals")
        return write

    def _prepared(self, name: str) -> Write:
        if name in REVEALS:  # nobody may ask for more than a few a day
            self.world.superuser.execute(ON_EARLIER_DAYS, {"partnership_id": self.world.id})
        return prepared(self.world, name, STATED.get(name))

    @staticmethod
    def _open_to(name: str) -> frozenset[Role]:
        """All who get past the permission."""
        return TABLE[name].roles | TABLE[name].absent_to

    @staticmethod
    def _outsiders(name: str) -> set[str]:
        """Who hold the permission and have nothing to do with what is there."""
        return {"stranger", f"{min(TABLE[name].roles)} elsewhere"}

    @cached_property
    def _callers(self) -> dict[str, dict[str, str]]:
        found = {who: caller(self.world, who) for who in self.world.people}
        foreign = {f"{who} elsewhere": caller(self.elsewhere, who) for who in self.elsewhere.people}
        return {"nobody": {}} | found | foreign

    @cached_property
    def _pool(self) -> dict[str, list[str]]:
        """Records that the requests name, by the name they go by."""
        found: dict[str, list[str]] = {}
        for write in (write for writes in self.writes.values() for write in writes):
            named = write.places | (write.body if isinstance(write.body, dict) else {})
            for name, value in named.items():
                if name.endswith("_id") and isinstance(value, str):
                    found.setdefault(name, []).append(value)
        return found
