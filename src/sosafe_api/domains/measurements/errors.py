"""What measurements refuse because of where they stand, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class NotADraft(Conflict):
    """What was released stands as it is."""

    def __init__(self) -> None:
        super().__init__(
            "Only a draft is changed: enter a new figure, whose release takes the place of this one."
        )


class SecondPersonRequired(BusinessRule):
    """Who entered or last changed a figure cannot release it."""

    def __init__(self) -> None:
        detail = "Somebody else must release what you entered or last changed."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])
