"""What outcomes refuse because of what is already there."""

from sosafe_api.core.errors import Conflict, FieldError


class AlreadyMeasured(Conflict):
    """The area has a result at this point already: it is corrected, never stated a second time."""

    def __init__(self) -> None:
        detail = "Has a result at this point already: correct that one."
        super().__init__(errors=[FieldError("already_measured", detail, pointer="#/area")])


class AlreadyConcluded(Conflict):
    """The follow-up was concluded before, perhaps just now by somebody else."""

    def __init__(self) -> None:
        detail = "This follow-up is concluded already."
        super().__init__(errors=[FieldError("already_concluded", detail, pointer="#/months")])


class RuleInUse(Conflict):
    """The service has another rule from the same day on."""

    def __init__(self) -> None:
        detail = "The service has a rule from this day on already."
        super().__init__(errors=[FieldError("rule_in_use", detail, pointer="#/starts_on")])
