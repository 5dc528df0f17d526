"""What targets and baselines refuse because of what is already there, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class BaselineExists(Conflict):
    """One baseline of a kind of period begins on a day."""

    def __init__(self) -> None:
        detail = "A baseline of these periods begins on this day already."
        super().__init__(errors=[FieldError("baseline_exists", detail, pointer="#/starts_on")])


class TargetAgreedByTwo(BusinessRule):
    """Who proposed a target or changed it last cannot agree it."""

    def __init__(self) -> None:
        detail = "Somebody else must agree what you proposed or changed."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])


class BaselineWithdrawn(BusinessRule):
    """A withdrawn baseline is not carried on."""

    def __init__(self) -> None:
        super().__init__("The baseline is withdrawn: state a new one.")
