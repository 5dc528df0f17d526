"""What community events refuse because of where they stand."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class VolunteerReferenceInUse(Conflict):
    """The reference names another volunteer."""

    def __init__(self) -> None:
        detail = "Names another volunteer already."
        super().__init__(errors=[FieldError("reference_in_use", detail, pointer="#/reference")])


class EventNotChangeable(Conflict):
    """The event's status lets nothing more be planned of it."""

    def __init__(self) -> None:
        super().__init__("The event stands as it is: it was held, cancelled, or entered in error.")


class EventNotHeld(Conflict):
    """Results are of an event that was held."""

    def __init__(self) -> None:
        super().__init__("Record the event as held before you record what came of it.")


class TooManyOccurrences(BusinessRule):
    """The series would make more events at once than is sensible."""

    def __init__(self, most: int) -> None:
        detail = f"Must be early enough for at most {most} events at once."
        super().__init__(errors=[FieldError("too_many_occurrences", detail, pointer="#/until")])


class SeriesFull(BusinessRule):
    """The series would have more events in all than one rule is good for."""

    def __init__(self, most: int) -> None:
        detail = f"Must be early enough for at most {most} events of the series; plan another series then."
        super().__init__(errors=[FieldError("series_full", detail, pointer="#/until")])


class TooManyEntries(BusinessRule):
    """The event has as many entries as one can read."""

    def __init__(self, most: int) -> None:
        super().__init__(f"One event takes {most} of them at most.")
