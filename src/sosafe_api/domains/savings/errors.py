"""What predicted savings refuse because of what is already there, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class VintageInUse(Conflict):
    """The series has this vintage already, with other content."""

    def __init__(self) -> None:
        detail = "The series has this vintage already, with other values: a revision is a new vintage."
        super().__init__(errors=[FieldError("vintage_in_use", detail, pointer="#/vintage")])


class NotADraft(Conflict):
    """Costs are added to drafts only."""

    def __init__(self) -> None:
        super().__init__("The set is no longer a draft: load a new version of it.")


class NewerVersionExists(Conflict):
    """Versions follow on the latest one."""

    def __init__(self) -> None:
        super().__init__("Another version follows on this one already: make it from the latest.")


class EmptySet(BusinessRule):
    """A set without costs is of no use to anybody."""

    def __init__(self) -> None:
        detail = "The set has no costs yet."
        super().__init__(errors=[FieldError("empty_set", detail, pointer="#/to")])


class SecondPersonRequired(BusinessRule):
    """Who made a statement cannot approve it."""

    def __init__(self) -> None:
        detail = "Somebody else must approve what you made."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])


class StatementWithdrawn(BusinessRule):
    """A withdrawn statement is not carried on."""

    def __init__(self) -> None:
        super().__init__("The statement is withdrawn: make a new one.")
