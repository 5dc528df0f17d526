"""Whether a value was published before with another one, and how often that has happened."""

from typing import NamedTuple

from sosafe_api.core.statistics import Number
from sosafe_api.domains.kpis.vocabulary import ObservationStatus


class Figures(NamedTuple):
    """What is told of an observation as numbers; None where it is hidden or not known."""

    value: Number | None
    numerator: int | None
    denominator: int | None


class Published(NamedTuple):
    """An observation as the latest release has it. `revision` counts how often its figures were changed by then."""

    figures: Figures
    revision: int


def differs(one: Figures, other: Figures) -> bool:
    """Whether some number that both tell is another one. What either hides or does not know changes nothing."""
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


def revision_after(latest: Published | None, figures: Figures) -> int:
    """How often published figures have been changed, these counted as if they were published now."""
    if latest is None:
        return 0
    return latest.revision + differs(latest.figures, figures)


def status_of(status: ObservationStatus, revision: int) -> ObservationStatus:
    """A value that was published with another number before is revised, whether or not it may change again."""
    told = status in (ObservationStatus.PROVISIONAL, ObservationStatus.FINAL)
    return ObservationStatus.REVISED if told and revision else status
