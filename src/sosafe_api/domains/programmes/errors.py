"""What can go wrong with programmes."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class AlreadyEnrolled(Conflict):
    """The person of the case is enrolled in the programme already."""

    def __init__(self) -> None:
        detail = "Is enrolled in the programme already."
        super().__init__(errors=[FieldError("already_enrolled", detail, pointer="#/person_id")])


class SessionNotPlanned(BusinessRule):
    """Only a session that is planned is moved to another time."""

    def __init__(self) -> None:
        super().__init__("Only a session that is planned can be moved to another time.")


class SessionNotHeld(BusinessRule):
    """Attendance is recorded of a session that has begun and was not cancelled."""

    def __init__(self) -> None:
        super().__init__("Attendance is recorded of a session that has begun and was not cancelled.")


class ProgrammeFull(BusinessRule):
    """As many are enrolled as a session's register can show."""

    def __init__(self) -> None:
        super().__init__("As many are enrolled in the programme as it can hold.")
