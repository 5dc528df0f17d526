"""What a release of indicators refuses because of what is already there, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class SecondPersonRequired(BusinessRule):
    """Who drafted a release, or changed it last, cannot approve it."""

    def __init__(self) -> None:
        detail = "Somebody else must approve what you drafted or changed last."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])


class ReleaseOutdated(Conflict):
    """The check held for what was published then."""

    def __init__(self) -> None:
        super().__init__(
            "Another release was published since this one was checked: discard it and draft it anew."
        )


class ReleaseClosed(Conflict):
    """What is published or given up is not changed."""

    def __init__(self) -> None:
        super().__init__("The release is published or given up: a correction is the next release.")
