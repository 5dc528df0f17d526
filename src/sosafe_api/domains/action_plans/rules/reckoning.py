"""What is overdue, what did not move, and the figures of a quarter: all from what was said by a day. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sosafe_api.domains.action_plans.rules import UNFINISHED
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """An action as it stood on a day; `stated_on` is when it was last spoken of."""

    action_id: UUID
    objective_id: UUID
    status: PlanActionStatus
    starts_on: date
    due_on: date
    stated_on: date | None

    @property
    def unfinished(self) -> bool:
        return self.status in UNFINISHED

    def overdue(self, day: date) -> bool:
        """From the day after the one it was due on."""
        return self.unfinished and self.due_on < day

    def completed_within(self, start: date, day: date) -> bool:
        """Whether it was said to be completed from `start` to the day, both included."""
        finished = self.status is PlanActionStatus.COMPLETED and self.stated_on is not None
        return finished and start <= (self.stated_on or start) <= day

    def unmoved(self, previous_meeting: date) -> bool:
        """Work was to be under way at the meeting before, and nothing was said of it there or since."""
        silent = self.stated_on is None or self.stated_on < previous_meeting
        return self.unfinished and self.starts_on <= previous_meeting and silent


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: when it was due, and when it was done."""

    action_id: UUID
    due_on: date
    done_on: date | None

    def open_on(self, day: date) -> bool:
        return self.done_on is None or self.done_on > day

    def overdue(self, day: date) -> bool:
        return self.open_on(day) and self.due_on < day


@dataclass(frozen=True, slots=True)
class Figures:
    """What a quarter's report says of some actions. The counts by status add up to `actions`."""

    actions: int
    by_status: dict[PlanActionStatus, int]
    overdue: int
    completed_in_quarter: int
    milestones_overdue: int
    milestones_done_in_quarter: int


def figures(
    standings: Sequence[Standing], steps: Iterable[Step], quarter: tuple[date, date], stands_on: date
) -> Figures:
    """`quarter` is its first day and the day after its last; statuses are those of `stands_on`."""
    start, end = quarter
    counted = Counter(each.status for each in standings)
    unfinished = {each.action_id for each in standings if each.unfinished}
    own = {each.action_id for each in standings}
    steps = [step for step in steps if step.action_id in own]
    return Figures(
        actions=len(standings),
        by_status={status: counted[status] for status in PlanActionStatus},
        overdue=sum(each.overdue(stands_on) for each in standings),
        completed_in_quarter=sum(
            each.status is PlanActionStatus.COMPLETED
            and each.stated_on is not None
            and start <= each.stated_on < end
            for each in standings
        ),
        milestones_overdue=sum(step.overdue(stands_on) for step in steps if step.action_id in unfinished),
        milestones_done_in_quarter=sum(
            step.done_on is not None and start <= step.done_on < end and step.done_on <= stands_on
            for step in steps
        ),
    )
