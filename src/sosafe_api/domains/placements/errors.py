"""What the rules of places, stays and reveals refuse, in the caller's terms; nothing here tells of others."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError, ValidationFailed


class CodeNameInUse(Conflict):
    """Another place of the service has this code name."""

    def __init__(self) -> None:
        detail = "Names another place of the service already."
        super().__init__(errors=[FieldError("code_name_in_use", detail, pointer="#/code_name")])


class NoRoom(Conflict):
    """The place has no unit that is free on every day of the stay."""

    def __init__(self, pointer: str) -> None:
        detail = "The place is not free on every day of the stay."
        super().__init__(errors=[FieldError("no_room", detail, pointer=pointer)])


class CapacityTaken(Conflict):
    """Stays are agreed in units that the place would no longer have."""

    def __init__(self) -> None:
        detail = "Stays are agreed in units that the place would no longer have: move or end them first."
        super().__init__(errors=[FieldError("capacity_taken", detail, pointer="#/capacity")])


class LocationNotStated(BusinessRule):
    """There is nothing to reveal yet."""

    def __init__(self) -> None:
        super().__init__("The place's location has not been stated yet.")


class RevealClosed(Conflict):
    """The token is not this reveal's, was used, or its time is over; which of these is not said."""

    def __init__(self) -> None:
        super().__init__(
            "The token opens nothing: it was used, its time is over, or it is another one. Ask again."
        )


class NothingToApprove(Conflict):
    """The reveal needs no second person, has one already, or is over."""

    def __init__(self) -> None:
        super().__init__("The reveal does not wait for an approval, or no longer.")


class NotYetBegun(BusinessRule):
    """Somebody moves in on the first day of the stay at the earliest."""

    def __init__(self) -> None:
        super().__init__("The stay has not begun: change its first day, or move the person in on that day.")


class CaseNotAtWork(BusinessRule):
    """A stay is asked for while work on the case goes on."""

    def __init__(self) -> None:
        super().__init__("The case is closed or was entered in error: no stay can be asked for.")


class GrantedToOneself(BusinessRule):
    """No role grants itself anything."""

    def __init__(self) -> None:
        detail = "Must name somebody else: nobody puts themselves on the roster."
        super().__init__(errors=[FieldError("granted_to_oneself", detail, pointer="#/principal_id")])


def unknown(pointer: str) -> ValidationFailed:
    """The value names nothing that the caller may know of; absent and hidden are refused alike."""
    detail = "Names no record that you can use here."
    return ValidationFailed(errors=[FieldError("unknown_reference", detail, pointer=pointer)])
